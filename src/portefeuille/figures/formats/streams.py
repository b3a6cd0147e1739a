"""Rows that are too many to hold: CSV a line at a time, Parquet through a file beside it.

CSV is that of machines, as `as_csv` writes it: UTF-8, commas, lines that end in CRLF, amounts in
euro and shares with a dot, ISO dates and moments; what is unknown is empty. A text that a
spreadsheet would take for a formula begins with an apostrophe. Parquet keeps what is stored:
cents, basis points, dates, moments in UTC, and every text as it is.

Source: RFC 4180; OWASP, "CSV Injection".
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from portefeuille.core.money import format_euro, format_share
from portefeuille.figures.formats.as_csv import guarded
from portefeuille.figures.snapshot.files import WRITING, convert
from portefeuille.figures.values import Column, Kind

AT_ONCE: Final = 1_000
"""Lines that are put together before they are handed on."""

AT_ONCE_IN_PARQUET: Final = 40_960
"""Rows that stand together in a Parquet file: they are in memory at once."""


def csv_lines(columns: Sequence[Column], rows: Iterable[tuple[Any, ...]]) -> Iterator[str]:
    """The header and a line for each row, some hundred at a time in memory.

    `rows` are cells in the order of the columns: cents, basis points, counts, texts, dates,
    moments, truths or None.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    said = [_said(column.kind) for column in columns]
    writer.writerow([column.published_name for column in columns])
    for number, row in enumerate(rows, start=1):
        writer.writerow(
            [None if cell is None else say(cell) for say, cell in zip(said, row, strict=True)]
        )
        if number % AT_ONCE == 0:
            yield _emptied(out)
    yield _emptied(out)


def write_parquet(types: Mapping[str, str], rows: Iterable[tuple[Any, ...]], to: Path) -> None:
    """Rows as a Parquet file, whole or not there; `types` are DuckDB's, by name of the column."""
    copied, draft = (to.with_name(f"{to.name}.{kind}{WRITING}") for kind in ("csv", "parquet"))
    try:
        with copied.open("w", encoding="utf-8", newline="") as file:
            for row in rows:
                file.write(",".join(map(_exact, row)) + "\n")
        convert(copied, draft, types, group=AT_ONCE_IN_PARQUET)
        draft.replace(to)
    finally:
        copied.unlink(missing_ok=True)
        draft.unlink(missing_ok=True)


def _emptied(out: io.StringIO) -> str:
    text = out.getvalue()
    out.seek(0)
    out.truncate()
    return text


def _said(kind: Kind) -> Callable[[Any], Any]:
    """How the cells of a column are written, those that are known."""
    match kind:
        case "amount" | "euros":
            return format_euro
        case "share":
            return format_share
        case _:
            return _plain


def _plain(cell: Any) -> Any:
    if isinstance(cell, str):
        return guarded(cell)
    return _exact(cell) if isinstance(cell, bool) or not isinstance(cell, int) else cell


def _exact(cell: Any) -> str:
    """A cell as DuckDB reads it back: texts in quotes, so that none is taken for NULL."""
    if cell is None:
        return "\\N"
    if isinstance(cell, str):
        doubled = cell.replace('"', '""')
        return f'"{doubled}"'
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return cell.isoformat() if hasattr(cell, "isoformat") else str(cell)
