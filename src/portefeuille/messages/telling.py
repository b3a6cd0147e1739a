"""From what happened to mails: who is told of an event, and of what.

Each event that somebody is to be told of waits in the outbox of the journal (`Untold`). Its
messages are made and it leaves the outbox in one transaction: cut off anywhere, it is told
wholly or waits still. The key of a message holds event, kind and person, so that even an event
that came back is told nobody twice.
"""

import hashlib
import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.db import transaction

from portefeuille.applications.queries import dossier, what_came_of
from portefeuille.applications.receiving import UNKNOWN
from portefeuille.applications.transitions import ARRIVAL, SUBJECT
from portefeuille.core.law import Language
from portefeuille.core.numbers import format_enterprise_number
from portefeuille.core.periods import legal_day
from portefeuille.core.show import show_day
from portefeuille.journal.models import Event, Untold
from portefeuille.law.budget import load_budget
from portefeuille.messages import values, wording
from portefeuille.messages.coming_back import came_back
from portefeuille.messages.happening import Happening
from portefeuille.messages.models import Message
from portefeuille.messages.owing import owing
from portefeuille.payments.transitions import PAYOUT, RECOVERY
from portefeuille.people.models import Person
from portefeuille.people.queries import people_for

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Kind:
    """A mail: the name of its text, and whether the letter of the decision goes with it."""

    name: str
    letter: bool = False


TO_ENTERPRISE: Final[Mapping[str, Kind]] = {
    "approve": Kind("approved", letter=True),
    "refuse": Kind("not-approved", letter=True),
    "declare_inadmissible": Kind("not-approved", letter=True),
    "provider_refuse": Kind("provider-refused"),
    "deposit": Kind("deposited"),
    "return_deposit": Kind("deposit-returned"),
    "order": Kind("ordered"),
    "pay": Kind("paid"),
    "stop": Kind("stopped"),
    "lapse": Kind("lapsed"),
    "revise": Kind("revised", letter=True),
}
"""What the people of the enterprise are told, by the verb of the event."""

TO_PROVIDER: Final[Mapping[str, Kind]] = {
    "approve": Kind("to-check"),
    "pay": Kind("paid-to-you"),
    "stop": Kind("ended-for-you"),
    "lapse": Kind("ended-for-you"),
    "revise": Kind("revised-for-you"),
}
"""What the people of the provider are told."""

OF_ARRIVAL: Final[Mapping[str, str]] = {"receive": "received", "end": "not-decided"}
"""What the people of the enterprise are told of what waits for register or budget, by verb."""


def tell(now: datetime) -> int:
    """Make the messages of every event nobody was told of yet; how many events were told.

    An event of which the messages cannot be made stays where it is and is logged as an error:
    those after it are told all the same.
    """
    told, stuck = 0, set[int]()
    while True:
        try:
            event_id = _tell_one(now, stuck)
        except _Stuck as error:
            log.exception("Event %s cannot be told", error.event_id)
            stuck.add(error.event_id)
            continue
        if event_id is None:
            return told
        told += 1


class _Stuck(Exception):
    def __init__(self, event_id: int) -> None:
        super().__init__(event_id)
        self.event_id = event_id


def _tell_one(now: datetime, stuck: Iterable[int]) -> int | None:
    """Tell the first event nobody else is telling; None where there is none."""
    with transaction.atomic():
        waiting = Untold.objects.exclude(pk__in=list(stuck)).order_by("event_id")
        untold = waiting.select_for_update(skip_locked=True).first()
        if untold is None:
            return None
        event = Event.objects.select_related("remark").get(pk=untold.event_id)
        try:
            with transaction.atomic():
                made = list(messages_of(event, now))
                _say_what_was_told_otherwise(made)
                store(made)
        except Exception as error:
            raise _Stuck(event.pk) from error
        untold.delete()
        return event.pk


def store(messages: Iterable[Message]) -> int:
    """Keep the messages that were not made before; how many there were to make."""
    made = list(messages)
    Message.objects.bulk_create(made, ignore_conflicts=True)
    return len(made)


def _say_what_was_told_otherwise(made: Iterable[Message]) -> None:
    """The first words hold: told again under a key that was used, nobody gets a second mail.

    That the words would be others now is logged, by their digests; erased ones tell nothing.
    """
    wanted = {one.key: one for one in made}
    for before in Message.objects.filter(key__in=wanted).exclude(text=""):
        was, now = digest_of(before), digest_of(wanted[before.key])
        if was != now:
            log.warning("%s was told before in other words: %s, not %s", before.key, was, now)


