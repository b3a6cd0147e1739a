"""Reminders: on the right days, once, and after a day that was missed."""

from datetime import date, datetime, timedelta

import pytest

from portefeuille.applications.services import open_draft, save_answers, stop
from portefeuille.messages.models import Message
from portefeuille.messages.services import remind
from portefeuille.people.models import Person
from portefeuille.register.queries import enterprise_of
from tests.applications.filing import BAKERY, NOW, request, submitted
from tests.databases import Database
from tests.messages.post import load_all, morning
from tests.payments.life import at, deposited, ordered, paid

PEOPLE = 3
DEPOSIT_BY = date(2026, 12, 20)


@pytest.fixture
def application(database: Database) -> int:
    load_all()
    return submitted(request(), NOW).application_id


def days_of_reminding(first: datetime, days: int) -> list[date]:
    """On which days of a stretch anybody is reminded, the worker running every day."""
    return [
        (first + timedelta(days=ahead)).date()
        for ahead in range(days)
        if remind(first + timedelta(days=ahead))
    ]


def last_subject(language: str = "nl") -> str:
    found = Message.objects.filter(language=language).order_by("id").last()
    assert found is not None
    return found.subject


def test_of_a_deposit_on_three_days_before_the_last(application: int) -> None:
    days = days_of_reminding(morning(2026, 11, 21), 60)
    assert days == [DEPOSIT_BY - timedelta(days=ahead) for ahead in (14, 7, 2)]
    assert Message.objects.count() == 3 * PEOPLE
    assert set(Message.objects.values_list("useful_until", flat=True)) == {DEPOSIT_BY}


def test_a_reminder_says_how_many_days_are_left_how_much_and_where(application: int) -> None:
    remind(morning(2026, 12, 13))
    assert "Nog 7 dagen om € 700,00 te storten" in last_subject()
    assert "7 days left to deposit € 700,00" in last_subject("en")
    text = Message.objects.filter(language="nl")[0].text
    assert "+++000/0000/00101+++" in text
    assert "20\u00a0december\u00a02026" in text


def test_a_second_round_reminds_nobody(application: int) -> None:
    assert remind(morning(2026, 12, 13)) == PEOPLE
    assert remind(morning(2026, 12, 13, 8)) == 0
    assert remind(morning(2026, 12, 14)) == 0


def test_a_day_that_was_missed_is_caught_up_with_by_one_reminder(application: int) -> None:
    assert remind(morning(2026, 12, 15)) == PEOPLE, "five days left: the one of day 7, not of 14"
    assert "Nog 5 dagen" in last_subject()
    assert remind(morning(2026, 12, 16)) == 0
    assert remind(morning(2026, 12, 20)) == PEOPLE
    assert "Vandaag is de laatste dag" in last_subject()
    assert remind(morning(2026, 12, 21)) == 0


def test_whoever_has_deposited_or_stopped_is_not_reminded_to_deposit(application: int) -> None:
    other = submitted(request(), NOW).application_id
    deposited(application, 700_00, date(2026, 12, 1), at(2026, 12, 2))
    stop(other, "enterprise", "ziek", at(2026, 12, 2))
    assert remind(morning(2026, 12, 13)) == 0


def test_of_money_that_lies_ready_after_thirty_and_sixty_days_and_each_december(
    application: int,
) -> None:
    deposited(application, 700_00, date(2026, 12, 1), at(2026, 12, 2))
    days = days_of_reminding(morning(2026, 12, 3), 390)
    assert days == [date(2027, 1, 1), date(2027, 1, 31), date(2027, 12, 1)]
    assert "Vergeet niet te betalen: je subsidie staat klaar" in last_subject()
    assert "€\u00a01.000,00" in Message.objects.filter(language="nl")[0].text


def test_an_order_ends_the_reminders_but_for_the_balance_in_december(application: int) -> None:
    deposited(application, 700_00, date(2026, 12, 1), at(2026, 12, 2))
    order = ordered(application, "F-1", 400_00, at(2026, 12, 3))
    assert days_of_reminding(morning(2026, 12, 3), 40) == []
    paid(order, at(2027, 1, 20))
    assert days_of_reminding(morning(2027, 1, 21), 340) == [date(2027, 12, 1)]
    assert "€\u00a0600,00" in Message.objects.filter(language="nl")[0].text


def test_old_reminders_are_not_sent_in_a_heap(application: int) -> None:
    deposited(application, 700_00, date(2026, 12, 1), at(2026, 12, 2))
    assert remind(morning(2027, 3, 1)) == 0, "the last one was due a month ago"


def draft_that_starts(day: str) -> None:
    enterprise = enterprise_of(BAKERY)
    assert enterprise is not None
    person = Person.objects.get(subject="demo:ondernemer")
    draft = open_draft(enterprise, person.pk, NOW)
    save_answers(draft.pk, 1, {"starts_on": day, "title": "Beter bakken"}, person.pk, NOW)


def test_of_a_draft_before_its_last_filing_day(application: int) -> None:
    draft_that_starts("2026-11-10")
    days = days_of_reminding(morning(2026, 11, 11), 20)
    assert days == [date(2026, 11, 17), date(2026, 11, 22)], "the last day is 24 November"
    found = Message.objects.filter(kind="remind-draft", language="nl")[0]
    assert found.subject == "Dien je aanvraag in, uiterlijk op 24 november 2026"
    assert "/o/1999900171/aanvragen/" in found.text
    assert found.useful_until == date(2026, 11, 24)


def test_a_draft_without_a_start_reminds_nobody(application: int) -> None:
    enterprise = enterprise_of(BAKERY)
    assert enterprise is not None
    open_draft(enterprise, Person.objects.get(subject="demo:ondernemer").pk, NOW)
    assert days_of_reminding(morning(2026, 11, 11), 5) == []
