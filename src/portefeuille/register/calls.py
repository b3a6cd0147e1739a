"""The purpose log: every question put to a source, with who asked it and why.

A question that was asked is kept whatever becomes of the transaction it was asked in, and no
role of the application can change or remove it. What the source answered does not stand here.

Source: GDPR, article 5, paragraph 2 (accountability), and the conditions of use of MAGDA.
"""

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

SERVICES_CALLED: Final = tuple(service.name for service in SERVICES)
"""The services of which calls are kept, by name."""


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
