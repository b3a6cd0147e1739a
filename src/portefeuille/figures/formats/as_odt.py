"""An OpenDocument text: real headings, real tables whose head is repeated, and no macro.

Dates inside it are the day of the answer and the parts of the file are packed without a clock, so
that the same answer gives the same bytes.

Source: OpenDocument 1.3 (OASIS), part 2 "Packages" and part 3 "OpenDocument Schema".
"""

import io
import zipfile
from datetime import datetime, time
from typing import Any, Final

from odfdo import Cell as OdtCell
from odfdo import Document, Element, Header, Paragraph, Row, Style
from odfdo import Table as OdtTable

from portefeuille.core.law import Language
from portefeuille.figures.formats.blocks import Block, Grid, Heading, Prose, Quote, blocks
from portefeuille.figures.formats.cells import NUMERIC, shown
from portefeuille.figures.tables import Answer, Table
from portefeuille.figures.tables import Row as TableRow

_PAGE_MM: Final = 170
_NUMBER_MM: Final = 26
_FIRST_MM: Final = 40
_PAGE_NUMBER: Final = '<text:page-number text:select-page="current">1</text:page-number>'
_EM_SPACE: Final = "\u2003"
_STYLES: Final = {
    (False, False): "Standard",
    (False, True): "Getal",
    (True, False): "Kop",
    (True, True): "Kop_Getal",
}
"""The style of a cell: whether it is bold, whether it is a number."""
_PACKED: Final = (1980, 1, 1, 0, 0, 0)
"""The first moment a ZIP file can name."""


def as_odt(answer: Answer) -> bytes:
    """The answer as the bytes of an .odt file."""
    document = Document("text")
    _describe(document, answer)
    _add_styles(document)
    document.body.clear()
    for at, block in enumerate(blocks(answer)):
        for element in _elements(document, block, at, answer.language):
            document.body.append(element)
    stream = io.BytesIO()
    document.save(stream)
    return _packed(stream)


def _describe(document: Document, answer: Answer) -> None:
    day = datetime.combine(answer.as_of, time())
    document.meta.title = answer.title
    document.meta.subject = answer.document
    document.meta.language = f"{answer.language}-BE"
    document.meta.generator = "Portefeuille"
    document.meta.creation_date = day
    document.meta.date = day
    document.language = f"{answer.language}-BE"


def _add_styles(document: Document) -> None:
    for name, parent, looks in (
        ("Getal", "Standard", {"align": "right"}),
        ("Kop", "Standard", {"area": "text", "bold": True}),
        ("Kop_Getal", "Kop", {"align": "right"}),
        ("Citaat", "Standard", {"area": "text", "italic": True}),
    ):
        looks_like: dict[str, Any] = looks
        document.insert_style(Style("paragraph", name=name, parent_style=parent, **looks_like))
    footer = Paragraph("", style="Getal")
    footer.append(Element.from_tag(_PAGE_NUMBER))
    page: Any = document.get_style("master-page", "Standard")
    page.set_page_footer(footer)


def _elements(document: Document, block: Block, at: int, language: Language) -> list[Element]:
    match block:
        case Heading(level, text):
            return [Header(level, text)]
        case Quote(text):
            return [Paragraph(text, style="Citaat")]
        case Prose(text, term):
            return [Paragraph(f"{term}: {text}" if term else text, style="Text_20_body")]
        case Grid(table):
            return [
                _grid(document, table, f"Tabel {at}", language),
                Paragraph("", style="Text_20_body"),
            ]


def _grid(document: Document, table: Table, name: str, language: Language) -> OdtTable:
    grid = OdtTable(name)
    head = Element.from_tag("table:table-header-rows")
    labels = tuple(column.label[language] for column in table.columns)
    head.append(_row(table, TableRow(labels), language, bold=True))
    grid.append(head)
    for row in table.rows:
        grid.append(_row(table, row, language))
    if table.total:
        grid.append(_row(table, TableRow(table.total), language, bold=True))
    for column in grid.get_elements("table:table-column"):  # its library's, without a width
        grid.delete(column)
    for at, width in enumerate(_widths(table)):
        column = Element.from_tag("table:table-column")
        column.set_attribute("table:style-name", _column_style(document, width))
        grid.insert(column, position=at)
    return grid


def _widths(table: Table) -> list[int]:
    """Millimetres: numbers alike, texts share what is left."""
    numbers = [column.kind in NUMERIC for column in table.columns]
    texts = max(1, numbers.count(False))
    for_texts = max(_FIRST_MM * texts, _PAGE_MM - _NUMBER_MM * sum(numbers))
    number = (_PAGE_MM - for_texts) // max(1, sum(numbers))
    return [number if is_number else for_texts // texts for is_number in numbers]


def _column_style(document: Document, millimetres: int) -> str:
    name = f"Breedte_{millimetres}"
    if document.get_style("table-column", name) is None:
        style = Style("table-column", name=name, width=f"{millimetres}mm")
        document.insert_style(style, automatic=True)
    return name


def _row(table: Table, cells: TableRow, language: Language, *, bold: bool = False) -> Row:
    row = Row()
    for at, (cell, column) in enumerate(zip(cells.cells, table.columns, strict=True)):
        place = OdtCell()
        place.set_attribute("office:value-type", "string")
        indent = _EM_SPACE * cells.level if at == 0 else ""
        text = indent + shown(cell, column.kind, language)
        place.append(Paragraph(text, style=_STYLES[bold, column.kind in NUMERIC]))
        row.append(place)
    return row


def _packed(stream: io.BytesIO) -> bytes:
    """The same parts in the same order, packed without a clock; folders and pictures left out."""
    packed = io.BytesIO()
    with zipfile.ZipFile(stream) as made, zipfile.ZipFile(packed, "w") as again:
        for part in made.infolist():
            how = zipfile.ZIP_STORED if part.filename == "mimetype" else zipfile.ZIP_DEFLATED
            again.writestr(zipfile.ZipInfo(part.filename, _PACKED), made.read(part), how)
    return packed.getvalue()
