"""From a frame to columns for the batch: a population or an export, never made into cases.

The columns of the frame bear the names of the dossier; amounts are whole cents and shares basis
points, as their names say:

    enterprise, submitted_on, service, starts_on, cost_cents, size        must be there
    theme, content, ends_on, legal_form, natural_person, status, juridical_situation, region,
    nace_version, nace_code, public_share_points, sheltered_workshop, registration,
    registered_from, registered_until, related_to_applicant               may be left out

A null is a fact left out. A column of another name is refused, since a misspelt name must not
pass for a fact left out. Rows stand in the order in which they were decided.
"""

from typing import Any, Final

import numpy as np
import polars as pl
import polars.selectors as cs
from numpy.typing import NDArray

from portefeuille.core.batch import Columns, ColumnsError, Words
from portefeuille.core.batch.shapes import NO_DAY, NONE

_WORDS: Final = (
    *("service", "theme", "content", "legal_form", "status", "juridical_situation", "region"),
    *("nace_version", "nace_code", "size", "registration"),
)
_DAYS: Final = ("submitted_on", "starts_on", "ends_on", "registered_from", "registered_until")
_FLAGS: Final = ("natural_person", "sheltered_workshop", "related_to_applicant")
_NUMBERS: Final = {"cost": "cost_cents", "public_share": "public_share_points"}

NEEDED: Final = ("enterprise", "submitted_on", "service", "starts_on", "cost_cents", "size")
KNOWN: Final = frozenset(("enterprise", *_WORDS, *_DAYS, *_FLAGS, *_NUMBERS.values()))

_LEFT_OUT_IS_NO: Final = "sheltered_workshop"
"""The one flag that a dossier reads as no where it is left out."""


def columns_from(frame: pl.DataFrame) -> Columns:
    """The columns of a frame; ColumnsError where a name is missing, unknown, or of a wrong kind."""
    for name in NEEDED:
        if name not in frame.columns:
            raise ColumnsError(name, None, "the frame has no such column")
    for name in frame.columns:
        if name not in KNOWN:
            raise ColumnsError(name, None, f"is not a column; expected some of {sorted(KNOWN)}")
    rows = frame.height
    facts: dict[str, Any] = _words(frame)
    facts |= {name: _whole(frame, name, rows, NO_DAY, pl.Date) for name in _DAYS}
    facts |= {
        name: _whole(frame, name, rows, 0 if name == _LEFT_OUT_IS_NO else NONE, pl.Boolean)
        for name in _FLAGS
    }
    facts |= {name: _whole(frame, said, rows, NONE, None) for name, said in _NUMBERS.items()}
    return Columns(enterprise=_numbered(frame["enterprise"]), lines=None, **facts)


def _words(frame: pl.DataFrame) -> dict[str, Words]:
    """The words of each column once, and a code for each row: 0 where it is null or not there."""
    there = [name for name in _WORDS if name in frame.columns]
    for name in there:
        kind = frame[name].dtype
        if not kind.is_integer() and kind not in (pl.String, pl.Categorical, pl.Enum):
            raise ColumnsError(name, None, f"words are needed, these are {kind}")
    found = coded(frame.select(there))
    left_out = Words(np.zeros(frame.height, dtype=np.int32), (None,))
    return {name: found.get(name, left_out) for name in _WORDS}


def coded(frame: pl.DataFrame) -> dict[str, Words]:
    """Every column as words; all columns at once, since Polars then uses every processor."""
    text = frame.lazy().with_columns(cs.integer().cast(pl.String))
    once = pl.all().unique().cast(pl.String).drop_nulls().sort().implode()
    known = {column.name: column[0] for column in text.select(once).collect()}
    codes = text.select(
        pl.col(name).cast(pl.Enum(words)).to_physical().cast(pl.Int32) + 1
        for name, words in known.items()
    ).collect()
    return {
        name: Words(
            codes[name].fill_null(0).to_numpy(),
            (None, *(map(int, words) if frame[name].dtype.is_integer() else words)),
        )
        for name, words in known.items()
    }


def _whole(
    frame: pl.DataFrame, name: str, rows: int, left_out: int, kind: type[pl.DataType] | None
) -> NDArray[Any]:
    """Days, flags, cents or basis points as whole numbers, with a number for what is left out."""
    if name not in frame.columns:
        return np.full(rows, left_out, dtype=np.int32)
    column = frame[name]
    fits = column.dtype.is_integer() if kind is None else column.dtype == kind
    if not fits:
        wanted = "whole numbers" if kind is None else f"{kind()}"
        raise ColumnsError(name, None, f"{wanted} needed, these are {column.dtype}")
    if kind is not None:
        column = column.cast(pl.Int8 if kind is pl.Boolean else pl.Int32)
    return column.fill_null(left_out).to_numpy()


def _numbered(column: pl.Series) -> NDArray[Any]:
    """A number for each enterprise, from 0 on."""
    if column.null_count():
        raise ColumnsError("enterprise", None, "a row does not say whose it is")
    if column.dtype == pl.String:
        column = column.cast(pl.Enum(column.unique().sort())).to_physical()
    return (column.rank("dense").cast(pl.Int32) - 1).to_numpy()
