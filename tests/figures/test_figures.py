"""Every named figure on rows that were added up by hand."""

import re
from datetime import date
from typing import Any

import pytest

from portefeuille.figures import catalogue
from portefeuille.figures.asking import figure_answer, read_scope
from portefeuille.figures.formats import render
from portefeuille.figures.queries import ask
from portefeuille.figures.values import Scope, calendar_year
from tests.databases import Database
from tests.figures.conftest import Book

LATER = date(2020, 12, 31)


def rows(name: str, scope: Scope) -> list[tuple[Any, ...]]:
    """A figure as tuples in the order of its columns."""
    names = [column.name for column in catalogue.figure(name).columns]
    return [tuple(row[column] for column in names) for row in ask(name, scope, LATER)]


@pytest.mark.parametrize("name", catalogue.names())
def test_a_year_without_applications_gives_a_table_without_an_error(
    database: Database, name: str
) -> None:
    answer = figure_answer(name, {"year": "2018"}, LATER)
    counts = [cell for row in answer.tables[0].rows for cell in row.cells if cell != ""]
    assert not [cell for cell in counts if isinstance(cell, int) and cell != 0]


@pytest.mark.parametrize("form", ["csv", "json"])
def test_outside_an_amount_is_in_euro_and_named_without_cents(
    database: Database, form: str
) -> None:
    for name in catalogue.names():
        written = str(render(figure_answer(name, {"year": "2018"}, LATER), form))
        assert not re.search(r"\b[a-z_]+_(cents|points)\b", written)


@pytest.mark.parametrize("name", catalogue.names())
def test_every_figure_is_defined_in_both_languages(name: str) -> None:
    figure = catalogue.figure(name)
    texts = [figure.title, figure.definition, *figure.caveats]
    texts += [column.label for column in figure.columns]
    assert all(text["nl"] and text["en"] for text in texts)


def test_themes_come_by_count_and_equals_in_the_order_of_the_list(book: Book) -> None:
    for theme in ("swot", "cybersecurity", "intellectuele-eigendom", "swot", None):
        book.file("2019-03-01", 1_050, theme=theme)
    book.file("2019-03-01", 99, service="advice")
    scope = calendar_year(2019, service="training")
    assert rows("grants-by-theme", scope) == [
        ("swot", 2, 2_100),
        ("intellectuele-eigendom", 1, 1_050),
        ("cybersecurity", 1, 1_050),
        (None, 1, 1_050),
    ]


def test_averages_are_rounded_half_up_to_the_cent(book: Book) -> None:
    for cents in (1, 2):
        book.file("2019-03-01", cents, theme="hr")
    for cents in (1, 1, 2):
        book.file("2019-03-01", cents, theme="hr", service="advice")
    for cents in (1, 2, 2):
        book.file("2019-03-01", cents, theme="swot")
    assert rows("grants-by-service-and-theme", calendar_year(2019)) == [
        ("hr", "advice", 3, 4, 1),  # 1,33
        ("hr", "training", 2, 3, 2),  # 1,50
        ("swot", "training", 3, 5, 2),  # 1,67
    ]


def test_only_what_was_approved_is_granted_and_every_outcome_is_counted(book: Book) -> None:
    book.file("2019-03-01", 700)
    book.file("2019-03-01", 0, outcome="refused")
    book.file("2019-03-02", 0, outcome="refused")
    book.file("2019-03-03", 0, outcome="inadmissible", service="advice")
    year = calendar_year(2019)
    assert rows("applications-by-outcome", year) == [
        ("approved", 1, 700),
        ("inadmissible", 1, 0),
        ("refused", 2, 0),
    ]
    assert rows("grants-by-service", year) == [("advice", 0, 0), ("training", 1, 700)]
    assert rows("grants-by-theme", year) == [("hr", 1, 700)]


def test_months_are_those_of_submission(book: Book) -> None:
    book.file("2019-01-31", 100)
    book.file("2019-02-01", 200, service="advice")
    book.file("2019-02-28", 400)
    assert rows("grants-by-month", calendar_year(2019)) == [
        (date(2019, 1, 1), "training", 1, 100),
        (date(2019, 2, 1), "advice", 1, 200),
        (date(2019, 2, 1), "training", 1, 400),
    ]


def test_a_sum_with_an_unknown_part_is_unknown_and_still_counted(book: Book) -> None:
    earlier = {"regime": "earlier", "size": None, "ceiling_cents": None}
    book.file("2015-05-01", None, **earlier)
    book.file("2015-05-02", 500, **earlier)
    book.file("2015-05-02", 500, service="advice", **earlier)
    year = calendar_year(2015)
    assert rows("grants-by-service", year) == [("advice", 1, 500), ("training", 2, None)]
    assert rows("enterprises-by-size", year) == [(None, None, 3, None, None, None)]
    assert figure_answer("grants-by-service", {"year": "2015"}, LATER).tables[0].total == (
        "Totaal",
        3,
        None,
    )


