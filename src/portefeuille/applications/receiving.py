"""Receiving what is submitted while the authentic source cannot be asked, or the budget is used up
and the law lets wait what does not fit.

What was received counts as submitted at that moment; `arrivals` decides on it once the source
answers or there is room. Source: SV 256 (the data of the enterprise are fetched, not asked), and
the time limits to file, which no outage of ours may make anybody miss.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from portefeuille.applications.models import Arrival
from portefeuille.applications.transitions import ARRIVAL, RECEIVE, WAITING
from portefeuille.budget.queries import part_of
from portefeuille.core.lookup import Unavailable
from portefeuille.core.numbers import parse_enterprise_number
from portefeuille.journal.models import Running
from portefeuille.journal.services import By, record
from portefeuille.register.queries import in_story_of
from portefeuille.register.services import enterprise_of_number

REGISTER: Final = "register"

UNKNOWN, UNREADABLE = "unknown", "unreadable"
"""Why an arrival ended without a decision: the number is not known; an answer does not fit what
the register says."""


@dataclass(frozen=True, slots=True)
class Received:
    """A submission that is kept and not decided yet: since when, what it waits for, and why."""

    arrival_id: int
    at: datetime
    source: str
    why: str


def receive(raw: Mapping[str, Any], number: str, until: Unavailable, by: By) -> Received:
    """Keep what was submitted until the source that is not available answers."""
    with transaction.atomic():
        arrival = Arrival.objects.create(
            enterprise_id=enterprise_of_number(number),
            request=dict(raw),
            arrived_at=by.now,
            actor=by.actor,
            mandate=by.mandate,
            source=until.source,
            why=until.why,
        )
        record(RECEIVE.step(arrival.pk), by)
    return Received(arrival.pk, by.now, until.source, until.why)


@dataclass(frozen=True, slots=True)
class Awaited:
    """An arrival that waits for the source or the budget; `number` is that of its enterprise."""

    arrival_id: int
    number: str
    title: str
    arrived_at: datetime
    source: str
    why: str

    @property
    def part(self) -> str | None:
        """The part of the budget it waits for ("": the whole); None where for the register."""
        return part_of(self.source)


@dataclass(frozen=True, slots=True)
class Came:
    """What came of an arrival: `status` waiting, decided or ended, and the application if any."""

    number: str
    title: str
    arrived_at: datetime
    status: str
    application_id: int | None
    source: str
    why: str

    @property
    def part(self) -> str | None:
        """The part of the budget it waits for ("": the whole); None where for the register."""
        return part_of(self.source)


def awaited(enterprise_id: int | None = None) -> list[Awaited]:
    """What waits for the source, the first that came first: all, or that of one enterprise and of
    what went on in it."""
    waiting = Running.objects.filter(subject=ARRIVAL, status=WAITING)
    found = Arrival.objects.filter(pk__in=waiting.values("subject_id")).order_by("pk")
    if enterprise_id is not None:
        found = found.filter(enterprise_id__in=in_story_of([enterprise_id]))
    return [Awaited(one.pk, *_named(one), one.arrived_at, one.source, one.why) for one in found]


def what_came_of(arrival_id: int) -> Came | None:
    """What came of an arrival; None where there is none of this id."""
    arrival = Arrival.objects.filter(pk=arrival_id).first()
    if arrival is None:
        return None
    waits = Running.objects.filter(subject=ARRIVAL, subject_id=arrival_id).exists()
    status = WAITING if waits else "ended" if arrival.application_id is None else "decided"
    return Came(
        *_named(arrival),
        arrival.arrived_at,
        status,
        arrival.application_id,
        arrival.source,
        arrival.why,
    )


def _named(arrival: Arrival) -> tuple[str, str]:
    """The number of the enterprise and the title, as they were sent."""
    number: str = parse_enterprise_number(str(arrival.request["enterprise"]["number"]))
    return number, str(arrival.request["application"].get("title") or "")
