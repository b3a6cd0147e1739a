"""Markdown, ODT and PDF, read back by readers that are not ours, hold the same numbers."""

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any, cast

import odfdo
import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from portefeuille.figures.formats import render
from portefeuille.figures.formats.as_markdown import escaped
from portefeuille.figures.tables import Answer, Part, Row, Table
from portefeuille.figures.values import HIDDEN, Column

Sample = Callable[..., Answer]

LINES = [
    ["Thema", "Dossiers", "Subsidie (€)", "Afgerond", "Aandeel"],
    ["Fietsen & lopen", "12.345", "1.234.567,89", "€\u00a01.234.568", "9,9%"],
    ["waarvan <fietsen>", "1", "0,05", "€\u00a00", "14,4%"],
    ["Onbekend", "0", "onbekend", "onbekend", "onbekend"],
    ["Totaal", "12.345", "onbekend", "", ""],
]


def bytes_of(answer: Answer, form: str) -> bytes:
    made = render(answer, form)
    assert isinstance(made, bytes)
    return made


def pdf_of(answer: Answer) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(bytes_of(answer, "pdf")))


def odt_of(answer: Answer) -> Any:
    return odfdo.Document(io.BytesIO(bytes_of(answer, "odt")))


def long_table() -> Table:
    """A table of more lines than a page has."""
    columns = (
        Column("name", {"nl": "Kolomkop", "en": "Head"}),
        Column("files", {"nl": "Aantal", "en": "Files"}, "count"),
    )
    lines = tuple(Row((f"regel {at}", at)) for at in range(150))
    return Table("Lang", columns, lines, {"nl": "-", "en": "-"}, source="bron")


def test_markdown_has_the_numbers_to_the_right_and_nothing_that_was_written_is_markup(
    sample: Sample,
) -> None:
    text = str(render(sample(title="1. *Niet* vet <b>"), "markdown"))
    lines = text.splitlines()
    assert lines[0] == r"# 1\. \*Niet\* vet \<b\>"
    assert "| --- | ---: | ---: | ---: | ---: |" in lines
    table = [line.strip("| ").split(" | ") for line in lines if line.startswith("| ")]
    assert table[0] == LINES[0]
    assert table[2] == LINES[1]
    assert "*Definitie*: Wat geteld is." in lines
    assert "*Het dichtste*: Hoeveel." in lines


@given(st.text())
def test_a_text_in_markdown_is_one_line_in_which_nothing_opens(text: str) -> None:
    line = escaped(text)
    assert "\n" not in line
    assert not re.search(r"(?<!\\)(\\\\)*[`*_\[\]<>|#~]", line)


def test_an_odt_has_real_headings_and_tables_whose_head_is_repeated(sample: Sample) -> None:
    document = odt_of(sample())
    headings = [str(one).strip() for one in document.body.headers]
    assert headings[0] == "Een voorbeeld"
    assert "Tabel 1. Alles per thema" in headings
    table = document.body.tables[0]
    rows = [
        [str(cell).strip() for cell in row.get_elements("table:table-cell//text:p")]
        for row in table.get_elements("descendant::table:table-row")
    ]
    assert [[cell.strip("\u2003") for cell in row] for row in rows] == LINES
    assert len(table.get_elements("table:table-header-rows/table:table-row")) == 1
    columns = table.get_elements("table:table-column")
    assert len(columns) == len(LINES[0])
    assert all(column.get_attribute("table:style-name") for column in columns)
    assert "Niet bijgehouden." in document.get_formatted_text()


def test_an_odt_begins_with_its_kind_and_holds_no_clock(sample: Sample) -> None:
    packed = zipfile.ZipFile(io.BytesIO(bytes_of(sample(), "odt")))
    first = packed.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert packed.read(first) == b"application/vnd.oasis.opendocument.text"
    assert {part.date_time for part in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert b"2020-02-14" in packed.read("meta.xml")
    assert not re.search(rb"<(meta:creation-date|dc:date)>(?!2020-02-14)", packed.read("meta.xml"))


def test_a_pdf_is_for_keeping_and_for_reading_aloud(sample: Sample) -> None:
    pdf = pdf_of(sample())
    metadata = str(pdf.xmp_metadata.rdf_root.toxml()) if pdf.xmp_metadata else ""
    assert "pdfaid" in metadata
    assert "pdfuaid" in metadata
    root = cast("dict[str, Any]", pdf.trailer["/Root"])
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "nl-BE"
    text = "\n".join(page.extract_text() for page in pdf.pages)
    for number in ("12.345", "1.234.567,89", "1.234.568", "9,9%", "14,4%", "onbekend"):
        assert number in text


def test_a_long_table_has_its_head_and_a_number_on_every_page(sample: Sample) -> None:
    pages = [page.extract_text() for page in pdf_of(sample(tables=(long_table(),))).pages]
    with_lines = [page for page in pages if "regel" in page]
    assert len(with_lines) >= 3
    assert all("Kolomkop" in page for page in with_lines)
    assert all(f"{at} / {len(pages)}" in page for at, page in enumerate(pages, start=1))


@pytest.mark.parametrize("form", ["markdown", "odt", "pdf"])
def test_an_answer_by_sub_question_keeps_the_order_of_the_member(sample: Sample, form: str) -> None:
    parts = (
        Part("1", "Waarom eerst dit?", (), (0,)),
        Part("2", "En dan?", (1, 0)),
        Part("3", "Tevreden?"),
    )
    answer = sample(parts=parts)
    if form == "pdf":
        text = "".join(page.extract_text() for page in pdf_of(answer).pages)
    elif form == "odt":
        text = odt_of(answer).get_formatted_text()
    else:
        text = str(render(answer, form))
    told = (
        "Waarom eerst dit?",
        "Niet bijgehouden",
        "En dan?",
        "Klein",
        "Alles per thema",
        "Tevreden?",
        "oordeel van de minister",
    )
    places = [text.index(words) for words in told]
    assert places == sorted(places)


def test_what_is_not_told_is_an_x(sample: Sample) -> None:
    column = Column("files", {"nl": "Aantal", "en": "Files"}, "count")
    table = Table("T", (column,), (Row((HIDDEN,)),), {"nl": "-", "en": "-"}, source="bron")
    answer = sample(tables=(table,))
    cells = odt_of(answer).body.tables[0].get_elements("descendant::text:p")
    assert [str(cell).strip() for cell in cells] == ["Aantal", "x"]
    assert "| x |" in str(render(answer, "markdown"))
    assert re.search(r"\bx\b", pdf_of(answer).pages[0].extract_text())
