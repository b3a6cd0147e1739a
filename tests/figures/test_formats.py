"""Every form, read back by a reader that is not ours, holds the same numbers."""

import csv
import io
import json
from collections.abc import Callable
from decimal import Decimal
from html.parser import HTMLParser

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portefeuille.figures.formats import FORMATS, render
from portefeuille.figures.formats.as_csv import guarded
from portefeuille.figures.formats.cells import plain, shown
from portefeuille.figures.tables import Answer, Row, Table
from portefeuille.figures.values import Column

Sample = Callable[..., Answer]

DANGEROUS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1")


def text_of(answer: Answer, form: str) -> str:
    """The answer in a form that is text."""
    text = render(answer, form)
    assert isinstance(text, str)
    return text


def book_of(answer: Answer) -> openpyxl.Workbook:
    """The answer as a workbook, read by another library."""
    content = render(answer, "xlsx")
    assert isinstance(content, bytes)
    return openpyxl.load_workbook(io.BytesIO(content))


def one_text(text: str) -> Table:
    """A table whose only cell is a text."""
    column = Column("name", {"nl": "Naam", "en": "Name"})
    return Table("Titel", (column,), (Row((text,)),), {"nl": "-", "en": "-"}, source="bron")


def test_json_has_the_keys_of_the_contract_and_kinds_that_a_script_can_rely_on(
    sample: Sample,
) -> None:
    document = json.loads(text_of(sample(), "json"))
    assert document["name"] == "sample"
    assert document["as_of"] == "2020-02-14"
    assert document["source"] == "verzonnen"
    first, second = document["tables"]
    assert first["title"] == "Alles per thema"
    assert first["columns"] == ["Thema", "Dossiers", "Subsidie (€)", "Afgerond", "Aandeel"]
    assert first["rows"] == [
        ["Fietsen & lopen", 12345, "1234567.89", "1234568.00", "0.099"],
        ["waarvan <fietsen>", 1, "0.05", "0.00", "0.144"],
        ["Onbekend", 0, None, None, None],
    ]
    assert first["total"] == ["Totaal", 12345, None, "", ""]
    assert first["levels"] == [0, 1, 0]
    assert second["total"] == []
    assert document["not_available"] == [
        {"question": "Waarom?", "why": "Niet bijgehouden.", "nearest": "Hoeveel."}
    ]


def test_csv_is_one_table_that_says_which_table_each_line_is_of(sample: Sample) -> None:
    text = text_of(sample(), "csv")
    lines = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    assert list(lines[0]) == [
        *("table", "row", "theme", "files", "grant", "rounded", "share", "year"),
        *("as_of", "source"),
    ]
    assert [(line["table"], line["row"]) for line in lines] == [
        ("Alles per thema", "row"),
        ("Alles per thema", "part"),
        ("Alles per thema", "row"),
        ("Alles per thema", "total"),
        ("Klein", "row"),
    ]
    assert [line["files"] for line in lines] == ["12345", "1", "0", "12345", ""]
    assert [line["grant"] for line in lines] == ["1234567.89", "0.05", "", "", ""]
    assert {line["as_of"] for line in lines} == {"2020-02-14"}
    assert {line["source"] for line in lines} == {"verzonnen"}
    assert text.count("\r\n") == 6


@pytest.mark.parametrize("text", DANGEROUS)
def test_csv_never_begins_a_text_like_a_formula(sample: Sample, text: str) -> None:
    answer = sample(tables=(one_text(text),))
    (line,) = csv.DictReader(io.StringIO(text_of(answer, "csv"), newline=""))
    assert line["name"] == f"'{text}"


@given(st.text())
def test_a_guarded_text_is_the_text_itself_or_begins_with_an_apostrophe(text: str) -> None:
    assert guarded(text) in (text, f"'{text}")
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_a_negative_number_is_a_number_and_not_guarded(sample: Sample) -> None:
    column = Column("more", {"nl": "Méér", "en": "More"}, "count")
    table = Table("T", (column,), (Row((-5,)),), {"nl": "-", "en": "-"})
    (line,) = csv.DictReader(io.StringIO(text_of(sample(tables=(table,)), "csv"), newline=""))
    assert line["more"] == "-5"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_csv_gives_any_text_back(sample: Sample, text: str) -> None:
    answer = sample(tables=(one_text(text),))
    (line,) = csv.DictReader(io.StringIO(text_of(answer, "csv"), newline=""), strict=True)
    assert line["name"] == guarded(text)


def test_a_workbook_holds_real_numbers_in_their_format(sample: Sample) -> None:
    book = book_of(sample())
    assert book.sheetnames == ["Toelichting", "Tabel 1", "Tabel 2"]
    sheet = book["Tabel 1"]
    assert [cell.value for cell in sheet[1]][:3] == ["Thema", "Dossiers", "Subsidie (€)"]
    assert sheet.freeze_panes == "A2"
    assert [Decimal(str(cell.value)) for cell in sheet[2][1:]] == [
        Decimal("12345"),
        Decimal("1234567.89"),
        Decimal("1234568"),
        Decimal("0.099"),
    ]
    assert [cell.number_format for cell in sheet[2][1:]] == ["#,##0", "#,##0.00", "#,##0", "0.0%"]
    assert [cell.value for cell in sheet[4]] == ["Onbekend", 0, *["onbekend"] * 3]
    assert [cell.value for cell in sheet[5]][:2] == ["Totaal", 12345]


