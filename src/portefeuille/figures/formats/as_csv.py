"""CSV for machines: all tables in one, the column `table` says which.

UTF-8, commas, dots as decimal sign, ISO dates, one header. Tables with other columns share the
header: a cell of a column that a table does not have is empty, and so is one that is unknown.
`row` is `row`, `part` (of the row above it) or `total`. The tables only: what is not available
and why stands in the other forms.

A text that a spreadsheet would take for a formula begins with an apostrophe.

Source: RFC 4180; OWASP, "CSV Injection".
"""

import csv
import io
from collections.abc import Iterator
from typing import Final

from portefeuille.figures.formats.cells import plain
from portefeuille.figures.tables import Answer, Table
from portefeuille.figures.values import Cell

_BEFORE: Final = ("table", "row")
_AFTER: Final = ("as_of", "source")
_LEVELS: Final = ("row", "part")
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def as_csv(answer: Answer) -> str:
    """The tables of an answer as one CSV, lines ending in CRLF."""
    names = dict.fromkeys(
        column.published_name for table in answer.tables for column in table.columns
    )
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, [*_BEFORE, *names, *_AFTER], restval="")
    writer.writeheader()
    for table in answer.tables:
        for kind, cells in _lines(table):
            writer.writerow(
                {
                    "table": guarded(table.title),
                    "row": kind,
                    **_named(table, cells),
                    "as_of": answer.as_of.isoformat(),
                    "source": guarded(table.source),
                }
            )
    return out.getvalue()


def guarded(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _lines(table: Table) -> Iterator[tuple[str, tuple[Cell, ...]]]:
    for row in table.rows:
        yield _LEVELS[row.level], row.cells
    if table.total:
        yield "total", table.total


def _named(table: Table, cells: tuple[Cell, ...]) -> dict[str, str | int | None]:
    named: dict[str, str | int | None] = {}
    for column, cell in zip(table.columns, cells, strict=True):
        said = guarded(cell) if isinstance(cell, str) else plain(cell, column.kind)
        named[column.published_name] = said
    return named
