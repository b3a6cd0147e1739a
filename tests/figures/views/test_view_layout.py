"""Every view on numbers by hand, without a database: also where cells are hidden or not published.

The figures are real ones; what answers them is a table in memory that remembers what was asked.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from portefeuille.core.law import Language
from portefeuille.figures import views
from portefeuille.figures.catalogue import figure
from portefeuille.figures.charts import drawing
from portefeuille.figures.queries import Provenance
from portefeuille.figures.tables import Answer
from portefeuille.figures.values import HIDDEN, Facts, NotPublishedError, Scope, calendar_year

YEAR = calendar_year(2025)
LANGUAGES: tuple[Language, ...] = ("nl", "en")
CODES = {
    "service": "training",
    "size": "small",
    "theme": "digitalisering/software",
    "month": date(2025, 3, 1),
    "stage": "approved",
    "rule": "submitted-in-time",
    "province": "antwerp",
    "section": "2008-J",
    "division": "2008-62",
    "tenth": 3,
    "part": "",
    "year": "2025",
    "postcode": "2000",
    "registration": "DV.O999001",
    "day": "2025-03-04",
}


@dataclass
class Memory:
    """Answers every figure with rows from a function, and remembers what was asked."""

    rows: Callable[[str], tuple[Facts, ...]]
    day: date = date(2025, 12, 31)
    asked: list[tuple[str, Scope]] = field(default_factory=list)

    def ask(self, name: str, scope: Scope) -> tuple[Facts, ...]:
        self.asked.append((name, scope))
        return self.rows(name)

    def provenance(self, _scopes: Any) -> Provenance:
        return "submitted"


def one_row(name: str, number: Any) -> tuple[Facts, ...]:
    """One row of a figure in which every number is the same."""
    columns = figure(name).columns
    row = {one.name: CODES[one.name] if one.kind == "text" else number for one in columns}
    if name == "by-month-and-service":
        return tuple({**row, "service": service} for service in ("advice", "training"))
    return (row,)


@pytest.fixture(autouse=True)
def no_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names of providers without a database."""
    known = {"DV.O999001": "Opleidingshuis"}
    monkeypatch.setattr(
        "portefeuille.figures.views.providers.names_of",
        lambda numbers: {number: known[number] for number in numbers},
    )


def texts_of(answer: Answer) -> list[str]:
    """Every text of an answer."""
    found = [answer.title, answer.document]
    for table in answer.tables:
        found += [table.title, *table.notes, table.definition[answer.language]]
        found += [column.label[answer.language] for column in table.columns]
    return found + [text for each in answer.not_available for text in (each.question, each.why)]


def not_published(name: str) -> tuple[Facts, ...]:
    raise NotPublishedError(name, YEAR)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", views.ALL, ids=lambda view: view.name)
def test_a_view_copes_with_whatever_a_release_tells(view: views.View, language: Language) -> None:
    for rows in (
        lambda name: one_row(name, 7),
        lambda name: one_row(name, 0),
        lambda name: one_row(name, HIDDEN),
        lambda name: one_row(name, None),
        lambda _name: (),
        not_published,
    ):
        at = Memory(rows)
        found = view.build(at, YEAR, language)
        assert found.title
        assert all(texts_of(found.answer()))
        assert "None" not in found.title
        assert "Hidden" not in found.title
        if found.chart is not None:
            assert drawing.specification(found.chart)["data"]["values"]


@pytest.mark.parametrize("view", views.ALL, ids=lambda view: view.name)
def test_a_view_asks_only_the_scope_of_its_page_or_the_same_a_year_before(view: views.View) -> None:
    others = (("size", "small"),)
    scope = Scope(date(2025, 1, 1), date(2025, 12, 31), "training", None, others)
    before = Scope(date(2024, 1, 1), date(2024, 12, 31), "training", None, others)
    at = Memory(lambda name: one_row(name, 7))
    view.build(at, scope, "nl")
    assert at.asked
    assert {asked for _, asked in at.asked} <= {scope, before}


