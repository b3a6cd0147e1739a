"""Reads of messages: what was told about an application, and whether the worker is at work."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Max

from portefeuille.messages.models import Message


@dataclass(frozen=True, slots=True)
class Told:
    """A mail about an application; `sent_at` None while it waits."""

    kind: str
    name: str
    subject: str
    made_at: datetime
    sent_at: datetime | None


def messages_of(application_id: int) -> list[Told]:
    """Every mail about an application, the first one first."""
    made = Message.objects.filter(application_id=application_id).select_related("person")
    return [
        Told(one.kind, one.person.name, one.subject, one.made_at, one.sent_at)
        for one in made.order_by("id")
    ]


def last_sent_at() -> datetime | None:
    """When a mail was last handed over; None where none ever was."""
    found: datetime | None = Message.objects.aggregate(at=Max("sent_at"))["at"]
    return found


def worker_seen_at() -> datetime | None:
    """The last sign of life of a worker; None where none is at work."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(last_heartbeat) FROM procrastinate_workers")
        seen: datetime | None = cursor.fetchone()[0]
    return seen
