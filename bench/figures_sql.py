"""The three figures that are measured, as somebody writes them by hand for DuckDB.

On the same files, as known at the same moment, with the same sums: an unknown grant makes a sum
unknown. What a row is of and its counts only; order, averages and shares are done in Python by
ours and left out here, which is to the advantage of the hand.
"""

from collections.abc import Mapping
from datetime import date
from typing import Final

_STOOD: Final = """
    FROM read_parquet({files})
    WHERE known_at < TIMESTAMPTZ '{known}'
      AND (superseded_at IS NULL OR superseded_at >= TIMESTAMPTZ '{known}')
      AND submitted_on BETWEEN DATE '{first}' AND DATE '{last}'
      AND outcome = 'approved'
"""
_SUM: Final = "CASE WHEN count(grant_cents) = count(*) THEN sum(grant_cents)::bigint END"

BY_HAND: Final[Mapping[str, str]] = {
    "grants-by-theme": f"SELECT theme, count(*) AS approved, {_SUM} AS grant_cents {_STOOD}"
    " GROUP BY theme",
    "grants-by-month": "SELECT date_trunc('month', submitted_on)::date AS month, service,"
    f" count(*) AS approved, {_SUM} AS grant_cents {_STOOD} GROUP BY ALL",
    "enterprises-by-size": f"""
        SELECT size, ceiling_cents, count(*) AS enterprises, {_SUM} AS grant_cents FROM (
            SELECT arg_max(size, turn) FILTER (size IS NOT NULL) AS size,
                   arg_max(ceiling_cents, turn) FILTER (size IS NOT NULL) AS ceiling_cents,
                   {_SUM} AS grant_cents
            {_STOOD} GROUP BY enterprise_id)
        GROUP BY ALL""",  # noqa: S608 - our own words
}


def statement(name: str, files: list[str], known: str, first: date, last: date) -> str:
    """The statement of a figure over days, as known before a moment in ISO."""
    return BY_HAND[name].format(files=files, known=known, first=first, last=last)
