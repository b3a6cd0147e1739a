"""Record what happened.

Whoever records must hold what the event concerns (the wallet of an application), so that no
other event of the subject comes in between; the database refuses it otherwise.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from portefeuille.journal.models import Event, Remark
from portefeuille.journal.once import (
    Asked,
    OtherwiseAsked,
    StillAtWork,
    Told,
    once,
    told_before,
)

__all__ = [
    "Asked",
    "By",
    "OtherwiseAsked",
    "Step",
    "StillAtWork",
    "Told",
    "once",
    "record",
    "told_before",
]


@dataclass(frozen=True, slots=True)
class By:
    """Who did something, and when: `actor` and `mandate` are surrogates ("person:12")."""

    actor: str
    now: datetime
    mandate: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A transition of one subject: the row of the table of transitions it follows."""

    subject: str
    subject_id: int
    verb: str
    from_status: str
    to_status: str


def record(
    step: Step,
    by: By,
    *,
    due_on: date | None = None,
    held_at: datetime | None = None,
    reason: str = "",
    words: str = "",
) -> Event:
    """Write the event of a step, with what was said about it.

    `due_on`: last day of the step that must follow. `held_at`: where it held before we knew.
    """
    last = (
        Event.objects.filter(subject=step.subject, subject_id=step.subject_id)
        .order_by("-sequence")
        .values_list("sequence", flat=True)
        .first()
    )
    event = Event.objects.create(
        subject=step.subject,
        subject_id=step.subject_id,
        sequence=(last or 0) + 1,
        verb=step.verb,
        from_status=step.from_status,
        to_status=step.to_status,
        actor=by.actor,
        mandate=by.mandate,
        held_at=held_at or by.now,
        known_at=by.now,
        due_on=due_on,
    )
    if reason or words:
        Remark.objects.create(event=event, reason=reason, words=words)
    return event


def record_first(steps: Iterable[Step], by: By) -> list[Event]:
    """Write the first events of many subjects, in one statement, in the order given."""
    return Event.objects.bulk_create(
        Event(
            subject=step.subject,
            subject_id=step.subject_id,
            sequence=1,
            verb=step.verb,
            from_status=step.from_status,
            to_status=step.to_status,
            actor=by.actor,
            mandate=by.mandate,
            held_at=by.now,
            known_at=by.now,
        )
        for step in steps
    )
