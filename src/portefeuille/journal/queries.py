"""Reads of the journal."""

from dataclasses import dataclass
from datetime import date, datetime

from portefeuille.journal.models import Event, Running


@dataclass(frozen=True, slots=True)
class Happened:
    """An event as people read it, with the reason and the words that were given."""

    event_id: int
    verb: str
    from_status: str
    to_status: str
    actor: str
    held_at: datetime
    known_at: datetime
    due_on: date | None
    reason: str
    words: str


def status_of(subject: str, subject_id: int) -> str | None:
    """The status of a thing: where its last event took it; None when nothing happened yet."""
    events = Event.objects.filter(subject=subject, subject_id=subject_id)
    return events.order_by("-sequence").values_list("to_status", flat=True).first()


def history_of(subject: str, subject_id: int) -> list[Happened]:
    """Everything that happened to a thing, in order, in one query."""
    events = Event.objects.filter(subject=subject, subject_id=subject_id).select_related("remark")
    return [
        Happened(
            event_id=event.pk,
            verb=event.verb,
            from_status=event.from_status,
            to_status=event.to_status,
            actor=event.actor,
            held_at=event.held_at,
            known_at=event.known_at,
            due_on=event.due_on,
            reason=event.remark.reason if hasattr(event, "remark") else "",
            words=event.remark.words if hasattr(event, "remark") else "",
        )
        for event in events.order_by("sequence")
    ]


def overdue(subject: str, day: date) -> list[int]:
    """The things of which a last day is before this day, the longest overdue first."""
    late = Running.objects.filter(subject=subject, due_on__lt=day)
    return list(late.order_by("due_on", "subject_id").values_list("subject_id", flat=True))


def has_acted(actor: str) -> bool:
    """Whether this actor has made any transition."""
    return Event.objects.filter(actor=actor).exists()
