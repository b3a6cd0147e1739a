"""Facts that turned out otherwise: from a moment on the year is decided again, in order.

Deciding a year again starts from its first row, with the facts as they are now, and gives room
back when it was given back. What was decided in between is replaced. So where a year stands in
the end follows from its final facts alone: a revision lays other facts over the rows that had
been decided when it came, and the columns are decided once.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from portefeuille.core.batch.cases import encoded
from portefeuille.core.batch.columns import Columns, Words
from portefeuille.core.batch.shapes import NO_DAY, Array

FIXED = ("enterprise", "submitted_on", "cost", "lines", "granted_this_year", "locked_size")
"""Columns that no revision changes."""


@dataclass(frozen=True, slots=True)
class Revision:
    """Facts to judge an enterprise-year by instead.

    `before`: how many rows had been decided when it came; it holds for those of this enterprise
    and calendar year. `facts` names columns, with words as words, days as dates, shares in basis
    points, and None for a fact left out. `row`: the facts are those of this application alone.
    """

    enterprise: int
    year: int
    before: int
    facts: Mapping[str, Any]
    row: int | None = None


def revised(columns: Columns, revisions: Iterable[Revision]) -> Columns:
    """The columns as they are judged after all revisions, which are given in order of time.

    ValueError where a revision names a column that it cannot change.
    """
    said = list(revisions)
    years = columns.submitted_on.astype("datetime64[D]").astype("datetime64[Y]").astype(int) + 1970
    concerned = np.flatnonzero(np.isin(columns.enterprise, [one.enterprise for one in said]))
    rows_of: dict[tuple[int, int], list[int]] = {}
    for row in concerned.tolist():
        rows_of.setdefault((int(columns.enterprise[row]), int(years[row])), []).append(row)
    changed: dict[str, Any] = {}
    for one in said:
        rows = [row for row in rows_of.get((one.enterprise, one.year), []) if row < one.before]
        if one.row is not None:
            rows = [row for row in rows if row == one.row]
        for name, value in one.facts.items():
            if name in FIXED or name not in Columns.__slots__:
                raise ValueError(f"{name} is not a column that a revision can change")
            before = changed.get(name)
            before = _copy(getattr(columns, name)) if before is None else before
            changed[name] = _laid_over(name, before, np.array(rows, dtype=np.int64), value)
    return replace(columns, **changed)


def _copy(column: Words | Array) -> Words | Array:
    if isinstance(column, Words):
        return Words(column.codes.copy(), column.words)
    return column.copy()


def _laid_over(name: str, column: Words | Array, rows: Array, value: Any) -> Words | Array:
    """The column with this value on these rows; it is changed in place."""
    if not isinstance(column, Words):
        left_out = value is None and name in ("ends_on", "registered_from", "registered_until")
        column[rows] = NO_DAY if left_out else encoded(value)
        return column
    words = column.words if value in column.words else (*column.words, value)
    column.codes[rows] = words.index(value)
    return Words(column.codes, words)
