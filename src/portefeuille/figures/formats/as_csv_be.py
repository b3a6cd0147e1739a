"""CSV for a spreadsheet in Belgium: opened with a double click, it is right.

UTF-8 with a byte order mark, semicolons, a decimal comma and no dots between thousands; headers
in the language of the answer. Each table begins with a line of its title and headers of its own,
after an empty line; what is unknown or hidden is said as on the page.

A text that a spreadsheet would take for a formula begins with an apostrophe.

Source: Microsoft Excel's list separator for nl-BE; OWASP, "CSV Injection".
"""

import csv
import io
from typing import Final

from portefeuille.core.law import Language
from portefeuille.core.money import format_euro
from portefeuille.figures.formats.as_csv import guarded
from portefeuille.figures.formats.cells import shown
from portefeuille.figures.formats.words import words_in
from portefeuille.figures.tables import Answer
from portefeuille.figures.values import Cell, Kind

BYTE_ORDER_MARK: Final = "\ufeff"


def as_csv_be(answer: Answer) -> str:
    """The tables of an answer under each other, lines ending in CRLF."""
    out, say = io.StringIO(newline=""), words_in(answer.language)
    writer = csv.writer(out, delimiter=";")
    for table in answer.tables:
        if out.tell():
            writer.writerow([])
        writer.writerow([guarded(table.title)])
        writer.writerow([guarded(column.label[answer.language]) for column in table.columns])
        for cells in (*(row.cells for row in table.rows), *filter(None, [table.total])):
            pairs = zip(cells, table.columns, strict=True)
            writer.writerow([_said(cell, column.kind, answer.language) for cell, column in pairs])
        writer.writerow([f"{say['as_of']} {answer.as_of:%d/%m/%Y}"])
        writer.writerow([f"{say['source']}: {table.source}"])
    return BYTE_ORDER_MARK + out.getvalue()


def _said(cell: Cell, kind: Kind, language: Language) -> str:
    """A number as a spreadsheet reads it: a count bare, euro and shares with a comma."""
    if not isinstance(cell, int):
        return guarded(shown(cell, kind, language))
    match kind:
        case "amount" | "euros":
            return format_euro(cell).replace(".", ",")
        case "share":
            return shown(cell, kind, language)
        case _:
            return str(cell)
