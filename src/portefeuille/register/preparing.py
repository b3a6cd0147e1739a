"""A full extract of KBO Open Data prepared beside the one in use, and put in its place at once.

46 million rows take minutes, and minutes can be interrupted. So the rows are copied into tables
of their own, in the schema `kbo_staging`, a part of a file at a time: each part is committed
together with the mark it reached in the file. A load that was killed goes on at that mark, if the
file still begins with the very bytes that were read; else with that table from its beginning. The
tables have no indexes while they fill; those of the table in use are made afterwards, while the
next table is copied. Then the five take the place of the five in use, in one short transaction.

Readers are not kept waiting for that transaction: it asks for the tables a fifth of a second at
most, and otherwise again a moment later.
"""

import re
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.db import IntegrityError, OperationalError, connection, transaction
from psycopg import sql
from psycopg.errors import LockNotAvailable, UniqueViolation

from portefeuille.adapters.kbo import TABLES, KboError, Mark, Meta, Table, begins_as, read_pieces
from portefeuille.core.progress import Done

PART: Final = 16 << 20
"""Bytes of a file that are copied in one transaction, about: what is read again after a kill."""

ATTEMPTS: Final = 300
PAUSE: Final = 1.0
"""How often the tables are asked for, and the seconds between: some minutes."""


class RegisterInUse(RuntimeError):
    """Somebody reads the register for minutes on end (a backup?), so that it is not replaced."""

    def __init__(self) -> None:
        super().__init__(
            "The extract is ready, but its tables are being read without a pause. "
            "When that is over (a backup?), load it again: only the last step is left."
        )


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a table is: the mark in its file, the rows that are in, and what is done."""

    mark: Mark
    rows: int
    whole: bool
    ready: bool


def prepare(extract: Path, meta: Meta, done: Done) -> dict[str, int]:
    """Copies and indexes what of this full extract is not there yet; the rows of each table."""
    if not _is_underway(meta):
        with transaction.atomic(durable=True):
            for table in TABLES:
                _stage(table, meta)
    reached = [(table, _still_right(extract, table, meta)) for table in reversed(TABLES)]
    with ThreadPoolExecutor(1) as beside:
        made = []
        for table, progress in reached:  # the largest first: its indexes take longest
            done(progress.rows)
            if not progress.whole:
                _copy(extract, table, progress, done)
            if not progress.ready:
                made.append(beside.submit(_make_ready, table))
        for ready in made:
            ready.result()
    return {table.name: _progress(table).rows for table in TABLES}


def swap(note: Callable[[], object]) -> None:
    """Puts what was prepared in use, and notes it, in one transaction.

    RegisterInUse where no moment for it could be found.
    """
    for _ in range(ATTEMPTS):
        try:
            with transaction.atomic(durable=True):
                _execute("SELECT kbo_swap()")
                note()
        except OperationalError as error:
            if not isinstance(error.__cause__, LockNotAvailable):
                raise
            time.sleep(PAUSE)
        else:
            return
    raise RegisterInUse


@contextmanager
def every_number_once(table: Table, file: str) -> Iterator[None]:
    """Tells of a number that comes twice as of any other fault in the file."""
    try:
        yield
    except (IntegrityError, UniqueViolation) as error:
        said = error.__cause__ if isinstance(error, IntegrityError) else error
        if not isinstance(said, UniqueViolation):
            raise
        twice = re.search(r"=\((\d+)\)", str(said.diag.message_detail))
        found = f"{twice[1] if twice else said} twice"
        raise KboError(file, None, f"every {table.key.header} once", found) from None


def copy_into(schema: str, table: Table) -> sql.Composed:
    """The COPY that takes the pieces of a table."""
    return sql.SQL("COPY {}.{} ({}) FROM STDIN").format(
        sql.Identifier(schema),
        sql.Identifier(f"kbo_{table.name}"),
        sql.SQL(", ").join([sql.Identifier(name) for name in table.names]),
    )


def _is_underway(meta: Meta) -> bool:
    """Whether it is this extract that is being prepared."""
    found = _execute("SELECT DISTINCT extract_number, extract_timestamp FROM kbo_staging.progress")
    return found == [(meta.number, meta.extract_timestamp)]


def _stage(table: Table, meta: Meta) -> None:
    _execute("SELECT kbo_stage(%s, %s, %s)", table.name, meta.number, meta.extract_timestamp)


def _still_right(extract: Path, table: Table, meta: Meta) -> Progress:
    """How far the table is; from its beginning again if that of its file is another now."""
    if not begins_as(extract, table.rows_file("full"), _progress(table).mark):
        with transaction.atomic(durable=True):
            _stage(table, meta)
    return _progress(table)


def _progress(table: Table) -> Progress:
    [(size, lines, crc, rows, whole, ready)] = _execute(
        "SELECT bytes, lines, crc, rows, whole, ready FROM kbo_staging.progress WHERE name = %s",
        table.name,
    )
    return Progress(Mark(size, lines, crc), rows, whole, ready)


def _copy(extract: Path, table: Table, progress: Progress, done: Done) -> None:
    """The rest of the table, part by part."""
    pieces = read_pieces(extract, table, "full", progress.mark)
    mark, whole = progress.mark, False
    while not whole:
        begin, rows, whole = mark.size, 0, True
        with transaction.atomic(durable=True), connection.cursor() as cursor:
            # Rows and mark are lost together or not at all, so that nobody has to wait for the
            # disk here; the transaction that puts the tables in use does.
            cursor.execute("SET LOCAL synchronous_commit = off")
            with cursor.copy(copy_into("kbo_staging", table)) as copy:
                for piece in pieces:
                    copy.write(piece.data)
                    mark, rows = piece.after, rows + piece.rows
                    if mark.size - begin >= PART:
                        whole = False
                        break
            cursor.execute(
                "UPDATE kbo_staging.progress SET bytes = %s, lines = %s, crc = %s, whole = %s,"
                " rows = rows + %s WHERE name = %s",
                [mark.size, mark.lines, mark.crc, whole, rows, table.name],
            )
        done(rows)


def _make_ready(table: Table) -> None:
    """Indexes and statistics, in a session of their own while the next table is copied."""
    try:
        with every_number_once(table, table.rows_file("full")), transaction.atomic(durable=True):
            _execute("SELECT kbo_make_ready(%s)", table.name)
    finally:
        connection.close()


def _execute(statement: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []
