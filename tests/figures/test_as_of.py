"""What stood on a day: an answer given once can be given again."""

from datetime import UTC, date, datetime
from typing import Any

from portefeuille.figures.queries import ask, provenance
from portefeuille.figures.values import Scope, calendar_year
from tests.figures.conftest import Book

YEAR = calendar_year(2017)


def approved(as_of: date, scope: Scope = YEAR) -> dict[str, Any]:
    """Approved training as of a day."""
    rows = {row["service"]: row for row in ask("grants-by-service", scope, as_of)}
    return {"files": rows["training"]["approved"], "cents": rows["training"]["grant_cents"]}


def at(text: str) -> datetime:
    """A moment written with its zone."""
    return datetime.fromisoformat(text)


def test_a_decision_known_later_does_not_change_the_earlier_answer(book: Book) -> None:
    book.file("2017-06-01", 30_000)
    book.file("2017-06-01", 50_000, known_at=datetime(2017, 9, 2, 12, tzinfo=UTC))
    assert approved(date(2017, 9, 1)) == {"files": 1, "cents": 30_000}
    assert approved(date(2017, 9, 2)) == {"files": 2, "cents": 80_000}


def test_a_decision_counts_from_the_day_in_brussels_on_which_it_was_known(book: Book) -> None:
    book.file("2017-06-01", 1_000, known_at=at("2017-09-01T23:59:59+02:00"))
    book.file("2017-06-01", 2_000, known_at=at("2017-09-02T00:00:00+02:00"))
    book.file("2017-01-10", 4_000, known_at=at("2017-01-20T22:59:59+00:00"))
    book.file("2017-01-10", 8_000, known_at=at("2017-01-20T23:00:00+00:00"))
    assert approved(date(2017, 1, 20))["cents"] == 4_000
    assert approved(date(2017, 1, 21))["cents"] == 12_000
    assert approved(date(2017, 9, 1))["cents"] == 13_000
    assert approved(date(2017, 9, 2))["cents"] == 15_000


def test_a_superseding_decision_replaces_the_first_from_the_day_it_is_known(book: Book) -> None:
    filed = book.file("2017-06-01", 30_000)
    book.revise(filed, 20_000, known_at=at("2017-10-01T00:00:00+02:00"))
    assert approved(date(2017, 9, 30)) == {"files": 1, "cents": 30_000}
    assert approved(date(2017, 10, 1)) == {"files": 1, "cents": 20_000}


def test_an_approval_that_was_revised_to_a_refusal_is_no_longer_approved(book: Book) -> None:
    filed = book.file("2017-06-01", 30_000)
    second = book.revise(filed, 0, outcome="refused", known_at=datetime(2017, 10, 1, tzinfo=UTC))
    book.revise(second, 25_000, known_at=datetime(2017, 12, 1, 8, tzinfo=UTC))
    assert approved(date(2017, 10, 15)) == {"files": 0, "cents": 0}
    assert approved(date(2017, 12, 1)) == {"files": 1, "cents": 25_000}


def test_an_application_is_counted_as_submitted_once_its_decision_is_known(book: Book) -> None:
    book.file("2017-06-01", 0, outcome="refused", known_at=datetime(2017, 6, 5, tzinfo=UTC))
    counts = [
        {row["outcome"]: row["applications"] for row in ask("applications-by-outcome", YEAR, day)}
        for day in (date(2017, 6, 4), date(2017, 6, 5))
    ]
    assert counts == [
        {"approved": 0, "inadmissible": 0, "refused": 0},
        {"approved": 0, "inadmissible": 0, "refused": 1},
    ]


def test_both_ends_of_a_period_are_counted_and_the_days_beside_it_are_not(book: Book) -> None:
    for day, cents in (
        ("2017-05-24", 1),
        ("2017-05-25", 20),
        ("2017-08-31", 300),
        ("2017-09-01", 4_000),
    ):
        book.file(day, cents)
    period = Scope(date(2017, 5, 25), date(2017, 8, 31))
    assert approved(date(2017, 12, 31), period) == {"files": 2, "cents": 320}


def test_where_the_applications_come_from_is_found_among_those_counted(book: Book) -> None:
    day = date(2019, 12, 31)
    book.file("2018-06-01", 1_000)
    assert provenance([calendar_year(2017), calendar_year(2018)], day) == "submitted"
    assert provenance([calendar_year(2019)], day) == "submitted"
    book.file("2019-06-01", 1_000, enterprise=book.synthetic_enterprise())
    assert provenance([calendar_year(2019)], day) == "synthetic"
    assert provenance([calendar_year(2018), calendar_year(2019)], day) == "mixed"
    assert provenance([calendar_year(2019), calendar_year(2018)], day) == "mixed"
    assert provenance([calendar_year(2019)], date(2019, 5, 31)) == "submitted"
