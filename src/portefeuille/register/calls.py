"""The purpose log: every question put to a source, with who asked it and why.

That lines of it were taken out with numbers and names is a line too.

A question that was asked is kept whatever becomes of the transaction it was asked in, and no
role of the application can change or remove it. What the source answered does not stand here.

Source: GDPR, article 5, paragraph 2 (accountability), and the conditions of use of MAGDA.
"""

import uuid
from collections.abc import Collection, Iterator
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Final

from django.db.models import QuerySet

from portefeuille.adapters.magda import Call
from portefeuille.adapters.magda.requests import SERVICES
from portefeuille.register.apart import apart
from portefeuille.register.models import RegisterCall

IN_ONE_GO: Final = 2_000

HANDED_OVER: Final = "purpose-log"
"""The service that stands with a line about the log itself."""

SERVICES_CALLED: Final = (*(service.name for service in SERVICES), HANDED_OVER)
"""The services of which calls are kept, by name, and the log itself."""


@dataclass(frozen=True, slots=True)
class Sought:
    """Which calls are sought; what is None or empty is not asked for.

    `who`: any of these people or tasks. `since` and `until`: from the one moment to before the
    other.
    """

    number: str = ""
    who: Collection[str] | None = None
    service: str = ""
    since: datetime | None = None
    until: datetime | None = None


def keep_call(call: Call) -> None:
    """Keep a call at once, apart from any transaction."""
    row = {field.name: getattr(call, field.name) for field in fields(call)}
    with apart() as cursor:
        cursor.execute(_KEEP, {**row, "codes": " ".join(call.codes)})


def keep_handing_over(number: str, who: str, now: datetime) -> None:
    """Keep that somebody took lines of this log out unmasked, for an authority that needs them.

    `number`: of the enterprise they are about; empty where that is more than one.
    """
    keep_call(
        Call(
            at=now,
            reference=str(uuid.uuid4()),
            service=HANDED_OVER,
            version="",
            number=number,
            who=who,
            why="authority",
            answer="found",
            codes=(),
            attempts=0,
            milliseconds=0,
        )
    )


def calls(sought: Sought, before: int | None = None, limit: int = 50) -> list[RegisterCall]:
    """The calls sought, the newest first; `before`: only those that come after this one there."""
    found = _found(sought)
    if before is not None:
        last = RegisterCall.objects.filter(pk=before).values_list("at", flat=True).first()
        if last is None:
            return []
        found = found.filter(at__lte=last).exclude(at=last, pk__gte=before)
    return list(found[:limit])


def all_calls(sought: Sought) -> Iterator[RegisterCall]:
    """Every call sought, the newest first, without holding more than some in memory."""
    before = None
    while batch := calls(sought, before, IN_ONE_GO):
        yield from batch
        before = batch[-1].pk


def _found(sought: Sought) -> QuerySet[RegisterCall]:
    found = RegisterCall.objects.order_by("-at", "-pk")
    if sought.number:
        found = found.filter(number=sought.number)
    if sought.who is not None:
        found = found.filter(who__in=sought.who)
    if sought.service:
        found = found.filter(service=sought.service)
    if sought.since is not None:
        found = found.filter(at__gte=sought.since)
    if sought.until is not None:
        found = found.filter(at__lt=sought.until)
    return found


_KEEP = """
INSERT INTO register_registercall
    (at, reference, service, version, number, who, why, answer, codes, attempts, milliseconds)
VALUES (%(at)s, %(reference)s, %(service)s, %(version)s, %(number)s, %(who)s, %(why)s,
        %(answer)s, %(codes)s, %(attempts)s, %(milliseconds)s)
"""
