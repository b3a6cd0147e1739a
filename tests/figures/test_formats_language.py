"""Every form speaks the language of its answer; two more forms, read back by other readers."""

import csv
import io
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import duckdb
import openpyxl
import pytest

from portefeuille.figures.formats import render
from portefeuille.figures.tables import Answer, Row, Table
from portefeuille.figures.values import HIDDEN, Column

Sample = Callable[..., Answer]

DUTCH = re.compile(
    r"\b(Stand op|Bron|Tabel|Bij|Definitie|Opmerking|Veronderstelling(en)?|Niet beschikbaar"
    r"|Waarom:|Het dichtste|Toelichting|Onderwerp|onbekend)\b"
)


def english(**parts: object) -> dict[str, object]:
    """What stands in an answer in English: no word of it is Dutch."""
    column = Column("files", {"nl": "Dossiers", "en": "Files"}, "count")
    table = Table(
        title="By theme",
        columns=(Column("theme", {"nl": "Thema", "en": "Theme"}), column),
        rows=(Row(("Bicycles", 12_345)), Row(("Walking", None))),
        definition={"nl": "Wat geteld is.", "en": "What was counted."},
        question="question 1",
        notes=("A note.",),
        source="invented",
        assumptions=("One.",),
    )
    return {
        "title": "An example",
        "document": "Written question no. 1",
        "question": "How many?",
        "source": "invented",
        "tables": (table,),
        "not_available": (),
        "assumptions": ("All is invented.",),
        "language": "en",
        **parts,
    }


@pytest.mark.parametrize("form", ["table", "html", "json", "csv", "csv-be"])
def test_a_text_in_english_has_no_dutch_around_it_and_belgian_numbers(
    sample: Sample, form: str
) -> None:
    text = str(render(sample(**english()), form))
    # The definition goes out in both languages in JSON, as the contract has it.
    assert not DUTCH.search(text.replace("Wat geteld is.", ""))
    assert ("12.345" in text) == (form in ("table", "html"))
    if form != "csv":
        assert "Files" in text
    if form in ("table", "html", "csv-be"):
        assert "unknown" in text


def test_a_workbook_in_english(sample: Sample) -> None:
    content = render(sample(**english()), "xlsx")
    assert isinstance(content, bytes)
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["Explanation", "Table 1"]
    assert [cell.value for cell in book["Table 1"][1]] == ["Theme", "Files"]
    assert ("Definition", "What was counted.") in {
        (row[0].value, row[1].value) for row in book["Explanation"]
    }


def test_a_spreadsheet_in_belgium_opens_with_semicolons_and_commas(sample: Sample) -> None:
    text = str(render(sample(), "csv-be"))
    assert text.encode().startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))
    assert lines[:6] == [
        ["Alles per thema"],
        ["Thema", "Dossiers", "Subsidie (€)", "Afgerond", "Aandeel"],
        ["Fietsen & lopen", "12345", "1234567,89", "1234568,00", "9,9%"],
        ["waarvan <fietsen>", "1", "0,05", "0,00", "14,4%"],
        ["Onbekend", "0", "onbekend", "onbekend", "onbekend"],
        ["Totaal", "12345", "onbekend", "", ""],
    ]
    assert ["Klein"] in lines


def test_parquet_has_types_and_says_what_is_hidden(sample: Sample, tmp_path) -> None:
    columns = (
        Column("theme", {"nl": "Thema", "en": "Theme"}),
        Column("files", {"nl": "Dossiers", "en": "Files"}, "count", adds_up=True),
        Column("grant_cents", {"nl": "Subsidie", "en": "Subsidy"}, "amount"),
        Column("share_points", {"nl": "Aandeel", "en": "Share"}, "share"),
    )
    rows = (Row(("a", 3, 123_456, 990)), Row(("b", HIDDEN, None, HIDDEN), level=1))
    nothing = {"nl": "-", "en": "-"}
    table = Table("T", columns, rows, nothing, ("Totaal", HIDDEN, "", ""), source="bron")
    content = render(sample(tables=(table,)), "parquet")
    assert isinstance(content, bytes)
    file = tmp_path / "t.parquet"
    file.write_bytes(content)
    assert duckdb.read_parquet(str(file)).fetchall() == [
        ("T", "row", "a", 3, Decimal("1234.56"), Decimal("0.0990"), "", date(2020, 2, 14), "bron"),
        ("T", "part", "b", None, None, None, "files,share", date(2020, 2, 14), "bron"),
        ("T", "total", "Totaal", None, None, None, "files", date(2020, 2, 14), "bron"),
    ]
