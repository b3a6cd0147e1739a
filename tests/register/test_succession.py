"""Enterprises that go on in another: followed, dated, never in a ring, never rewritten."""

from datetime import UTC, date, datetime

import psycopg
import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from portefeuille.journal.queries import history_of
from portefeuille.journal.services import By
from portefeuille.register.models import Enterprise, Succession
from portefeuille.register.queries import (
    became,
    earlier_of,
    enterprise_of,
    head_of,
    stories_of,
    story_of,
)
from portefeuille.register.services import NotJoined, enterprise_of_number, join, keep_apart, part
from portefeuille.register.succession import FIRST_DAY, SUBJECT
from tests.applications.filing import add_enterprises
from tests.databases import Database

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
DAY = date(2026, 7, 1)
ME = By("person:1", NOW, "mandate:1")


@pytest.fixture
def four(database: Database) -> list[str]:
    return add_enterprises(4)


def ids(numbers: list[str]) -> list[int]:
    return [enterprise_of_number(number) for number in numbers]


def test_a_number_leads_through_every_succession_to_the_last(four: list[str]) -> None:
    a, b, c, d = four
    join(a, b, "renumbered", date(2024, 3, 1), "nieuw nummer", ME)
    join(b, c, "merged", DAY, "fusie", ME)
    end = became(a)
    assert end is not None
    assert (end.number, end.kind, end.holds_on) == (c, "renumbered", date(2024, 3, 1))
    assert became(c) is None
    assert became(d) is None
    assert became("0200065765") is None
    first, second, third, fourth = ids(four)
    assert [head_of(one) for one in (first, second, third, fourth)] == [third, third, third, fourth]
    assert set(story_of(third)) == {first, second, third}
    assert story_of(third)[0] == third
    assert stories_of([fourth, second]) == {fourth: (fourth,), second: (second, first)}
    assert [(one.number, one.kind) for one in earlier_of(third)] == [
        (b, "merged"),
        (a, "renumbered"),
    ]
    assert earlier_of(fourth) == []


def test_one_that_is_told_later_of_a_predecessor_is_followed_too(four: list[str]) -> None:
    a, b, c, _ = four
    join(b, c, "merged", DAY, "fusie", ME)
    join(a, b, "merged", date(2025, 1, 1), "oudere fusie, later gemeld", ME)
    end = became(a)
    assert end is not None
    assert end.number == c


def test_who_decided_and_why_stands_in_the_journal(four: list[str]) -> None:
    a, b, *_ = four
    join(a, b, "merged", DAY, "fusie door overneming", ME)
    part(a, "verkeerd nummer getikt", ME)
    join(a, b, "renumbered", DAY, "toch", ME)
    told = history_of(SUBJECT, ids(four)[0])
    assert [(one.verb, one.to_status, one.reason, one.words) for one in told] == [
        ("join", "joined", "merged", "fusie door overneming"),
        ("part", "apart", "", "verkeerd nummer getikt"),
        ("join", "joined", "renumbered", "toch"),
    ]
    assert {one.actor for one in told} == {"person:1"}
    assert Succession.objects.count() == 2


def test_one_that_was_ended_leads_nowhere_and_stays_in_the_book(four: list[str]) -> None:
    a, b, *_ = four
    join(a, b, "merged", DAY, "fusie", ME)
    part(a, "vergissing", ME)
    assert became(a) is None
    assert story_of(ids(four)[1]) == (ids(four)[1],)
    assert Succession.objects.get().ended_at == NOW
    with pytest.raises(NotJoined, match="apart"):
        part(a, "nog eens", ME)


def test_what_was_looked_at_and_is_no_succession(four: list[str]) -> None:
    a, b, *_ = four
    keep_apart(a, "een splitsing", ME)
    keep_apart(a, "nog eens bekeken", ME)
    assert [one.verb for one in history_of(SUBJECT, ids(four)[0])] == ["keep_apart"] * 2
    join(a, b, "merged", DAY, "toch een fusie", ME)
    with pytest.raises(NotJoined, match="joined"):
        keep_apart(a, "nee", ME)


def test_what_cannot_be(four: list[str]) -> None:
    a, b, c, _ = four
    join(a, b, "merged", DAY, "fusie", ME)
    for before, after, day, why in (
        (c, c, DAY, "same"),
        (b, a, DAY, "ring"),
        (a, c, DAY, "joined"),
        (c, b, date(2026, 11, 21), "day"),
        (c, b, date(2003, 6, 30), "day"),
    ):
        with pytest.raises(NotJoined, match=why):
            join(before, after, "merged", day, "motief", ME)
    join(c, b, "merged", FIRST_DAY, "mag", ME)
    assert Succession.objects.count() == 2


def test_a_number_nobody_knew_can_be_what_it_became(four: list[str]) -> None:
    join(four[0], "1999900171", "renumbered", DAY, "nieuw nummer", ME)
    end = became(four[0])
    assert end is not None
    assert end.enterprise_id == enterprise_of("1999900171")


def test_the_database_refuses_what_nobody_may_do(four: list[str], database: Database) -> None:
    first, second, third, fourth = ids(four)

    def add(before: int, after: int, **more: object) -> None:
        rest = {"kind": "merged", "holds_on": DAY, "known_at": NOW, **more}
        with transaction.atomic():
            Succession.objects.create(predecessor_id=before, successor_id=after, **rest)

    add(first, second)
    add(second, third)
    for before, after in ((first, fourth), (fourth, fourth), (third, first)):
        with pytest.raises(IntegrityError):
            add(before, after)
    for wrong in ({"kind": "swallowed"}, {"ended_at": datetime(2020, 1, 1, tzinfo=UTC)}):
        with pytest.raises(IntegrityError):
            add(fourth, third, **wrong)
    for statement in (
        "DELETE FROM register_succession",
        "UPDATE register_succession SET holds_on = '2020-01-01'",
    ):
        with connection.cursor() as cursor, pytest.raises(ProgrammingError, match="permission den"):
            cursor.execute(statement)
    with psycopg.connect(database.owner_url) as owner:
        for statement in (
            "DELETE FROM register_succession",
            "TRUNCATE register_succession",
            "UPDATE register_succession SET kind = 'renumbered'",
            "UPDATE register_succession SET holds_on = '2020-01-01'",
        ):
            with pytest.raises(psycopg.errors.RestrictViolation), owner.transaction():
                owner.execute(statement.encode())
    assert Enterprise.objects.count() == 4


def test_two_at_once_make_no_ring(four: list[str], database: Database) -> None:
    """The second waits for the first, then sees it."""
    first, second, *_ = ids(four)
    put = (
        "INSERT INTO register_succession (predecessor_id, successor_id, kind, holds_on, known_at)"
        " VALUES (%s, %s, 'merged', '2026-07-01', now())"
    )
    with psycopg.connect(database.owner_url) as one, psycopg.connect(database.owner_url) as two:
        one.execute(put, [first, second])
        two.execute("SET lock_timeout = '200ms'")
        with pytest.raises(psycopg.errors.LockNotAvailable):
            two.execute(put, [second, first])
        two.rollback()
        one.commit()
        with pytest.raises(psycopg.errors.CheckViolation, match="go on in itself"):
            two.execute(put, [second, first])
