"""Reads of messages: what was told about an application."""

from dataclasses import dataclass
from datetime import datetime

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
