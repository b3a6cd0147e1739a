"""Where a figure is computed: in the book of record, or on a snapshot of it.

A definition is one Ibis expression on the relations; an engine turns it into its own SQL and
answers rows. Live is PostgreSQL, in the transaction and with the role of whoever asks. A snapshot
is a folder of Parquet files, read by DuckDB. Both give the same rows to the cent.
"""

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
from ibis.expr.operations import UnboundTable
from ibis.expr.types import Table

from portefeuille.figures.relations import COLUMNS
from portefeuille.figures.snapshot import manifest
from portefeuille.figures.snapshot.files import ALONE, QUIET, column_types
from portefeuille.figures.snapshot.manifest import MANIFEST, Manifest, NoSnapshotError

__all__ = ["CHUNK", "LIVE", "MANIFEST", "Engine", "Live", "NoSnapshotError", "Rows", "Snapshot"]

Rows: TypeAlias = tuple[dict[str, Any], ...]

CHUNK: Final = 2_000
"""Rows that are in memory at once while a long answer is read."""


class LiveOnlyError(ValueError):
    """A snapshot is asked for what only the book of record has; the message says what to do."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"{what} is in the book of record only, since it can be erased there or is not ours:"
            " ask --from live"
        )


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
            cursor.execute(ibis.to_sql(expression, dialect="postgres", pretty=False))
            return tuple(_named(expression, row) for row in cursor.fetchall())

    def stream(self, expression: Table) -> Iterator[tuple[Any, ...]]:
        """The same as tuples, read through a cursor that the server keeps."""
        with connection.chunked_cursor() as cursor:
            cursor.execute(ibis.to_sql(expression, dialect="postgres", pretty=False))
            yield from _streamed(expression, cursor)


LIVE: Final = Live()


@dataclass(frozen=True)
class Snapshot:
    """A folder of Parquet files, one folder a relation (see `figures.snapshot`).

    It reads the files that the manifest named when it was first asked, also where a newer
    snapshot is taken meanwhile: all figures of an answer stand on one state.
    """

    folder: Path
    name: Literal["snapshot"] = "snapshot"

    @property
    def known_until(self) -> datetime:
        """The moment up to which it knows everything."""
        return self._manifest.known_until

    def rows(self, expression: Table) -> Rows:
        """The rows of an expression, by the names of its columns."""
        _refuse_live_only(expression)
        with _plainly(self.folder), self._database.cursor() as session:
            session.execute(QUIET)
            found = session.execute(ibis.to_sql(expression, dialect="duckdb", pretty=False))
            return tuple(_named(expression, row) for row in found.fetchall())

    def stream(self, expression: Table) -> Iterator[tuple[Any, ...]]:
        """The same as tuples, a chunk at a time; on one thread, since each holds a row group."""
        _refuse_live_only(expression)
        with _plainly(self.folder), self._connected({"threads": 1}) as database:
            found = database.execute(ibis.to_sql(expression, dialect="duckdb", pretty=False))
            yield from _streamed(expression, found)

    @cached_property
    def _manifest(self) -> Manifest:
        return manifest.read(self.folder)

    @cached_property
    def _database(self) -> duckdb.DuckDBPyConnection:
        """Opened once; each question is a session of its own in it: threads may ask at once."""
        return self._connected({})

    def _connected(self, settings: dict[str, Any]) -> duckdb.DuckDBPyConnection:
        """A session with the relations as views; nothing is fetched from anywhere."""
        database = duckdb.connect(config={**ALONE, **settings})
        database.execute(QUIET)
        database.execute("SET GLOBAL TimeZone = 'UTC'")
        for relation in COLUMNS:
            self._show(database, relation)
        return database

    def _show(self, database: duckdb.DuckDBPyConnection, relation: str) -> None:
        """A relation as a view on its files; without files, with its columns and no rows."""
        paths = [str(self.folder / file) for file in self._manifest.files(relation)]
        if paths:
            shown = database.read_parquet(paths, hive_partitioning=False)
        else:
            kinds = column_types(relation).items()
            nothing = ", ".join(f"CAST(NULL AS {kind}) AS {name}" for name, kind in kinds)
            shown = database.sql(f"SELECT {nothing} WHERE false")
        shown.create_view(f"figures_{relation}")


def live_only(expression: Table) -> str | None:
    """A table that an expression reads and that is none of the relations; None where all are."""
    read = (table.name for table in expression.op().find(UnboundTable))
    return next((name for name in read if name.removeprefix("figures_") not in COLUMNS), None)


def _refuse_live_only(expression: Table) -> None:
    """LiveOnlyError where a snapshot does not have what the expression reads."""
    if found := live_only(expression):
        raise LiveOnlyError(found)


@contextmanager
def _plainly(folder: Path) -> Iterator[None]:
    """Says of a file that cannot be read what that means."""
    try:
        yield
    except duckdb.IOException as error:
        raise NoSnapshotError(
            f"A file of the snapshot in {folder} cannot be read: two newer ones were taken"
            f" meanwhile, or it is gone. Ask again. ({error})"
        ) from error


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
