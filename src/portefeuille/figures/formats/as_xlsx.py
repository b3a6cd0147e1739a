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

from portefeuille.core.law import Language
from portefeuille.figures.formats.cells import NUMERIC, shown
from portefeuille.figures.formats.words import word, words_in
from portefeuille.figures.tables import Answer, Table
from portefeuille.figures.values import Cell, Kind

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
        say = words_in(answer.language)
        _explain(book.add_worksheet(say["explanation"]), answer, styles)
        for at, table in enumerate(answer.tables, start=1):
            sheet = book.add_worksheet(f"{say['table']} {at}")
            _write_table(sheet, table, styles, answer.language)
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
    say = words_in(answer.language)
    lines = [
        (say["subject"], answer.title),
        (say["document"], answer.document),
        (say["question"], answer.question),
        (say["as_of"], answer.as_of.isoformat()),
        (say["source"], answer.source),
    ]
    for at, table in enumerate(answer.tables, start=1):
        lines.append((f"{say['table']} {at}", table.title))
        lines.append((say["with"], table.question))
        lines.append((say["definition"], table.definition[answer.language]))
        lines += [(say["note"], note) for note in table.notes]
        lines += [(say["assumption"], sentence) for sentence in table.assumptions]
    for each in answer.not_available:
        lines.append((say["not_available"], each.question))
        lines.append((say["why"], each.why))
        lines.append((say["nearest"], each.nearest))
    lines += [(say["assumption"], sentence) for sentence in answer.assumptions]
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 1, 100)
    for at, (name, text) in enumerate((name, text) for name, text in lines if text):
        sheet.write_string(at, 0, name, styles.head)
        sheet.write_string(at, 1, text, styles.text)


def _write_table(sheet: Any, table: Table, styles: _Styles, language: Language) -> None:
    """The header on the first line, the rows, the total, and below it where they come from."""
    sheet.freeze_panes(1, 0)
    for at, column in enumerate(table.columns):
        sheet.set_column(at, at, 18 if column.kind in NUMERIC else 40)
        sheet.write_string(0, at, column.label[language], styles.head)
    looks = (_Line(None, styles.plain), _Line(styles.part, styles.plain))
    lines = [(row.cells, looks[row.level]) for row in table.rows]
    if table.total:
        lines.append((table.total, _Line(styles.bold, styles.total)))
    for line, (cells, look) in enumerate(lines, start=1):
        for at, (cell, column) in enumerate(zip(cells, table.columns, strict=True)):
            _write(sheet, (line, at), cell, column.kind, look, language)
    sheet.write_string(
        len(lines) + 2, 0, f"{table.title}. {word('source', language)}: {table.source}."
    )


def _write(
    sheet: Any, place: tuple[int, int], cell: Cell, kind: Kind, look: _Line, language: Language
) -> None:
    if isinstance(cell, int):
        sheet.write_number(*place, Decimal(cell) / _DIVISOR[kind], look.numbers[kind])
    else:
        sheet.write_string(*place, shown(cell, kind, language), look.text)
