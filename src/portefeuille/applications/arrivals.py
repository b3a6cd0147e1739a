"""What was received and waits: decided, in order, once the register answers or there is budget."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from portefeuille.applications.budgets import first_for, waiting_for_budget
from portefeuille.applications.models import Arrival, Draft
from portefeuille.applications.receiving import UNKNOWN, UNREADABLE
from portefeuille.applications.submitting import Submitted, submit_received
from portefeuille.applications.transitions import ARRIVAL, DECIDE, END, WAITING
from portefeuille.budget.queries import BUDGET, part_of
from portefeuille.core.fields import CaseError
from portefeuille.core.law import Law
from portefeuille.core.lookup import Unavailable, Unknown
from portefeuille.journal.models import Running
from portefeuille.journal.services import By, record

IN_BUDGET: Final = Q(source__startswith=BUDGET)

UNANSWERED: Final = 3
"""So many in a row without an answer, and the source is down for all who wait."""


def decide_arrivals(now: datetime, law: Law) -> Iterator[int]:
    """Decide on what waits, in the order in which it came; the ids of those that are done.

    First what waits for the register, then what waits for the budget. One for which the source
    gives no answer holds up nobody but its own enterprise; several in a row end the round. Each is
    a transaction; one that somebody else is deciding on is left to them, and what its enterprise
    sent later waits for it.
    """
    after = unanswered = 0
    while unanswered < UNANSWERED:
        with transaction.atomic():
            arrival = _next(~IN_BUDGET & Q(pk__gt=after))
            if arrival is None:
                break
            after, waits = arrival.pk, _still_waits(arrival, law, now)
        if waits is None:
            yield after
        unanswered = unanswered + 1 if waits and part_of(waits.source) is None else 0
    for source, year in waiting_for_budget():
        yield from _decide_in_budget(source, year, now, law)


def _decide_in_budget(source: str, year: int, now: datetime, law: Law) -> Iterator[int]:
    """What waits for this budget, until one does not fit: what came later waits behind it."""
    after = 0
    while (first := first_for(source, year, after)) is not None:
        with transaction.atomic():
            arrival = _next(Q(pk=first))
            if arrival is None or _still_waits(arrival, law, now) is not None:
                return
        after = first
        yield first


def _next(which: Q) -> Arrival | None:
    """The next of these that nobody else is deciding on, and the first of its enterprise."""
    running = Running.objects.filter(subject=ARRIVAL, status=WAITING).values("subject_id")
    waiting = Arrival.objects.filter(pk__in=running)
    earlier = waiting.filter(enterprise=OuterRef("enterprise"), pk__lt=OuterRef("pk"))
    found = waiting.filter(which, ~Exists(earlier))
    return found.order_by("pk").select_for_update(skip_locked=True, of=("self",)).first()


def _still_waits(arrival: Arrival, law: Law, now: datetime) -> Unavailable | None:
    """What this arrival still waits for; None where it is done: decided, or ended because it
    cannot be."""
    by = By(arrival.actor, now, arrival.mandate)
    try:
        with transaction.atomic():
            answer = submit_received(arrival.request, law, by, arrival.arrived_at, arrival.pk)
    except CaseError as error:
        _end(arrival, by, UNREADABLE, str(error))
        return None
    match answer:
        case Unavailable():
            if part_of(answer.source) is not None:
                Arrival.objects.filter(pk=arrival.pk).update(source=answer.source, why=answer.why)
            return answer
        case Unknown():
            _end(arrival, by, UNKNOWN, "")
        case Submitted():
            record(DECIDE.step(arrival.pk), by)
            Arrival.objects.filter(pk=arrival.pk).update(application=answer.application_id)
            Draft.objects.filter(arrival=arrival).update(application=answer.application_id)
    return None


def _end(arrival: Arrival, by: By, reason: str, words: str) -> None:
    """It cannot be decided as it was sent; a draft it was made from can be written on."""
    record(END.step(arrival.pk), by, reason=reason, words=words)
    Draft.objects.filter(arrival=arrival).update(arrival=None)
