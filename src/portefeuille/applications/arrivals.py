"""What was received while the authentic source was down: decided, in order, once it answers."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Exists, OuterRef

from portefeuille.applications.models import Arrival, Draft
from portefeuille.applications.receiving import UNKNOWN, UNREADABLE
from portefeuille.applications.submitting import Submitted, submit_received
from portefeuille.applications.transitions import ARRIVAL, DECIDE, END, WAITING
from portefeuille.core.fields import CaseError
from portefeuille.core.law import Law
from portefeuille.core.lookup import Unavailable, Unknown
from portefeuille.journal.models import Running
from portefeuille.journal.services import By, record

UNANSWERED: Final = 3
"""So many in a row without an answer, and the source is down for all who wait."""


def decide_arrivals(now: datetime, law: Law) -> Iterator[int]:
    """Decide on what waits, in the order in which it came; the ids of those that are done.

    One for which the source gives no answer holds up nobody but its own enterprise; several in a
    row end the round. Each is a transaction; one that somebody else is deciding on is left to
    them, and what its enterprise sent later waits for it.
    """
    after = unanswered = 0
    while unanswered < UNANSWERED:
        with transaction.atomic():
            arrival = _next_after(after)
            if arrival is None:
                return
            after, done = arrival.pk, _decided(arrival, law, now)
        unanswered = 0 if done else unanswered + 1
        if done:
            yield after


def _next_after(arrival_id: int) -> Arrival | None:
    """The next that nobody else is deciding on, and that is the first of its enterprise."""
    running = Running.objects.filter(subject=ARRIVAL, status=WAITING).values("subject_id")
    waiting = Arrival.objects.filter(pk__in=running)
    earlier = waiting.filter(enterprise=OuterRef("enterprise"), pk__lt=OuterRef("pk"))
    found = waiting.filter(~Exists(earlier), pk__gt=arrival_id)
    return found.order_by("pk").select_for_update(skip_locked=True, of=("self",)).first()


def _decided(arrival: Arrival, law: Law, now: datetime) -> bool:
    """Whether this arrival is done: decided, or ended because it cannot be."""
    by = By(arrival.actor, now, arrival.mandate)
    try:
        with transaction.atomic():
            answer = submit_received(arrival.request, law, by, arrival.arrived_at)
    except CaseError as error:
        _end(arrival, by, UNREADABLE, str(error))
        return True
    match answer:
        case Unavailable():
            return False
        case Unknown():
            _end(arrival, by, UNKNOWN, "")
        case Submitted():
            record(DECIDE.step(arrival.pk), by)
            Arrival.objects.filter(pk=arrival.pk).update(application=answer.application_id)
            Draft.objects.filter(arrival=arrival).update(application=answer.application_id)
    return True


def _end(arrival: Arrival, by: By, reason: str, words: str) -> None:
    """It cannot be decided as it was sent; a draft it was made from can be written on."""
    record(END.step(arrival.pk), by, reason=reason, words=words)
    Draft.objects.filter(arrival=arrival).update(arrival=None)
