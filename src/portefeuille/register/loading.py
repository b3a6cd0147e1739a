"""Loading an extract of KBO Open Data, whole or not at all.

One transaction: the numbers are checked to follow each other, rows are deleted, rows are
copied in, the extract is noted as loaded. A full extract replaces everything; an update
deletes the entities it names and inserts their current rows. Readers keep seeing the previous
extract until the new one is committed. Memory stays bounded: rows stream from the file into
COPY, numbers to delete go in batches.

The loader works as the application's role, with the rights the migration gives it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from django.db import connection, transaction
from psycopg import sql
from psycopg.errors import UniqueViolation

from portefeuille.adapters.kbo import (
    TABLES,
    KboError,
    Meta,
    Table,
    read_deleted,
    read_meta,
    read_rows,
)
from portefeuille.core.progress import Done, unheard
from portefeuille.register.models import KboExtract
from portefeuille.register.queries import loaded_extract

T = TypeVar("T")

BATCH = 10_000
ONE_LOADER_AT_A_TIME = 0x4B424F  # key of the advisory lock: "KBO"


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load did: rows deleted and inserted by table; none where it was loaded before."""

    meta: Meta
    deleted: Mapping[str, int]
    inserted: Mapping[str, int]

    @property
    def changed_nothing(self) -> bool:
        return not self.deleted and not self.inserted


def load_kbo(folder: Path, done: Done = unheard) -> LoadReport:
    """Loads the extract in this folder or zip file; a second time changes nothing.

    KboError where a file is wrong or the extract does not follow the one that is loaded; then
    nothing has changed.
    """
    meta = read_meta(folder)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_LOADER_AT_A_TIME])
        deleted: dict[str, int] = {}
        inserted: dict[str, int] = {}
        if not _is_loaded(meta, loaded_extract()):
            for table in TABLES:
                deleted[table.name] = _delete(cursor, folder, table, meta)
                inserted[table.name] = _copy(cursor, folder, table, meta, done)
            KboExtract.objects.create(**asdict(meta))
    return LoadReport(meta, MappingProxyType(deleted), MappingProxyType(inserted))


def _is_loaded(meta: Meta, current: KboExtract | None) -> bool:
    """Whether this very extract is loaded; KboError if it cannot follow the one that is."""
    if current is None:
        if meta.kind == "update":
            raise _out_of_order(meta, "a full extract first, since none is loaded")
        return False
    if meta.number == current.number:
        if meta.snapshot_date != current.snapshot_date:
            expected = f"extract {current.number} of {current.snapshot_date}, as it is loaded"
            raise _out_of_order(meta, expected)
        return True
    if meta.kind == "update" and meta.number != current.number + 1:
        raise _out_of_order(meta, f"update {current.number + 1}, the next after the one loaded")
    if meta.number < current.number:
        raise _out_of_order(meta, f"an extract after number {current.number}, which is loaded")
    return False


def _out_of_order(meta: Meta, expected: str) -> KboError:
    found = f"{meta.kind} {meta.number} of {meta.snapshot_date}"
    return KboError("meta.csv", None, expected, found)


def _delete(cursor: Any, folder: Path, table: Table, meta: Meta) -> int:
    target = sql.Identifier(f"kbo_{table.name}")
    if meta.kind == "full":
        cursor.execute(sql.SQL("DELETE FROM {}").format(target))
        return int(cursor.rowcount)
    statement = sql.SQL("DELETE FROM {} WHERE {} = ANY (%s)").format(
        target, sql.Identifier(table.key.name)
    )
    deleted = 0
    for numbers in _batches(read_deleted(folder, table)):
        cursor.execute(statement, [numbers])
        deleted += cursor.rowcount
    return deleted


def _copy(cursor: Any, folder: Path, table: Table, meta: Meta, done: Done) -> int:
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(f"kbo_{table.name}"),
        sql.SQL(", ").join(sql.Identifier(column.name) for column in table.columns),
    )
    rows = 0
    try:
        with cursor.copy(statement) as copy:
            for row in read_rows(folder, table, meta.kind):
                copy.write_row(row)
                rows += 1
                if rows % BATCH == 0:
                    done(BATCH)
    except UniqueViolation as error:
        file = table.rows_file(meta.kind)
        found = str(error.diag.message_detail)
        raise KboError(file, None, f"every {table.key.header} once", found) from None
    done(rows % BATCH)
    return rows


def _batches(items: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(items)
    while batch := list(islice(rest, BATCH)):
        yield batch
