"""What the register knows: the newest snapshot of an enterprise, how its sources are, who asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from portefeuille.register.calls import SERVICES_CALLED, Sought, all_calls, calls
from portefeuille.register.facts import places_in
from portefeuille.register.flagging import Flag, flagged
from portefeuille.register.models import EnterpriseNumber, KboExtract, Snapshot
from portefeuille.register.models import RegisterCall as Call
from portefeuille.register.persons import legal_persons
from portefeuille.register.state import Outage, outage_of, states
from portefeuille.register.stories import (
    Became,
    Earlier,
    became,
    earlier_of,
    head_of,
    in_story_of,
    number_of,
    stories_of,
    story_of,
)

__all__ = [
    "SERVICES_CALLED",
    "Became",
    "Call",
    "Earlier",
    "Flag",
    "Known",
    "Outage",
    "Sought",
    "all_calls",
    "became",
    "calls",
    "current_snapshot",
    "earlier_of",
    "enterprise_of",
    "flagged",
    "head_of",
    "in_story_of",
    "kbo_record",
    "known_as",
    "legal_persons",
    "loaded_extract",
    "newest_from",
    "number_of",
    "outage_of",
    "places_in",
    "states",
    "stories_of",
    "story_of",
]


@dataclass(frozen=True, slots=True)
class Known:
    """An enterprise as lists name it; `enterprise_id` is None where it was never looked up."""

    number: str
    enterprise_id: int | None
    name: str


def known_as(numbers: Iterable[str]) -> list[Known]:
    """These enterprises by name, in one query; one without a name is called by its number."""
    with connection.cursor() as cursor:
        cursor.execute(_sql("known_as"), {"numbers": list(numbers)})
        return [Known(*row) for row in cursor.fetchall()]


def current_snapshot(number: str) -> Snapshot | None:
    """The newest snapshot of the enterprise that holds this number (ten digits), in one query.

    Newest is the one that holds from the latest day, then the one known last. None where the
    number was never looked up: ask `services.look_up`, which tells why.
    """
    return _newest_first(number).first()


def enterprise_of(number: str) -> int | None:
    """The enterprise that holds a number; None where it was never looked up."""
    held = EnterpriseNumber.objects.filter(number=number)
    return held.values_list("enterprise_id", flat=True).first()


def newest_from(source: Snapshot.Source, number: str) -> Snapshot | None:
    """The newest snapshot that one source gave of the enterprise holding this number."""
    return _newest_first(number).filter(source=source).first()


def loaded_extract() -> KboExtract | None:
    """The extract of KBO Open Data that is loaded, whose attribution pages show; None if none."""
    return KboExtract.objects.order_by("-number").first()


def kbo_record(number: str) -> dict[str, Any] | None:
    """The row of `sql/kbo_record.sql` for this number, in one query; None if nothing is loaded."""
    with connection.cursor() as cursor:
        cursor.execute(_sql("kbo_record"), {"number": number})
        row = cursor.fetchone()
        if row is None:
            return None
        return dict(zip([column.name for column in cursor.description], row, strict=True))


def _newest_first(number: str) -> QuerySet[Snapshot]:
    return Snapshot.objects.filter(enterprise__numbers__number=number).order_by(
        "-holds_on", "-known_at", "-pk"
    )


@cache
def _sql(name: str) -> str:
    return files("portefeuille.register").joinpath(f"sql/{name}.sql").read_text("utf-8")
