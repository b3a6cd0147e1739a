"""Where a figure is computed: in the book of record, or on a snapshot of it.

A definition is one Ibis expression on the relations; an engine turns it into its own SQL and
answers rows. Live is PostgreSQL, in the transaction and with the role of whoever asks. A snapshot
is a folder of Parquet files, read by DuckDB. Both give the same rows to the cent.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any, Final, Literal, Protocol, TypeAlias

import duckdb
import ibis
from django.db import connection
from ibis.expr.datatypes import DataType
from ibis.expr.types import Table

from portefeuille.figures.relations import COLUMNS

Rows: TypeAlias = tuple[dict[str, Any], ...]

CHUNK: Final = 20_000
"""Rows that are in memory at once while a long answer is read."""

MANIFEST: Final = "snapshot.json"
"""The file of a snapshot that says what it holds: `known_until`, a moment in ISO with its zone."""


class NoSnapshotError(Exception):
    """There is no whole snapshot in the folder; the message says which and what to do."""


class Engine(Protocol):
    """Something that computes expressions on the relations."""

    @property
    def name(self) -> Literal["live", "snapshot"]:
        """What it is called outside."""

    @property
    def known_until(self) -> datetime | None:
        """The moment up to which it knows everything; None where that is now."""

    def rows(self, expression: Table) -> Rows:
        """The rows of an expression, by the names of its columns."""

    def stream(self, expression: Table) -> Iterator[tuple[Any, ...]]:
        """The same as tuples, `CHUNK` at a time in memory."""


@dataclass(frozen=True, slots=True)
class Live:
    """The book of record, through the connection of Django."""

    name: Literal["live"] = "live"
    known_until: None = None

    def rows(self, expression: Table) -> Rows:
        """The rows of an expression, by the names of its columns."""
        with connection.cursor() as cursor:
            cursor.execute(ibis.to_sql(expression, dialect="postgres"))
            return tuple(_named(expression, row) for row in cursor.fetchall())

    def stream(self, expression: Table) -> Iterator[tuple[Any, ...]]:
        """The same as tuples, read through a cursor that the server keeps."""
        with connection.chunked_cursor() as cursor:
            cursor.execute(ibis.to_sql(expression, dialect="postgres"))
            yield from _streamed(expression, cursor)


LIVE: Final = Live()


@dataclass(frozen=True)
class Snapshot:
    """A folder of Parquet files, one folder a relation (see `figures.snapshot`)."""

    folder: Path
    name: Literal["snapshot"] = "snapshot"

    @cached_property
    def known_until(self) -> datetime:
        """The moment up to which it knows everything."""
        manifest = self.folder / MANIFEST
        if not manifest.is_file():
            raise NoSnapshotError(
                f"{self.folder} holds no whole snapshot; make one with: portefeuille snapshot"
            )
        return datetime.fromisoformat(json.loads(manifest.read_text("utf-8"))["known_until"])

    def rows(self, expression: Table) -> Rows:
        """The rows of an expression, by the names of its columns."""
        with self._opened() as database:
            found = database.execute(ibis.to_sql(expression, dialect="duckdb"))
            return tuple(_named(expression, row) for row in found.fetchall())

    def stream(self, expression: Table) -> Iterator[tuple[Any, ...]]:
        """The same as tuples, a chunk at a time."""
        with self._opened() as database:
            found = database.execute(ibis.to_sql(expression, dialect="duckdb"))
            yield from _streamed(expression, found)

    @contextmanager
    def _opened(self) -> Iterator[duckdb.DuckDBPyConnection]:
        assert self.known_until, "a snapshot that is not whole is not read"
        with duckdb.connect(config={"TimeZone": "UTC"}) as database:
            for relation in COLUMNS:
                database.read_parquet(
                    str(self.folder / relation / "**" / "*.parquet"), hive_partitioning=False
                ).create_view(f"figures_{relation}")
            yield database


def _named(expression: Table, row: tuple[Any, ...]) -> dict[str, Any]:
    kinds = expression.schema().items()
    return {name: _as(kind, cell) for (name, kind), cell in zip(kinds, row, strict=True)}


def _as(kind: DataType, cell: Any) -> Any:
    """PostgreSQL gives sums as decimals and the first day of a month as a moment in UTC."""
    if isinstance(cell, Decimal):
        assert cell == cell.to_integral_value(), f"{cell} is no whole number"
        return int(cell)
    return cell.date() if kind.is_date() and isinstance(cell, datetime) else cell


def _streamed(expression: Table, cursor: Any) -> Iterator[tuple[Any, ...]]:
    kinds = expression.schema().types
    while rows := cursor.fetchmany(CHUNK):
        for row in rows:
            yield tuple(map(_as, kinds, row))
