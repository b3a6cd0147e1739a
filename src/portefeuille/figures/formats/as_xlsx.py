"""A workbook: first "Toelichting" with what the numbers mean, then a sheet for each table.

Numbers are numbers, texts are never formulas or links, headers stay in sight, and the same answer
gives the same bytes.
"""

import io
from dataclasses import dataclass
from datetime import UTC, datetime, time
from decimal import Decimal
from typing import Any, Final

import xlsxwriter

from portefeuille.figures.formats.cells import NUMERIC
from portefeuille.figures.labels import UNKNOWN
from portefeuille.figures.tables import Answer, Table
from portefeuille.figures.values import Cell, Kind

EXPLANATION: Final = "Toelichting"

_NUMBERS: Final[dict[Kind, str]] = {
    "count": "#,##0",
    "amount": "#,##0.00",
    "euros": "#,##0",
    "share": "0.0%",
}
_DIVISOR: Final[dict[Kind, int]] = {"count": 1, "amount": 100, "euros": 100, "share": 10_000}


def as_xlsx(answer: Answer) -> bytes:
    """The answer as the bytes of an .xlsx file."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.set_properties(
            {"title": answer.title, "created": datetime.combine(answer.as_of, time(), UTC)}
        )
        styles = _Styles(book)
        _explain(book.add_worksheet(EXPLANATION), answer, styles)
        for at, table in enumerate(answer.tables, start=1):
            _write_table(book.add_worksheet(f"Tabel {at}"), table, styles)
    return stream.getvalue()


class _Styles:
    """The cell formats of one workbook, made once."""

    def __init__(self, book: Any) -> None:
        self.head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self.text = book.add_format({"text_wrap": True, "valign": "top"})
        self.part = book.add_format({"indent": 1})
        self.bold = book.add_format({"bold": True})
        self.plain = {kind: book.add_format({"num_format": f}) for kind, f in _NUMBERS.items()}
        self.total = {
            kind: book.add_format({"num_format": f, "bold": True}) for kind, f in _NUMBERS.items()
        }


@dataclass(frozen=True, slots=True)
class _Line:
    """How a line of a table looks: the format of its texts, and of its numbers by kind."""

    text: Any
    numbers: dict[Kind, Any]


def _explain(sheet: Any, answer: Answer, styles: _Styles) -> None:
    lines = [
        ("Onderwerp", answer.title),
        ("Document", answer.document),
        ("Vraag", answer.question),
        ("Stand op", answer.as_of.isoformat()),
        ("Bron", answer.source),
    ]
    for at, table in enumerate(answer.tables, start=1):
        lines.append((f"Tabel {at}", table.title))
        lines.append(("Bij", table.question))
        lines.append(("Definitie", table.definition["nl"]))
        lines += [("Opmerking", note) for note in table.notes]
        lines += [("Veronderstelling", sentence) for sentence in table.assumptions]
    for each in answer.not_available:
        lines.append(("Niet beschikbaar", each.question))
        lines.append(("Waarom", each.why))
        lines.append(("Het dichtste", each.nearest))
    lines += [("Veronderstelling", sentence) for sentence in answer.assumptions]
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 1, 100)
    for at, (name, text) in enumerate((name, text) for name, text in lines if text):
        sheet.write_string(at, 0, name, styles.head)
        sheet.write_string(at, 1, text, styles.text)


def _write_table(sheet: Any, table: Table, styles: _Styles) -> None:
    """The header on the first line, the rows, the total, and below it where they come from."""
    sheet.freeze_panes(1, 0)
    for at, column in enumerate(table.columns):
        sheet.set_column(at, at, 18 if column.kind in NUMERIC else 40)
        sheet.write_string(0, at, column.label["nl"], styles.head)
    looks = (_Line(None, styles.plain), _Line(styles.part, styles.plain))
    lines = [(row.cells, looks[row.level]) for row in table.rows]
    if table.total:
        lines.append((table.total, _Line(styles.bold, styles.total)))
    for line, (cells, look) in enumerate(lines, start=1):
        for at, (cell, column) in enumerate(zip(cells, table.columns, strict=True)):
            _write(sheet, (line, at), cell, column.kind, look)
    sheet.write_string(len(lines) + 2, 0, f"{table.title}. Bron: {table.source}.")


def _write(sheet: Any, place: tuple[int, int], cell: Cell, kind: Kind, look: _Line) -> None:
    if isinstance(cell, int):
        sheet.write_number(*place, Decimal(cell) / _DIVISOR[kind], look.numbers[kind])
    else:
        sheet.write_string(*place, UNKNOWN["nl"] if cell is None else cell, look.text)
