"""Reminders: before the last day of a deposit, while nothing was ordered, before it is too late.

Each reminder has a day on which it is due. A day that was missed is caught up with, but no more
than a week later, and never where a later reminder of the same thing is due already: nobody gets
old reminders in a heap. The key of a reminder holds its day, so that a second round sends none.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import Min

from portefeuille import law
from portefeuille.applications.dossiers import Dossier
from portefeuille.applications.models import Draft
from portefeuille.applications.queries import decisions_of, dossiers
from portefeuille.applications.transitions import (
    AWAITING_DEPOSIT,
    DEPOSITED,
    PARTLY_PAID,
    SUBJECT,
)
from portefeuille.core.law import Language
from portefeuille.core.periods import legal_day
from portefeuille.core.show import show_day, show_days
from portefeuille.journal.models import Event, Running
from portefeuille.messages import values
from portefeuille.messages.models import Message
from portefeuille.messages.telling import language_of, message, store
from portefeuille.payments.queries import money_of
from portefeuille.people.queries import people_for
from portefeuille.register.queries import current_snapshot, head_of, number_of

BEFORE_DEPOSIT: Final = (14, 7, 2)
"""Days before the last day of the deposit."""

AFTER_DEPOSIT: Final = (30, 60)
"""Days after the deposit, while no payment was ordered."""

YEARLY: Final = (12, 1)
"""Month and day on which whoever has money lying ready is reminded, each year."""

BEFORE_FILING: Final = (7, 2)
"""Days before the last day on which a draft can be submitted."""

CAUGHT_UP_WITHIN: Final = timedelta(days=7)
"""How late a reminder may still come."""


def remind(now: datetime) -> int:
    """Make the reminders that are due; how many there were that were not made before."""
    today = legal_day(now)
    made = 0
    for found in (_of_deposits, _of_payments, _of_drafts):
        for messages in found(today, now):
            with transaction.atomic():
                made += _store_new(messages)
    return made


def _store_new(messages: Iterable[Message]) -> int:
    wanted = list(messages)
    keys = [one.key for one in wanted]
    known = set(Message.objects.filter(key__in=keys).values_list("key", flat=True))
    return store(one for one in wanted if one.key not in known)


def due_step(steps: Iterable[date], today: date) -> date | None:
    """The last of these days that is here; None where it is past for too long, or none is here."""
    here = max((day for day in steps if day <= today), default=None)
    return here if here is not None and today - here <= CAUGHT_UP_WITHIN else None


def _of_deposits(today: date, now: datetime) -> Iterator[list[Message]]:
    """Of everything whose own share is awaited and whose last day is near."""
    near = Running.objects.filter(
        subject=SUBJECT,
        status=AWAITING_DEPOSIT,
        due_on__range=(today, today + timedelta(days=max(BEFORE_DEPOSIT))),
    )
    for it in dossiers(near.values_list("subject_id", flat=True)):
        if it.due_on is None or it.status != AWAITING_DEPOSIT:
            continue
        step = due_step((it.due_on - timedelta(days=days) for days in BEFORE_DEPOSIT), today)
        if step is not None:
            yield _about(it, "remind-deposit", step, today, now)


def _of_payments(today: date, now: datetime) -> Iterator[list[Message]]:
    """Of everything that lies ready and was not ordered."""
    ready = Running.objects.filter(subject=SUBJECT, status__in=[DEPOSITED, PARTLY_PAID])
    keys = list(ready.values_list("subject_id", flat=True))
    deposits = Event.objects.filter(subject=SUBJECT, subject_id__in=keys, verb="deposit")
    first = deposits.values_list("subject_id").annotate(Min("known_at"))
    steps = {key: due_step(_steps_after(legal_day(moment), today), today) for key, moment in first}
    due = {key: step for key, step in steps.items() if step is not None}
    for it in dossiers(due):
        step = due[it.application_id]
        only_yearly = it.status == PARTLY_PAID and (step.month, step.day) != YEARLY
        if it.status in (DEPOSITED, PARTLY_PAID) and money_of(it).balance and not only_yearly:
            yield _about(it, "remind-payment", step, today, now)


def _steps_after(deposited_on: date, today: date) -> Iterator[date]:
    for days in AFTER_DEPOSIT:
        yield deposited_on + timedelta(days=days)
    for year in range(deposited_on.year, today.year + 1):
        if date(year, *YEARLY) > deposited_on:
            yield date(year, *YEARLY)


def _about(it: Dossier, kind: str, step: date, today: date, now: datetime) -> list[Message]:
    """A reminder about a dossier, to everybody who may act for the enterprise."""
    whole = replace(it, money=money_of(it))
    return [
        message(
            f"application:{it.application_id}/{kind}/{step}",
            kind,
            person,
            _said(whole, language_of(person), today),
            now,
            application_id=it.application_id,
            useful_until=it.due_on,
        )
        for person in people_for(it.number, today)
    ]


def _said(it: Dossier, language: Language, today: date) -> values.Values:
    show = values.Show(language)
    days = 0 if it.due_on is None else (it.due_on - today).days
    return {
        **values.of_dossier(it, language),
        **values.of_decision(decisions_of(it.application_id)[-1], language),
        **values.of_deposit(it, it.money.to_deposit, it.due_on, language),
        "due_on": show.day(it.due_on),
        "balance": show.euro(it.money.balance),
        "days": show_days(days, language) if days else "",
    }


def _of_drafts(today: date, now: datetime) -> Iterator[list[Message]]:
    """Of every draft whose service has a start, and whose last filing day is near."""
    known = law.load().on(today)
    days = known.days_to_file
    first, last = today - timedelta(days=days), today + timedelta(days=max(BEFORE_FILING) - days)
    drafts = Draft.objects.filter(
        application=None,
        arrival=None,
        answers__starts_on__gte=str(first),
        answers__starts_on__lte=str(last),
    )
    for draft in drafts.order_by("pk"):
        starts_on = date.fromisoformat(draft.answers["starts_on"])
        file_before = known.last_day_to_file(starts_on)
        step = due_step((file_before - timedelta(days=ahead) for ahead in BEFORE_FILING), today)
        if step is not None:
            yield _about_draft(draft, starts_on, file_before, step, now)


def _about_draft(
    draft: Draft, starts_on: date, file_before: date, step: date, now: datetime
) -> list[Message]:
    number = number_of(head_of(draft.enterprise_id))
    snapshot = current_snapshot(number)
    name = number if snapshot is None else snapshot.facts.get("name") or number
    return [
        message(
            f"draft:{draft.pk}/remind-draft/{step}",
            "remind-draft",
            person,
            {
                "site": settings.SITE,
                "enterprise": name,
                "title": draft.answers.get("title", ""),
                "starts_on": show_day(starts_on, language_of(person)),
                "file_before": show_day(file_before, language_of(person)),
                "draft_url": values.address(
                    f"o/{number}/aanvragen/{draft.pk}/controleren", language_of(person)
                ),
            },
            now,
            useful_until=file_before,
        )
        for person in people_for(number, legal_day(now))
    ]
