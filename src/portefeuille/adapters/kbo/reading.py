"""The rows of a table: one by one as values, or in pieces as PostgreSQL's COPY takes them.

Both say the same of the same bytes. A piece of which the rows stand as the register itself writes
them is converted column by column; where a table has but numbers and codes (the activities, four
rows in five) by taking away quotes and dots. A piece that does not is read row by row, which takes
odd spellings that are still right, and says line, field and what was expected where they are not.

The text format of COPY: a row a line, tabs between fields, \\N for NULL, backslash escapes.

Source: PostgreSQL documentation, "COPY", "Text Format".
"""

import io
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

import polars as pl

from portefeuille.adapters.kbo.files import Block, KboError, Mark, read_blocks, read_fields
from portefeuille.adapters.kbo.meta import ExtractKind
from portefeuille.adapters.kbo.tables import Column, Table
from portefeuille.adapters.kbo.values import Value

T = TypeVar("T")

Row = tuple[Value, ...]

_COMMA_TO_TAB: Final = bytes.maketrans(b",", b"\t")
_ESCAPES: Final = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


@dataclass(frozen=True, slots=True)
class Piece:
    """Rows in COPY's text format, how many, and the mark in the file after them."""

    data: bytes
    rows: int
    after: Mark


def read_rows(extract: Path, table: Table, kind: ExtractKind) -> Iterator[Row]:
    """The rows of a table, one at a time: the columns that are kept, in their order."""
    file = table.rows_file(kind)
    for block in read_blocks(extract, file, table.header):
        yield from _rows(file, block, table.all_columns)


def read_deleted(extract: Path, table: Table) -> Iterator[str]:
    """The numbers of which an update deletes every row of this table, one at a time."""
    for block in read_blocks(extract, table.deleted_file, [table.key.header]):
        for (number,) in _rows(table.deleted_file, block, (table.key,)):
            yield str(number)


def read_pieces(
    extract: Path,
    table: Table,
    kind: ExtractKind,
    since: Mark = Mark(),  # noqa: B008 - frozen
) -> Iterator[Piece]:
    """The rows of a table after the mark, for COPY; the next piece is made while one is used."""
    file = table.rows_file(kind)
    blocks = read_blocks(extract, file, table.header, since)
    return _ahead(_piece(file, block, table) for block in blocks)


def _piece(file: str, block: Block, table: Table) -> Piece:
    if table.bare and _every_line_is(table.bare, block.data):
        data = block.data.translate(_COMMA_TO_TAB, delete=b'".')
        return Piece(data, block.data.count(b"\n"), block.after)
    frame = _at_once(block.data, table)
    if frame is not None:
        text = io.BytesIO()
        frame.write_csv(
            text, include_header=False, separator="\t", quote_style="never", null_value="\\N"
        )
        return Piece(text.getvalue(), frame.height, block.after)
    lines = [_copy_line(row) for row in _rows(file, block, table.all_columns)]
    return Piece("".join(lines).encode(), len(lines), block.after)


def _at_once(data: bytes, table: Table) -> pl.DataFrame | None:
    """The rows as columns of values; None where they do not stand as the register writes them."""
    if not _every_line_is(table.plain, data):
        return None
    try:
        fields = pl.read_csv(data, has_header=False, schema=dict.fromkeys(table.header, pl.String))
        return fields.select(
            [column.kind.convert(pl.col(column.header)) for column in table.columns]
        )
    except pl.exceptions.PolarsError:  # no UTF-8, a day that does not exist: told row by row
        return None


def _every_line_is(expression: str, data: bytes) -> bool:
    """Whether each line of the data matches, its end apart, and nothing stands between them.

    By Polars, which lets go of Python's lock meanwhile: so one piece is sent to the database
    while the next is checked.
    """
    if b"\r" in data or data.startswith(BOM_UTF8):  # Polars would drop the mark unseen
        return False
    try:
        lines = pl.read_csv(
            data,
            has_header=False,
            schema={"line": pl.String},
            separator="\x01",
            quote_char=None,
        )
    except pl.exceptions.PolarsError:  # no UTF-8, or the separator itself
        return False
    matches = pl.col("line").str.contains(expression).fill_null(value=False)
    return lines.height == data.count(b"\n") and bool(lines.select(matches.all()).item())


def _copy_line(row: Row) -> str:
    fields = ["\\N" if value is None else str(value).translate(_ESCAPES) for value in row]
    return "\t".join(fields) + "\n"


def _rows(file: str, block: Block, columns: Sequence[Column]) -> Iterator[Row]:
    readers = [(place, c.kind.read) for place, c in enumerate(columns) if c.name]
    for line, fields in read_fields(file, block, len(columns)):
        try:
            yield tuple([read(fields[place]) for place, read in readers])
        except ValueError:
            raise _first_wrong_field(file, line, columns, fields) from None


def _first_wrong_field(
    file: str, line: int, columns: Sequence[Column], fields: list[str]
) -> KboError:
    """The error of a row that could not be read: looked up only then, to keep the loop quick."""
    for column, field in zip(columns, fields, strict=True):
        try:
            column.kind.read(field)
        except ValueError as error:
            return KboError(file, line, f"{column.header} to be {error}", repr(field))
    raise AssertionError(f"{file}, line {line}: read the second time, not the first")


def _ahead(items: Iterable[T]) -> Iterator[T]:
    """The same items; the next is made in a thread of its own while one is used."""
    rest = iter(items)
    with ThreadPoolExecutor(1) as thread:
        coming = thread.submit(next, rest, None)
        while (item := coming.result()) is not None:
            coming = thread.submit(next, rest, None)
            yield item
