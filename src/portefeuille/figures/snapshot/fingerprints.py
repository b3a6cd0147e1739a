"""Which partitions there are, and what stands in each: one statement a relation.

A fingerprint is made of the number of rows and the sum of a hash of every row, all of its columns
in characters: a new row changes it, and so does a decision or a step that is superseded, and so
does what an erasure takes out of a row that stays. The order of rows does not matter. What is
hashed is what is exported, so that equal fingerprints mean equal files, but for chance: one in
2^64 that two changes of a partition cancel out.

It costs one reading of everything. That is dearer than a count and a highest number, and those
would miss an erasure.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from psycopg import sql

from portefeuille.figures.relations import BY_YEAR, COLUMNS

SHAPE: Final = 1
"""Counted up when files are written in another way, so that all are written again."""


@dataclass(frozen=True, slots=True)
class Partition:
    """Rows of a relation that stand in one file: of a year of submission, or all of them."""

    relation: str
    year: int | None
    rows: int
    fingerprint: str

    @property
    def file(self) -> str:
        """The path of its file within a snapshot."""
        folder = "all" if self.year is None else f"year={self.year}"
        return f"{self.relation}/{folder}/{self.fingerprint}.parquet"


def partitions(cursor: Any) -> Iterator[Partition]:
    """Every partition with rows, as the transaction of the cursor sees it."""
    for relation in COLUMNS:
        by_year = relation in BY_YEAR
        cursor.execute(_statement(relation, by_year=by_year))
        for year, rows, hashes in cursor.fetchall():
            if rows:
                yield Partition(relation, year, rows, _digest(relation, rows, hashes))


def _digest(relation: str, rows: int, hashes: str) -> str:
    said = [SHAPE, relation, *COLUMNS[relation].items(), rows, hashes]
    return sha256(repr(said).encode()).hexdigest()[:32]


def _statement(relation: str, *, by_year: bool) -> sql.Composed:
    """NULL and the empty text differ in a row in characters; dates and moments are in UTC."""
    year = sql.SQL("extract(year FROM submitted_on)::integer" if by_year else "NULL::integer")
    return sql.SQL(
        "SELECT {year}, count(*), sum(hashtextextended(ROW({columns})::text, 0)::numeric)::text"
        " FROM {view} GROUP BY 1 ORDER BY 1"
    ).format(
        year=year,
        columns=sql.SQL(", ").join(map(sql.Identifier, COLUMNS[relation])),
        view=sql.Identifier(f"figures_{relation}"),
    )
