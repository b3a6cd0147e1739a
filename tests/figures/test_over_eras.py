"""The long series: every year adds up to its total, whatever list its themes are of."""

from datetime import date

import pytest

from portefeuille.figures.labels import NOT_CARRIED_OVER, label
from portefeuille.figures.queries import Position
from portefeuille.figures.values import Scope, calendar_year
from tests.figures.conftest import Book

AT = Position(date(2026, 11, 25))
EVERY = Scope(date(2016, 1, 1), date(2026, 12, 31))


@pytest.fixture
def eras(book: Book) -> Book:
    for day, theme in (
        ("2016-02-01", "software"),  # before any list
        ("2016-05-02", "hrm"),
        ("2017-06-01", "diversiteit"),
        ("2019-03-01", "software"),
        ("2019-03-02", "it"),
        ("2022-12-31", "boekhouding"),
        ("2023-01-01", "digitalisering/software"),
        ("2023-01-01", "software"),  # not of the list of its day
        ("2024-07-01", "innovatie"),
    ):
        book.file(day, 10_000, theme=theme)
    return book


@pytest.mark.usefixtures("eras")
def test_a_theme_goes_over_where_its_word_stands_in_the_present_list() -> None:
    told = {
        (row["year"], row["present_theme"]): row["approved"]
        for row in AT.ask("grants-by-theme-over-eras", EVERY)
        if row["approved"]
    }
    assert told == {
        ("2016", NOT_CARRIED_OVER): 2,
        ("2017", NOT_CARRIED_OVER): 1,
        ("2019", "digitalisering"): 1,
        ("2019", NOT_CARRIED_OVER): 1,
        ("2022", "financiele-geletterdheid"): 1,
        ("2023", "digitalisering"): 1,
        ("2023", NOT_CARRIED_OVER): 1,
        ("2024", "innovatie"): 1,
    }


@pytest.mark.usefixtures("eras")
def test_every_year_adds_up_to_its_total_and_has_the_row_of_what_is_not_carried_over() -> None:
    rows = AT.ask("grants-by-theme-over-eras", EVERY)
    for year in range(2016, 2027):
        of_year = [row for row in rows if row["year"] == str(year)]
        assert of_year[-1]["present_theme"] == NOT_CARRIED_OVER
        for name in ("approved", "grant_cents"):
            total = sum(row[name] for row in AT.ask("grants-by-service", calendar_year(year)))
            assert sum(row[name] for row in of_year) == total
    assert label("theme", NOT_CARRIED_OVER, (AT.day, AT.day), "nl") == "niet over te zetten"
