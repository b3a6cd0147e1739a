"""How an answer is put together, on a handful of rows."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portefeuille.figures import answers
from portefeuille.figures.tables import Answer
from tests.databases import Database
from tests.figures.conftest import Book

SYNTHETIC = "synthetic data calibrated on published totals"


@dataclass(frozen=True, slots=True)
class Made:
    """An assumption as the scenarios make them."""

    code: str
    nl: str


MADE = (
    Made("table-is-training", "Alleen opleiding."),
    Made("medium-enterprises", "Zoveel middelgrote."),
    Made("months", "De maanden zijn verzonnen."),
)


def rows(answer: Answer, table: int) -> list[tuple[object, ...]]:
    """The cells of one of its tables."""
    return [row.cells for row in answer.tables[table].rows]


@pytest.mark.parametrize("name", answers.names())
def test_an_empty_book_is_answered_with_zeros_and_reasons(database: Database, name: str) -> None:
    answer = answers.answer(name)
    assert answer.tables
    assert answer.not_available
    numbers = [
        cell
        for table in answer.tables
        for row in table.rows
        for cell, column in zip(row.cells, table.columns, strict=True)
        if column.kind != "text"
    ]
    assert set(numbers) <= {0, None}


@pytest.mark.parametrize("name", answers.names())
def test_an_answer_asks_the_database_a_handful_of_questions(database: Database, name: str) -> None:
    with CaptureQueriesContext(connection) as queries:
        answers.answer(name)
    assert 2 <= len(queries) <= 5


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("sv-749-2017", date(2017, 9, 1)),
        ("sv-835-2020", date(2020, 9, 24)),
        ("sv-370-2020", date(2020, 2, 14)),
        ("sv-256-2017", date(2017, 1, 20)),
    ],
)
def test_an_answer_keeps_to_its_own_day_unless_another_is_asked(
    database: Database, name: str, day: date
) -> None:
    assert answers.answer(name).as_of == day
    assert answers.answer(name, date(2021, 1, 1)).as_of == date(2021, 1, 1)


def test_an_unknown_answer_is_an_error() -> None:
    with pytest.raises(KeyError):
        answers.answer("sv-1-1999")


def test_the_months_of_diversity_are_followed_by_their_services(book: Book) -> None:
    for day, cents, service in (
        ("2017-05-24", 9, "training"),
        ("2017-05-25", 100, "training"),
        ("2017-08-31", 200, "advice"),
        ("2017-08-31", 400, "training"),
        ("2017-09-01", 9, "training"),
    ):
        book.file(day, cents, service=service, theme="diversiteit")
    book.file("2017-06-15", 9, theme="hrm")
    table = answers.answer("sv-749-2017").tables[2]
    assert [(row.level, *row.cells) for row in table.rows] == [
        (0, "mei", 1, 100),
        (1, "opleiding", 1, 100),
        (0, "augustus", 2, 600),
        (1, "advies", 1, 200),
        (1, "opleiding", 1, 400),
    ]
    assert table.total == ("Totaal", 3, 700)


def test_an_answer_does_not_change_by_what_was_decided_after_its_day(book: Book) -> None:
    filed = book.file("2017-06-15", 500, theme="diversiteit")
    before = answers.answer("sv-749-2017")
    book.revise(filed, 100, known_at=datetime(2017, 9, 2, 8, tzinfo=UTC))
    book.file("2017-06-16", 9, theme="diversiteit", known_at=datetime(2018, 1, 1, tzinfo=UTC))
    assert answers.answer("sv-749-2017") == before
    later = answers.answer("sv-749-2017", date(2018, 12, 31))
    assert later.tables[2].total == ("Totaal", 2, 109)


def test_totals_and_averages_are_each_rounded_once_to_the_euro(book: Book) -> None:
    for cents in (149, 150):
        book.file("2019-03-01", cents, theme="hr")
    book.file("2019-03-01", 151, theme="hr", service="advice")
    answer = answers.answer("sv-370-2020")
    assert rows(answer, 0)[0] == ("HRM", 1, 2, 3)
    # 1,51 -> 2; 2,99 -> 3; 4,50 -> 5 (not 2 + 3 by accident: each from its cents)
    assert rows(answer, 1)[0] == ("HRM", 200, 300, 500)
    # 1,51 -> 2; 1,495 -> 1; 1,50 -> 2
    assert rows(answer, 2)[0] == ("HRM", 200, 100, 200)
    assert rows(answer, 2)[1] == ("DIVERSITEIT", None, None, None)
    assert rows(answer, 3)[0] == ("Opleiding HRM", 2, 300, 100)


def test_the_ceilings_of_later_years_come_from_the_law_as_far_as_the_day_goes(book: Book) -> None:
    book.file("2019-03-01", 100)
    notes = answers.answer("sv-835-2020").tables[1].notes
    assert [note for note in notes if "7.500,00" in note and "2020" in note] == list(notes)
    assert len(notes) == 2
    assert answers.answer("sv-835-2020", date(2019, 12, 31)).tables[1].notes == ()


def test_assumptions_stand_under_the_table_that_rests_on_them(book: Book) -> None:
    book.file("2019-03-01", 100, enterprise=book.synthetic_enterprise())
    answer = answers.answer("sv-835-2020", assumptions=MADE)
    assert [table.assumptions for table in answer.tables] == [
        (),
        ("Zoveel middelgrote.",),
        ("Alleen opleiding.",),
    ]
    assert answer.assumptions == ("De maanden zijn verzonnen.",)


def test_an_answer_from_submitted_applications_rests_on_no_assumption(book: Book) -> None:
    book.file("2019-03-01", 100)
    answer = answers.answer("sv-835-2020", assumptions=MADE)
    assert SYNTHETIC not in answer.source
    assert answer.assumptions == ()
    assert {table.assumptions for table in answer.tables} == {()}


def test_an_answer_and_all_its_tables_say_that_the_data_are_synthetic(book: Book) -> None:
    book.file("2019-03-01", 100, enterprise=book.synthetic_enterprise())
    answer = answers.answer("sv-835-2020")
    assert SYNTHETIC in answer.source
    assert {table.source for table in answer.tables} == {answer.source}


def test_target_groups_are_refused_on_the_ground_the_minister_gave(database: Database) -> None:
    groups = answers.answer("sv-256-2017").not_available
    assert any("Privacygevoelige persoonsgegevens" in each.why for each in groups)
    assert any("per doelgroep" in each.question for each in groups)