def test_the_same_days_of_the_year_before_stand_beside_a_period(book: Book) -> None:
    for day in ("2015-03-31", "2015-04-01", "2015-12-31", "2016-04-01", "2016-03-31"):
        book.file(day, None, regime="earlier")
    book.file("2016-12-31", 900, service="advice")
    for day in ("2015-12-31", "2016-12-31"):
        book.file(day, 0, service="advice", outcome="refused")
    period = Scope(date(2016, 4, 1), date(2016, 12, 31))
    assert rows("approved-against-year-before", period) == [
        ("advice", 1, 0, 1),
        ("training", 1, 2, -1),
    ]


def test_an_enterprise_counts_once_with_its_average_and_share_of_the_ceiling(book: Book) -> None:
    twice, medium = book.enterprise(), book.enterprise()
    book.file("2019-01-05", 100_000, enterprise=twice)
    book.file("2019-12-31", 50_000, enterprise=twice, service="advice")
    book.file("2019-06-01", 10_001)
    book.file("2019-06-01", 15_000, enterprise=medium, size="medium", ceiling_cents=1_500_000)
    book.file("2018-12-31", 777, enterprise=medium)
    book.file("2019-06-02", 0, outcome="refused")
    assert rows("enterprises-by-size", calendar_year(2019)) == [
        # (1500,00 + 100,01) / 2 = 800,005 -> 800,01 and 8,00005 % -> 8,0 %
        ("small", 1_000_000, 2, 160_001, 80_001, 800),
        ("medium", 1_500_000, 1, 15_000, 15_000, 100),
    ]


def test_an_enterprise_that_grew_is_counted_at_its_last_size(book: Book) -> None:
    grown = book.enterprise()
    book.file("2019-01-05", 100_000, enterprise=grown)
    book.file("2019-02-05", 50_000, enterprise=grown, size="medium", ceiling_cents=1_500_000)
    assert rows("enterprises-by-size", calendar_year(2019)) == [
        ("medium", 1_500_000, 1, 150_000, 150_000, 1_000)
    ]


def test_a_share_is_rounded_half_up_to_the_tenth_of_a_per_cent(book: Book) -> None:
    book.file("2019-01-05", 98_500)
    book.file("2018-01-05", 98_499)
    assert [row[5] for row in rows("enterprises-by-size", calendar_year(2019))] == [990]
    assert [row[5] for row in rows("enterprises-by-size", calendar_year(2018))] == [980]


def test_a_theme_brings_its_topics_along_and_no_theme_that_begins_alike(book: Book) -> None:
    for theme in ("digitalisering/software", "digitalisering/hardware", "digitaliseringswerk"):
        book.file("2023-03-01", 100, theme=theme)
    scope = calendar_year(2023, theme="digitalisering")
    found = ask("grants-by-theme", scope, date(2023, 12, 31))
    assert [row["theme"] for row in found] == ["digitalisering/hardware", "digitalisering/software"]


def test_a_figure_carries_labels_of_its_day_a_total_and_its_source(book: Book) -> None:
    book.file("2017-06-01", 100, theme="diversiteit")
    book.file("2017-06-02", 200, theme="iets-anders", service="advice")
    table = figure_answer("grants-by-theme", {"year": "2017"}, LATER).tables[0]
    assert table.title == "Goedgekeurde projecten per thema: 2017"
    assert [row.cells for row in table.rows] == [
        ("Diversiteit", 1, 100),
        ("iets-anders", 1, 200),
    ]
    assert table.total == ("Totaal", 2, 300)
    assert table.source == "Ingediende aanvragen (submitted applications)"


def test_a_topic_is_labelled_with_its_theme(book: Book) -> None:
    book.file("2023-03-01", 100, theme="digitalisering/cybersecurity")
    where = {"first_day": "2023-03-01", "last_day": "2023-03-31", "theme": "digitalisering"}
    table = figure_answer("grants-by-theme", where, date(2023, 12, 31)).tables[0]
    assert table.rows[0].cells[0] == "Digitalisering: Cybersecurity"
    assert table.title.endswith(
        ": 1\u00a0maart\u00a02023 – 31\u00a0maart\u00a02023, Digitalisering"
    )


@pytest.mark.parametrize(
    ("where", "says"),
    [
        ({}, "give a year"),
        ({"first_day": "2019-01-01"}, "give a year"),
        ({"year": "2019", "first_day": "2019-01-01", "last_day": "2019-02-01"}, "give a year"),
        ({"year": "19"}, "year=19"),
        ({"year": "0000"}, "year=0000"),
        ({"year": "２０１９"}, "year=２０１９"),
        ({"first_day": "1/2/2019", "last_day": "2019-02-01"}, "first_day=1/2/2019"),
        ({"first_day": "2019-02-02", "last_day": "2019-02-01"}, "ends on 2019-02-01"),
        ({"year": "2019", "service": "opleiding"}, "'opleiding' is no service"),
        ({"year": "2019", "sizes": "small"}, "sizes: expected year"),
    ],
)
def test_a_scope_that_cannot_be_read_says_what_is_wrong(where: dict[str, str], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        read_scope(where)