def digest_of(made: Message) -> str:
    """SHA-256 (hex) of what a message says."""
    said = "\0".join((made.language, made.subject, made.text, made.html))
    return hashlib.sha256(said.encode()).hexdigest()


def messages_of(event: Event, now: datetime) -> Iterator[Message]:
    """The messages of an event: one to each person, in their language."""
    if event.subject == ARRIVAL:
        yield from _of_arrival(event, now)
        return
    if event.subject == PAYOUT:
        yield from _of_payout(event, now)
        return
    if event.subject == RECOVERY:
        yield from _of_recovery(event, now)
        return
    it = dossier(event.subject_id) if event.subject == SUBJECT else None
    if it is None:
        return
    today = legal_day(now)
    happening = Happening(event, it)
    for kind, people in (
        (TO_ENTERPRISE.get(event.verb), people_for(it.number, today)),
        (_for_provider(happening), people_for(it.provider_number or "-", today)),
    ):
        for person in people if kind is not None else ():
            assert kind is not None
            yield message(
                f"event:{event.pk}/{kind.name}",
                kind.name,
                person,
                happening.values(language_of(person)),
                now,
                application_id=it.application_id,
                letter_id=happening.decided.decision_id if kind.letter else None,
                payment=happening.payment,
            )


def _of_arrival(event: Event, now: datetime) -> Iterator[Message]:
    """To the people of the enterprise: it was received, or it cannot be decided as it was sent."""
    came = what_came_of(event.subject_id)
    assert came is not None, "an arrival is never removed"
    kind = OF_ARRIVAL[event.verb]
    for person in people_for(came.number, legal_day(now)):
        language = language_of(person)
        remark = getattr(event, "remark", None)
        said = {
            "site": settings.SITE,
            "enterprise_number": format_enterprise_number(came.number),
            "title": came.title,
            "received_on": show_day(legal_day(came.arrived_at), language),
            "budget": ""
            if came.part is None
            else load_budget().named(legal_day(came.arrived_at).year, came.part, language),
            "unknown": remark is not None and remark.reason == UNKNOWN,
            "words": "" if remark is None else remark.words,
            "portfolio_url": values.address(f"o/{came.number}/", language),
        }
        yield message(f"event:{event.pk}/{kind}", kind, person, said, now)


def _of_payout(event: Event, now: datetime) -> Iterator[Message]:
    """To whom it was for, provider or enterprise: it came back, and needs another account."""
    back = came_back(event)
    if back is None:
        return
    for person in people_for(back.number, legal_day(now)):
        said = back.values(language_of(person))
        key = back.dossier.application_id
        about = f"event:{event.pk}/{back.kind}"
        yield message(about, back.kind, person, said, now, application_id=key)


def _of_recovery(event: Event, now: datetime) -> Iterator[Message]:
    """To whoever must pay back: how much, why, how and by when."""
    told = owing(event)
    if told is None:
        return
    for person in people_for(told.number, legal_day(now)):
        said = told.values(language_of(person))
        key, about = told.dossier.application_id, f"event:{event.pk}/{told.kind}"
        yield message(about, told.kind, person, said, now, application_id=key)


def _for_provider(happening: Happening) -> Kind | None:
    """A provider is told of a revision only where the application starts or ends by it."""
    event = happening.event
    if event.verb == "revise" and event.from_status == event.to_status:
        return None
    return TO_PROVIDER.get(event.verb)


def language_of(person: Person) -> Language:
    """The language in which somebody is told: Dutch where theirs is not one of ours."""
    return "en" if person.language == "en" else "nl"


def message(
    about: str, kind: str, person: Person, said: values.Values, now: datetime, **more: Any
) -> Message:
    """A message to a person, not stored yet; `about` is the part of its key before the person."""
    language = language_of(person)
    written = wording.write(kind, language, said)
    return Message(
        key=f"{about}/person:{person.pk}",
        kind=kind,
        person=person,
        address=person.email,
        language=language,
        subject=written.subject,
        text=written.text,
        html=written.html,
        made_at=now,
        send_after=now,
        **more,
    )
