"""Rows by COPY: identifiers reserved ahead, and tables written in the order they depend on."""

from collections.abc import Iterator
from typing import Any, Final

import orjson
from django.db import connection

RESERVED_AT_ONCE: Final = 20_000

ORDER: Final = (
    "wallet_wallet",
    "applications_application",
    "applications_decision",
    "journal_event",
    "wallet_entry",
    "wallet_posting",
)

_JSON: Final = ("facts", "reasons")


class Ids(Iterator[int]):
    """Identifiers of a table, taken from its sequence many at a time."""

    def __init__(self, table: str) -> None:
        self._sequence = f"{table}_id_seq"
        self._reserved: Iterator[int] = iter(())

    def __next__(self) -> int:
        for identifier in self._reserved:
            return identifier
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT nextval(%s::regclass) FROM generate_series(1, %s)",
                [self._sequence, RESERVED_AT_ONCE],
            )
            self._reserved = iter([row[0] for row in cursor.fetchall()])
        return next(self._reserved)


class Tables:
    """Rows that wait for their COPY, each a tuple of plain values."""

    def __init__(self) -> None:
        self._columns: dict[str, tuple[str, ...]] = {}
        self._rows: dict[str, list[tuple[Any, ...]]] = {}

    def add(self, table: str, row: dict[str, Any]) -> None:
        """A row by column name; every row of a table names the same columns in the same order."""
        self._columns.setdefault(table, tuple(row))
        values = [orjson.dumps(row[name]).decode() if name in _JSON else row[name] for name in row]
        self._rows.setdefault(table, []).append(tuple(values))

    def write(self) -> None:
        """Write what waits, tables that others point at first."""
        with connection.cursor() as cursor:
            for table in ORDER:
                if rows := self._rows.pop(table, []):
                    columns = ", ".join(self._columns[table])
                    with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                        for row in rows:
                            copy.write_row(row)