@pytest.mark.parametrize("view", views.ALL, ids=lambda view: view.name)
def test_what_is_not_published_is_said_and_nothing_is_shown(view: views.View) -> None:
    found = view.build(Memory(not_published), YEAR, "nl")
    assert found.tables == ()
    assert found.chart is None
    assert any("niet gepubliceerd" in each.why for each in found.not_available)


@pytest.mark.parametrize("view", views.ALL, ids=lambda view: view.name)
def test_a_chart_has_the_numbers_of_the_first_or_second_table(view: views.View) -> None:
    chart = view.build(Memory(lambda name: one_row(name, 7)), YEAR, "nl").chart
    assert chart is not None
    assert {mark.number for mark in chart.marks} == {7}


def test_a_view_is_found_by_its_name_and_by_its_word_in_both_languages() -> None:
    for one in views.ALL:
        words = (one.name, *one.slug.values())
        assert [views.view(word) for word in words] == [one] * len(words)
    assert len({one.slug["nl"] for one in views.ALL}) == 10
    with pytest.raises(KeyError):
        views.view("bestaat-niet")


def test_a_theme_stands_above_its_topics_with_their_sum_and_hidden_stays_hidden() -> None:
    def row(theme: str, approved: Any, cents: Any) -> Facts:
        numbers = {"average_cents": 0, "share_points": 0, "enterprises": 1}
        return {"theme": theme, "approved": approved, "grant_cents": cents, **numbers}

    def rows(_: str) -> tuple[Facts, ...]:
        return (
            row("innovatie", 4, 400),
            row("digitalisering/software", 3, 300),
            row("digitalisering/cybersecurity", 2, 101),
            row("duurzaamheid/energie", HIDDEN, HIDDEN),
        )

    (table,) = views.view("thema").build(Memory(rows), YEAR, "nl").tables
    assert [(each.level, *each.cells[1:4]) for each in table.rows] == [
        (0, 5, 401, 80),
        (1, 3, 300, 0),
        (1, 2, 101, 0),
        (0, 4, 400, 100),
        (0, HIDDEN, HIDDEN, HIDDEN),
        (1, HIDDEN, HIDDEN, 0),
    ]
    assert table.total[1] is HIDDEN


def test_two_codes_with_one_name_stay_two_bars() -> None:
    def rows(_: str) -> tuple[Facts, ...]:
        row = one_row("approved-by-province", 5)[0] | {"postcode": "2000"}
        return ({**row, "province": "limburg"}, {**row, "province": "Limburg"})

    chart = views.view("waar").build(Memory(rows), YEAR, "nl").chart
    assert chart is not None
    assert chart.places == ("Limburg (limburg)", "Limburg (Limburg)")


def test_bars_are_drawn_by_another_column_of_their_table_in_its_order() -> None:
    def rows(_: str) -> tuple[Facts, ...]:
        (row,) = one_row("approved-by-section", 5)
        first = {**row, "section": "2008-A", "grant_cents": 100, "division": "2008-01"}
        second = {**first, "section": "2008-B", "grant_cents": 300}
        return (first, {**first, "section": "2008-C", "grant_cents": HIDDEN}, second)

    found = views.view("sector").build(Memory(rows), YEAR, "nl")
    drawn = found.drawn_by("grant_cents").chart
    assert drawn is not None
    assert [(mark.number, mark.told) for mark in drawn.marks] == [
        (300, "3,00"),
        (100, "1,00"),
        (HIDDEN, "x"),
    ]
    assert (drawn.measure, drawn.kind) == ("Toegekende subsidie (€)", "amount")
    assert found.drawn_by("") is found
    months = views.view("per-maand").build(Memory(lambda name: one_row(name, 7)), YEAR, "nl")
    assert months.drawn_by("grant_cents") is months


def test_a_finding_says_millions_and_more_or_fewer_than_the_year_before() -> None:
    def rows(name: str) -> tuple[Facts, ...]:
        (row,) = one_row(name, 8)
        return ({**row, "grant_cents": 5_681_302_308},)

    at = Memory(rows)
    title = views.view("key-figures").build(at, YEAR, "nl").title.replace("\u00a0", " ")
    assert title == (
        "2025: 8 projecten van 8 ondernemingen goedgekeurd, voor € 56,8 miljoen; 0% meer dan een"
        " jaar eerder"
    )
