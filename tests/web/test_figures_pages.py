"""The ten views as pages and files: the same numbers, whatever the form, and who may see what."""

import csv
import io
import json
import re
from datetime import date
from functools import cache
from html.parser import HTMLParser

import openpyxl
import pytest

from portefeuille.figures import views
from portefeuille.figures.queries import Position
from portefeuille.figures.values import calendar_year
from portefeuille.web.office import figures as office
from portefeuille.web.ui import figures as pages
from tests.applications.filing import METALWORKS, load_registers, request, submitted
from tests.applications.nine import nine_applications
from tests.databases import django_in
from tests.web.conftest import TODAY
from tests.web.desk import MORNING, counted, open_desk, signed_in, text_of
from tools.world_figures import publish_themes

HERE = "/kantoor/cijfers"
SLUGS = [one.slug["nl"] for one in views.ALL]


class Tables(HTMLParser):
    """The tables of a page as lists of rows, each a list of texts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self.inside = False
        self.feed(page)

    def handle_starttag(self, tag, _attrs):
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self.tables[-1][-1].append("")
        self.inside = tag in ("td", "th")

    def handle_endtag(self, _tag):
        self.inside = False

    def handle_data(self, data):
        if self.inside:
            self.tables[-1][-1][-1] += data


def number_of(text: str) -> str:
    """A number of the page as the CSV for machines writes it; a text as it is."""
    if re.fullmatch(r"-?[\d.]+,\d{2}", text):
        return text.replace(".", "").replace(",", ".")
    if re.fullmatch(r"-?[\d.]+", text):
        return text.replace(".", "")
    if share := re.fullmatch(r"(\d+)(?:,(\d))?%", text):
        return f"{int(share[1]) * 10 + int(share[2] or 0)}‰"
    return "" if text == "onbekend" else text


def as_share(text: str) -> str:
    """A share of the CSV in thousandths, as `number_of` tells one of the page."""
    return f"{round(1000 * float(text))}‰"


@pytest.fixture(scope="module")
def bakery(cluster, migrated):
    """A database with the nine applications of the bakery, which these tests only read."""
    made = cluster.create(migrated.name)
    with django_in(made):
        load_registers()
        nine_applications()
    yield made
    cluster.drop(made)


@pytest.fixture
def desk(bakery, monkeypatch):
    """An analyst before those nine applications."""
    with django_in(bakery):
        open_desk(monkeypatch)
        yield signed_in("beleid")


def test_the_page_the_csv_and_the_workbook_of_each_view_hold_the_same_numbers(desk, monkeypatch):
    built = pages.build

    @cache  # computed once a view: what differs is how it is told
    def once(name):
        return built(views.view(name), Position(TODAY), calendar_year(2026))

    monkeypatch.setattr(office, "build", lambda view, _at, _scope: once(view.name))
    for slug in SLUGS:
        assert_equal_in_every_form(desk, slug)


def assert_equal_in_every_form(desk, slug: str) -> None:
    page = Tables(desk.get(f"{HERE}/{slug}?jaar=2026").content.decode()).tables
    text = desk.get(f"{HERE}/{slug}.csv?jaar=2026").content.decode()
    lines = list(csv.DictReader(io.StringIO(text, newline="")))
    document = json.loads(desk.get(f"{HERE}/{slug}.json?jaar=2026").content)
    content = desk.get(f"{HERE}/{slug}.xlsx?jaar=2026").content
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    sheets = [list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets[1:]]
    shown = [table for table in document["tables"] if table["rows"]]
    assert len(page) == len(shown) > 0, slug
    for at, (table, on_page) in enumerate(zip(shown, page, strict=True)):
        kinds = dict(zip(table["names"], table["kinds"], strict=True))
        assert on_page[0] == table["columns"]
        told = [[number_of(cell.replace("\u00a0", " ")) for cell in row] for row in on_page[1:]]
        of_csv = [
            [
                as_share(line[name]) if kinds[name] == "share" and line[name] else line[name]
                for name in table["names"]
            ]
            for line in lines
            if line["table"] == table["title"]
        ]
        assert told == of_csv, (slug, table["title"])
        sheet = sheets[document["tables"].index(table)]
        rows = [row[: len(kinds)] for row in sheet[1 : 1 + len(told)]]
        assert told == [
            [in_workbook(cell, kind) for cell, kind in zip(row, kinds.values(), strict=True)]
            for row in rows
        ], (slug, at)
    book.close()


def in_workbook(cell, kind: str) -> str:
    """A cell of the workbook as `number_of` tells one of the page."""
    if cell in (None, "onbekend"):
        return ""
    if isinstance(cell, str):
        return cell
    match kind:
        case "share":
            return f"{round(1000 * cell)}‰"
        case "amount":
            return f"{cell:.2f}"
        case _:
            return str(cell)


def test_a_file_is_named_after_its_view_period_and_moment_and_gives_what_the_page_shows(desk):
    files = {
        "csv": (b"table,row,", "text/csv; charset=utf-8"),
        "excel.csv": (b"\xef\xbb\xbf", "text/csv; charset=utf-8"),
        "xlsx": (b"PK", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        "json": (b"{", "application/json"),
        "parquet": (b"PAR1", "application/vnd.apache.parquet"),
        "svg": (b"<svg", "image/svg+xml"),
        "png": (b"\x89PNG", "image/png"),
    }
    for ending, (first, kind) in files.items():
        answer = desk.get(f"{HERE}/thema.{ending}?jaar=2026&kwartaal=2&dienst=training")
        name = f"kmop_thema_2026-04-01_2026-06-30_v20261122T1000.{ending}"
        assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
        assert answer["Content-Type"] == kind
        assert answer.content.startswith(first)
    page = text_of(desk.get(f"{HERE}/thema?jaar=2026&kwartaal=2&dienst=training"))
    for ending in files:
        assert f'href="{HERE}/thema.{ending}?jaar=2026&kwartaal=2&dienst=training"' in page


def test_a_chart_is_drawn_by_the_measure_that_is_asked(desk):
    by_projects = desk.get(f"{HERE}/waar.svg?jaar=2026").content.decode()
    by_subsidy = desk.get(f"{HERE}/waar.svg?jaar=2026&maat=grant_cents").content.decode()
    assert ("8.250,00" in by_projects, "8.250,00" in by_subsidy) == (False, True)
    page = text_of(desk.get(f"{HERE}/waar?jaar=2026&maat=grant_cents"))
    assert f'href="{HERE}/waar.svg?jaar=2026&maat=grant_cents"' in page


def test_a_filter_narrows_and_an_earlier_as_of_day_knows_less(desk):
    def approved(query: str) -> object:
        document = json.loads(desk.get(f"{HERE}/kerncijfers.json?{query}").content)
        return document["tables"][0]["rows"][0][1]

    assert approved("jaar=2026") == 9
    assert approved("jaar=2026&kwartaal=2") == 3
    assert approved("van=01/02/2026&tot=30/04/2026") == 3
    assert approved("jaar=2026&dienst=advice") == 0
    assert approved("jaar=2026&thema=innovatie") == 9
    assert approved("jaar=2026&thema=digitalisering/software") == 0
    assert approved("jaar=2026&provincie=east-flanders&grootte=small") == 9
    assert approved("jaar=2026&provincie=antwerp") == 0
    assert approved("jaar=2026&peildag=01/05/2026") == 3


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("jaar=1812", "Jaar: kies uit de lijst."),
        ("jaar=2026&van=31/02/2026&tot=01/03/2026", "Schrijf de eerste dag als een dag die"),
        ("van=01/03/2026", "Geef beide dagen van een periode."),
        ("van=02/03/2026&tot=01/03/2026", "Kies een laatste dag die niet voor de eerste ligt."),
        ("peildag=23/11/2026", "Kies een dag die niet in de toekomst ligt."),
        ("thema=%3Cscript%3E", "Thema: kies uit de lijst."),
    ],
)
def test_a_wrong_filter_is_said_and_nothing_is_computed(database, monkeypatch, query, said):
    open_desk(monkeypatch)
    analyst = signed_in("beleid")
    for ending in ("", ".csv"):
        answer = analyst.get(f"{HERE}/thema{ending}?{query}")
        assert answer.status_code == 422
        page = text_of(answer)
        assert "<title>Fout: " in page
        assert said in page
        assert "<table" not in page


def test_what_does_not_exist_is_not_found(database, monkeypatch):
    open_desk(monkeypatch)
    analyst = signed_in("beleid")
    for there in ("bestaat-niet", "thema.exe", "thema.", ".csv", "thema.csv.svg"):
        assert analyst.get(f"{HERE}/{there}").status_code == 404
    assert analyst.get(f"{HERE}/thema.png?jaar=2019").status_code == 404


def test_a_view_asks_the_same_number_of_queries_whatever_there_is(database, monkeypatch):
    load_registers()
    open_desk(monkeypatch)
    desk = signed_in("beleid")
    submitted(request())

    def queries() -> dict[str, int]:
        found = {}
        for slug in SLUGS:
            with counted() as asked:
                desk.get(f"{HERE}/{slug}?jaar=2026")
            found[slug] = asked[0]
        return found

    before = queries()
    for theme in ("innovatie", "digitalisering/software"):
        for number in ("DV.O999001", "DV.O999003"):
            submitted(request(METALWORKS, {"theme": theme}, provider={"registration": number}))
    assert queries() == before
    assert max(before.values()) <= 9, before


def test_the_public_sees_what_was_published_with_an_x_and_nothing_else(desk, client):
    assert "Er zijn nog geen cijfers gepubliceerd." in text_of(client.get("/cijfers"))
    assert "Er zijn nog geen cijfers gepubliceerd." in text_of(client.get("/cijfers/thema"))
    publish_themes(TODAY, MORNING)
    page = client.get("/cijfers/thema").content.decode()
    (table,) = Tables(page).tables
    assert {cell for row in table[1:-1] for cell in row[1:]} == {"x"}
    assert "6.150" not in page
    assert "8" not in "".join(cell for row in table[1:] for cell in row)
    text = client.get("/cijfers/thema.csv?jaar=2026").content.decode()
    (line, *_) = csv.DictReader(io.StringIO(text, newline=""))
    assert (line["approved"], line["grant"]) == ("x", "x")
    places = text_of(client.get("/cijfers/waar"))
    assert "Dit is niet gepubliceerd" in places
    assert "<table" not in places
    assert client.get("/cijfers/thema?jaar=2025").status_code == 422
    # What is not published is not there, whatever the address asks.
    narrowed = text_of(client.get("/cijfers/thema?jaar=2026&provincie=east-flanders"))
    assert Tables(narrowed).tables[0] == table
    assert "Dit is niet gepubliceerd" in text_of(client.get("/cijfers/thema?dienst=training"))


def test_a_lasting_link_says_its_year_and_as_of_day(desk):
    page = text_of(desk.get(f"{HERE}/thema?dienst=training"))
    assert f'href="{HERE}/thema?jaar=2026&dienst=training&peildag=2026-11-22"' in page
    assert date(2026, 11, 22) == TODAY
