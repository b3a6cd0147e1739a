"""One partition from PostgreSQL to a Parquet file, in memory that does not grow with it.

PostgreSQL copies its rows as CSV to a file beside it; DuckDB turns that into Parquet, reading
and sorting in pieces, on disk where there are many. NULL is `\\N`, which PostgreSQL quotes where
it is meant as a text; the empty text stays empty. The types are those of `relations.COLUMNS`.

Rows come in the order of their day: an answer about a month then reads a month.
"""

import os
from collections.abc import Mapping
from datetime import date
from hashlib import file_digest
from pathlib import Path
from typing import Any, Final

import duckdb
import ibis
from ibis.backends.sql.datatypes import DuckDBType
from psycopg import sql

from portefeuille.figures.relations import COLUMNS
from portefeuille.figures.snapshot.fingerprints import Partition
from portefeuille.figures.snapshot.manifest import Part, settle

WRITING: Final = ".writing"
"""The end of the name of what is not whole yet."""

MEMORY: Final = "128MB"
"""What DuckDB may take to sort a partition; beyond it, it sorts on disk."""

ALONE: Final[Mapping[str, Any]] = {"autoinstall_known_extensions": False}
"""DuckDB fetches nothing from anywhere."""

QUIET: Final = "SET enable_progress_bar = false"
"""Of a session: nothing of DuckDB's own on standard output, where results go."""

ROW_GROUP: Final = 122_880
"""Rows that stand together in a file: what figures read fast."""

ORDER: Final[Mapping[str, str]] = {
    "decision": "submitted_on, application_id, decision_id",
    "movement": "submitted_on, application_id, posting_id",
    "step": "submitted_on, application_id, sequence",
    "failure": "submitted_on, application_id, decision_id, rule",
    "registration": "registration_id",
    "budget": "setting_id",
}


def column_types(relation: str) -> dict[str, str]:
    """DuckDB's types of the columns of a relation, by name."""
    columns = COLUMNS[relation].items()
    return {name: DuckDBType.to_string(ibis.dtype(kind)) for name, kind in columns}


def write(cursor: Any, folder: Path, partition: Partition) -> Part:
    """Write the file of a partition, under its own name only when it is whole."""
    file = folder / partition.file
    file.parent.mkdir(parents=True, exist_ok=True)
    copied, draft = (file.with_suffix(f".{kind}{WRITING}") for kind in ("csv", "parquet"))
    try:
        _copy(cursor, partition, copied)
        convert(copied, draft, column_types(partition.relation), ORDER[partition.relation])
    finally:
        copied.unlink(missing_ok=True)
    with draft.open("rb") as written:
        os.fsync(written.fileno())
    draft.replace(file)
    settle(file.parent)
    return described(folder, partition)


def described(folder: Path, partition: Partition) -> Part:
    """A partition with the digest of the file it has."""
    with (folder / partition.file).open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest()
    return Part(
        partition.relation,
        partition.year,
        partition.rows,
        partition.fingerprint,
        partition.file,
        digest,
    )


def convert(
    copied: Path, to: Path, types: Mapping[str, str], order: str = "", group: int = ROW_GROUP
) -> None:
    """A file of CSV with `\\N` for NULL as Parquet, `group` rows together.

    `order` is columns to sort by; without it rows stay as they come.
    """
    columns = ", ".join(f"{_quoted(name)}: {_quoted(kind)}" for name, kind in types.items())
    with duckdb.connect(config=_settings(to)) as database:
        database.execute(QUIET)
        database.execute("SET TimeZone = 'UTC'")
        database.execute(
            f"COPY (SELECT * FROM read_csv({_quoted(str(copied))}, columns = {{{columns}}},"  # noqa: S608
            " auto_detect = false, header = false, delim = ',', quote = '\"', escape = '\"',"
            " nullstr = '\\N', allow_quoted_nulls = false, max_line_size = 131072,"
            " new_line = '\\n',"  # or an end of line within quotes is sometimes taken for one
            " buffer_size = 4194304)"
            f" {f'ORDER BY {order}' if order else ''})"
            f" TO {_quoted(str(to))} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {group})"
        )


def _copy(cursor: Any, partition: Partition, to: Path) -> None:
    columns = sql.SQL(", ").join(map(sql.Identifier, COLUMNS[partition.relation]))
    rows = sql.SQL("SELECT {} FROM {}").format(
        columns, sql.Identifier(f"figures_{partition.relation}")
    )
    if partition.year is not None:
        days = (date(partition.year, 1, 1), date(partition.year, 12, 31))
        between = sql.SQL(" WHERE submitted_on BETWEEN {} AND {}")
        rows += between.format(*(sql.Literal(day.isoformat()) for day in days))
    statement = sql.SQL("COPY ({}) TO STDOUT (FORMAT csv, NULL '\\N')").format(rows)
    with cursor.copy(statement) as copy, to.open("wb") as file:
        for data in copy:
            file.write(data)


def _settings(to: Path) -> dict[str, Any]:
    return {
        "memory_limit": MEMORY,
        "threads": 1,  # each holds a row group; PostgreSQL is what is waited for
        "temp_directory": str(to.with_suffix(f".sorting{WRITING}")),
        **ALONE,
    }


def _quoted(text: str) -> str:
    escaped = text.replace("'", "''")
    return f"'{escaped}'"