def test_a_workbook_explains_itself_and_every_sheet_says_where_it_comes_from(
    sample: Sample,
) -> None:
    book = book_of(sample())
    said = {(row[0].value, row[1].value) for row in book["Toelichting"]}
    for line in (
        ("Stand op", "2020-02-14"),
        ("Bron", "verzonnen"),
        ("Definitie", "Wat geteld is."),
        ("Opmerking", "Een opmerking."),
        ("Veronderstelling", "Een veronderstelling."),
        ("Niet beschikbaar", "Waarom?"),
        ("Waarom", "Niet bijgehouden."),
        ("Veronderstelling", "Alles is verzonnen."),
    ):
        assert line in said
    for sheet in book.worksheets[1:]:
        texts = [str(row[0].value) for row in sheet.iter_rows()]
        assert texts[-1].endswith("Bron: verzonnen.")


@pytest.mark.parametrize("text", [*DANGEROUS[:4], "https://example.org", "12.50"])
def test_a_text_in_a_workbook_stays_text(sample: Sample, text: str) -> None:
    sheet = book_of(sample(tables=(one_text(text),), title=text))["Tabel 1"]
    assert (sheet["A2"].value, sheet["A2"].data_type, sheet["A2"].hyperlink) == (text, "s", None)


def test_the_same_answer_gives_the_same_bytes(sample: Sample) -> None:
    for form in FORMATS:
        assert render(sample(), form) == render(sample(), form)


class Page(HTMLParser):
    """Tables of a page as lists of texts, and what a reader by ear relies on."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.attributes: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(page)
        assert self.open == [], "every element is closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes.append((tag, dict(attrs)))
        if tag not in ("meta", "br"):
            self.open.append(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in ("td", "th"):
            self.rows[-1][-1] += data


def test_a_page_shows_the_numbers_as_belgians_write_them(sample: Sample) -> None:
    page = Page(text_of(sample(), "html"))
    assert page.rows[:5] == [
        ["Thema", "Dossiers", "Subsidie (€)", "Afgerond", "Aandeel"],
        ["Fietsen & lopen", "12.345", "1.234.567,89", "€\u00a01.234.568", "9,9%"],
        ["waarvan <fietsen>", "1", "0,05", "€\u00a00", "14,4%"],
        ["Onbekend", "0", "onbekend", "onbekend", "onbekend"],
        ["Totaal", "12.345", "onbekend", "", ""],
    ]


def test_a_page_can_be_read_by_ear_and_scrolled_by_keyboard(sample: Sample) -> None:
    text = text_of(sample(), "html")
    page = Page(text)
    tags = [tag for tag, _ in page.attributes]
    assert ("html", {"lang": "nl"}) in page.attributes
    assert tags.count("caption") == tags.count("table") == 2
    assert all(attrs.get("scope") for tag, attrs in page.attributes if tag == "th")
    assert [a["tabindex"] for _, a in page.attributes if a.get("role") == "region"] == ["0"] * 2
    assert not {"script", "style"} & set(tags)
    assert "Niet bijgehouden." in text
    assert "Een veronderstelling." in text


def test_a_page_never_runs_what_a_text_says(sample: Sample) -> None:
    text = text_of(sample(title="<script>alert(1)</script>"), "html")
    assert "<script" not in text


@pytest.mark.parametrize("columns", ["20", "60", "80", "200"])
def test_a_terminal_of_any_width_shows_every_number_whole(
    sample: Sample, monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    text = text_of(sample(), "table")
    for number in ("12.345", "1.234.567,89", "€\u00a01.234.568", "9,9%", "onbekend"):
        assert number in text
    assert max(map(len, text.splitlines())) <= max(65, min(int(columns), 120))
    assert all(line == line.rstrip() for line in text.splitlines())


def test_a_terminal_shows_parts_indented_and_everything_that_explains(sample: Sample) -> None:
    text = text_of(sample(), "table")
    assert "\n  waarvan <fietsen>" in text
    for line in (
        "Stand op 14\u00a0februari\u00a02020. Bron: verzonnen.",
        "  Bij vraag 1.",
        "  Een opmerking.",
        "  Veronderstellingen: Een veronderstelling.",
        "– Waarom?",
        "  Niet bijgehouden.",
        "  Het dichtste: Hoeveel.",
        "Veronderstellingen: Alles is verzonnen.",
    ):
        assert line in text.splitlines()


def test_a_whole_euro_is_shown_without_cents_and_told_to_machines_with_them() -> None:
    assert shown(74_914_000, "euros") == "€\u00a0749.140"
    assert plain(74_914_000, "euros") == "749140.00"
