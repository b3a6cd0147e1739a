"""The rows behind figures, as known at a moment: surrogates, no number and no name.

    decision   the decisions that stood        movement   the postings that were known
    failure    the rules they found not to     step       the transitions that were known
               hold

What was superseded later than the moment does not say so: that was not known then. They come in
the order in which the engine reads them.
"""

from collections.abc import Callable, Mapping
from typing import Final

import ibis
from ibis.backends.sql.datatypes import DuckDBType
from ibis.expr.types import Table

from portefeuille.figures.asked import Asked
from portefeuille.figures.values import Column, Kind

ROWS: Final[Mapping[str, Callable[[Asked], Table]]] = {
    "decision": lambda asked: asked.counted.drop("turn", "superseded_at"),
    "failure": lambda asked: asked.failures,
    "movement": lambda asked: asked.movements,
    "step": lambda asked: _as_then(asked.steps, asked),
}
UNFILTERED: Final = ("movement", "step")
"""Relations that know days only: they are not narrowed by what a decision says."""


def rows_of(relation: str, asked: Asked) -> Table:
    """The rows of a relation; KeyError for one that is not given, ValueError for its filters."""
    if relation in UNFILTERED and asked.scope.filters:
        names = ", ".join(name for name, _code in asked.scope.filters)
        raise ValueError(f"{relation} is given by its days only, not by {names}")
    return ROWS[relation](asked)


def columns_of(rows: Table) -> tuple[Column, ...]:
    """Its columns for CSV: cents are amounts, basis points shares."""
    return tuple(Column(name, {"nl": name, "en": name}, _kind(name)) for name in rows.columns)


def types_of(rows: Table) -> dict[str, str]:
    """DuckDB's types of its columns, for Parquet."""
    return {name: DuckDBType.to_string(kind) for name, kind in rows.schema().items()}


def _as_then(steps: Table, asked: Asked) -> Table:
    known = steps.superseded_at < asked.known_before
    return steps.mutate(superseded_at=ibis.cases((known, steps.superseded_at)))


def _kind(name: str) -> Kind:
    if name.endswith("_cents"):
        return "amount"
    return "share" if name.endswith("_points") else "text"
