"""Loading an extract of KBO Open Data, whole or not at all.

The numbers are checked to follow each other. An update, of some thousands of rows, is one
transaction: the entities it names are deleted, their current rows copied in, the extract is noted
as loaded. A full extract is prepared beside the one in use (see `preparing`) and takes its place
in one transaction. Readers keep seeing the previous extract until the new one is complete, and a
loader that was killed leaves them as they were: run again, it goes on.

The loader works as the application's role, with the rights the migrations give it. Memory stays
bounded: a few blocks of a file at a time.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from django.db import InterfaceError, OperationalError, connection, transaction
from psycopg import sql

from portefeuille.adapters.kbo import (
    TABLES,
    KboError,
    Meta,
    Table,
    read_deleted,
    read_meta,
    read_pieces,
)
from portefeuille.core.progress import Done, unheard
from portefeuille.register import preparing
from portefeuille.register.models import KboExtract
from portefeuille.register.preparing import RegisterInUse
from portefeuille.register.queries import loaded_extract

__all__ = ["LoadReport", "RegisterInUse", "load_kbo"]

T = TypeVar("T")

BATCH = 10_000
ONE_LOADER_AT_A_TIME = 0x4B424F  # key of the advisory lock: "KBO"


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load did, by table: rows inserted; and deleted, by an update (a full one replaces).

    Both are empty where the extract was loaded before.
    """

    meta: Meta
    inserted: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    deleted: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def changed_nothing(self) -> bool:
        return not self.inserted


def load_kbo(extract: Path, done: Done = unheard) -> LoadReport:
    """Loads the extract in this folder or zip file; a second time changes nothing.

    KboError where a file is wrong or the extract does not follow the one that is loaded: then
    nothing has changed for who reads. `RegisterInUse` where readers leave no moment to
    put a full extract in place: it stays ready for the next run.
    """
    meta = read_meta(extract)
    with _one_loader_at_a_time():
        if _is_loaded(meta):
            return LoadReport(meta)
        if meta.kind == "full":
            inserted = preparing.prepare(extract, meta, done)
            preparing.swap(partial(KboExtract.objects.create, **asdict(meta)))
            return LoadReport(meta, MappingProxyType(inserted))
        return _update(extract, meta, done)


@contextmanager
def _one_loader_at_a_time() -> Iterator[None]:
    """Of this session, not of a transaction: a full load is many."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [ONE_LOADER_AT_A_TIME])
        try:
            yield
        finally:
            with suppress(OperationalError, InterfaceError):  # a broken session holds no lock
                cursor.execute("SELECT pg_advisory_unlock(%s)", [ONE_LOADER_AT_A_TIME])


def _is_loaded(meta: Meta) -> bool:
    """Whether this very extract was loaded; KboError if it cannot follow the one that is."""
    before = KboExtract.objects.filter(number=meta.number).first()
    if before is not None:
        if meta.snapshot_date != before.snapshot_date:
            expected = f"extract {before.number} of {before.snapshot_date}, as it is loaded"
            raise _out_of_order(meta, expected)
        return True
    current = loaded_extract()
    if current is None:
        if meta.kind == "update":
            raise _out_of_order(meta, "a full extract first, since none is loaded")
        return False
    if meta.number < current.number:
        raise _out_of_order(meta, f"an extract after number {current.number}, which is loaded")
    if meta.kind == "update" and meta.number != current.number + 1:
        following = current.number + 1
        expected = f"update {following}, the next after the one loaded, or a newer full extract"
        raise _out_of_order(meta, expected)
    return False


def _out_of_order(meta: Meta, expected: str) -> KboError:
    found = f"{meta.kind} {meta.number} of {meta.snapshot_date}"
    return KboError("meta.csv", None, expected, found)


def _update(extract: Path, meta: Meta, done: Done) -> LoadReport:
    deleted, inserted = {}, {}
    with transaction.atomic(), connection.cursor() as cursor:
        for table in TABLES:
            deleted[table.name] = _delete(cursor, extract, table)
            inserted[table.name] = _insert(cursor, extract, table, done)
        KboExtract.objects.create(**asdict(meta))
    return LoadReport(meta, MappingProxyType(inserted), MappingProxyType(deleted))


def _delete(cursor: Any, extract: Path, table: Table) -> int:
    statement = sql.SQL("DELETE FROM {} WHERE {} = ANY (%s)").format(
        sql.Identifier(f"kbo_{table.name}"), sql.Identifier(table.names[0])
    )
    deleted = 0
    for numbers in _batches(read_deleted(extract, table)):
        cursor.execute(statement, [numbers])
        deleted += cursor.rowcount
    return deleted


def _insert(cursor: Any, extract: Path, table: Table, done: Done) -> int:
    rows = 0
    with (
        preparing.every_number_once(table, table.rows_file("update")),
        cursor.copy(preparing.copy_into("public", table)) as copy,
    ):
        for piece in read_pieces(extract, table, "update"):
            copy.write(piece.data)
            rows += piece.rows
            done(piece.rows)
    return rows


def _batches(items: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(items)
    while batch := list(islice(rest, BATCH)):
        yield batch
