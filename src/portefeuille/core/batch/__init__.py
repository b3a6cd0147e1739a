"""The same decision for columns of applications: ten million as one, all rules, exact cents.

    columns = columns_of(cases, enterprises)
    decided = decide_columns(columns, law)

`columns` says what a column holds and `tables` what the law says of every word there is; then
each row is judged by itself (`judging`), and decided in order with what its year has left
(`deciding`). `door` deals the work out over threads. That it decides as `core.decide` does is a
property test; why numba, and what it costs, is decision 13.

Importing this room loads numba; nothing else in the project does.
"""

from portefeuille.core.batch.cases import columns_of
from portefeuille.core.batch.check import ColumnsError
from portefeuille.core.batch.columns import Columns, Lines, Stops, Words
from portefeuille.core.batch.door import OUTCOMES, SIZES, Decided, decide_columns, rules_in
from portefeuille.core.batch.revising import Revision, revised

__all__ = [
    "OUTCOMES",
    "SIZES",
    "Columns",
    "ColumnsError",
    "Decided",
    "Lines",
    "Revision",
    "Stops",
    "Words",
    "columns_of",
    "decide_columns",
    "revised",
    "rules_in",
]
