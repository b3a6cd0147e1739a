"""What follows from events by itself: what still runs, and of what somebody is to be told."""

from datetime import UTC, date, datetime

import psycopg
import pytest

from portefeuille.applications.transitions import transition
from portefeuille.journal.queries import history_of, overdue, status_of
from portefeuille.journal.services import By, record
from tests.applications.books import rows
from tests.databases import Database

BY = By("test", datetime(2026, 11, 20, 9, tzinfo=UTC))
LAST_DAY = date(2026, 12, 20)


def approved(key: int) -> None:
    record(transition("approve", "").step(key), BY, due_on=LAST_DAY)


def running(database: Database) -> list[tuple[object, ...]]:
    return rows(database, "SELECT subject_id, status, due_on FROM journal_running ORDER BY 1")


def untold(database: Database) -> list[str]:
    told = "SELECT verb FROM journal_untold JOIN journal_event e ON e.id = event_id ORDER BY e.id"
    return [verb for (verb,) in rows(database, told)]


def test_what_runs_is_where_its_last_event_took_it(database: Database) -> None:
    for key in (1, 2):
        approved(key)
    assert running(database) == [(key, "awaiting_deposit", LAST_DAY) for key in (1, 2)]
    step = transition("deposit", "awaiting_deposit")
    record(step.step(1), BY, due_on=date(2027, 12, 31))
    assert running(database)[0] == (1, "deposited", date(2027, 12, 31))
    record(transition("stop", "deposited").step(1), BY)
    assert running(database) == [(2, "awaiting_deposit", LAST_DAY)]
    assert untold(database) == ["approve", "approve", "deposit", "stop"]


def test_a_check_is_told_to_nobody(database: Database) -> None:
    approved(1)
    record(transition("check", "awaiting_deposit").step(1), BY, due_on=LAST_DAY)
    assert untold(database) == ["approve"]


def test_a_day_is_overdue_when_it_is_over(database: Database) -> None:
    approved(1)
    assert overdue("application", LAST_DAY) == []
    assert overdue("application", date(2026, 12, 21)) == [1]


def test_words_stand_beside_the_event_and_can_be_erased(database: Database) -> None:
    approved(1)
    record(
        transition("stop", "awaiting_deposit").step(1),
        BY,
        reason="nothing-paid",
        words="Jan is ziek",
    )
    assert [(e.verb, e.reason, e.words) for e in history_of("application", 1)] == [
        ("approve", "", ""),
        ("stop", "nothing-paid", "Jan is ziek"),
    ]
    with psycopg.connect(database.app_url) as session:
        session.execute("UPDATE journal_remark SET words = ''")
    assert history_of("application", 1)[1].words == ""
    assert status_of("application", 1) == "stopped"


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO journal_running (subject, subject_id, status) SELECT 'application', 9, 'x'",
        "UPDATE journal_running SET due_on = NULL",
        "DELETE FROM journal_running",
        "INSERT INTO journal_untold SELECT id FROM journal_event",
        "DELETE FROM journal_remark",
    ],
)
def test_the_application_cannot_write_what_follows(database: Database, statement: str) -> None:
    approved(1)
    with psycopg.connect(database.app_url) as session, pytest.raises(psycopg.Error):
        session.execute(statement)  # type: ignore[call-overload]
