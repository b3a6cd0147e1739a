"""Who goes on in whom, as it was decided (`succession`): what a number became, and what went on
in an enterprise."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import connection
from django.db.models import F
from django.db.models.expressions import RawSQL

from portefeuille.register.models import EnterpriseNumber, Succession

EVERY_YEAR: Final = 9998
"""A year after which nothing is decided yet: what goes on in what, today."""


@dataclass(frozen=True, slots=True)
class Became:
    """What a number became: the number that stands for it now, by which way, since which day.

    `kind` and `holds_on` are of its own succession; `number` is at the end of all.
    """

    enterprise_id: int
    number: str
    kind: str
    holds_on: date
    known_at: datetime


@dataclass(frozen=True, slots=True)
class Earlier:
    """A number whose story goes on in another, from which day, and how."""

    enterprise_id: int
    number: str
    kind: str
    holds_on: date


def number_of(enterprise_id: int) -> str:
    """The number an enterprise holds now, or held last; in its own name."""
    held = EnterpriseNumber.objects.filter(enterprise_id=enterprise_id)
    newest = held.order_by(F("held_until").desc(nulls_first=True))
    return newest.values_list("number", flat=True)[0]


def became(number: str) -> Became | None:
    """What a number became; None where it stands for itself, or is not known to us."""
    held = EnterpriseNumber.objects.filter(number=number).values("enterprise_id")
    own = Succession.objects.filter(predecessor_id__in=held, ended_at=None).first()
    if own is None:
        return None
    head = head_of(own.successor_id)
    return Became(head, number_of(head), own.kind, own.holds_on, own.known_at)


def head_of(enterprise_id: int, year: int = EVERY_YEAR) -> int:
    """The enterprise that stands for this one, now or in a year: itself, where it did not go on
    in another."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT register_head(%s, %s)", [enterprise_id, year])
        key: int = cursor.fetchone()[0]
        return key


def stories_of(enterprise_ids: Iterable[int]) -> dict[int, tuple[int, ...]]:
    """Each of these enterprises with every one that went on in it, itself first; in one query."""
    found: dict[int, tuple[int, ...]] = {key: (key,) for key in enterprise_ids}
    with connection.cursor() as cursor:
        cursor.execute(_STORIES, {"ids": list(found), "year": EVERY_YEAR})
        for key, before in cursor.fetchall():
            found[key] = (*found[key], before)
    return found


def story_of(enterprise_id: int) -> tuple[int, ...]:
    """This enterprise, and every one that went on in it."""
    return stories_of([enterprise_id])[enterprise_id]


def in_story_of(enterprise_ids: Iterable[int]) -> RawSQL:
    """These enterprises and every one that went on in them, for `enterprise_id__in=`."""
    ids = list(enterprise_ids)
    return RawSQL(_IN_STORIES, [ids, ids, EVERY_YEAR])  # noqa: S611 (values are bound)


def earlier_of(enterprise_id: int) -> list[Earlier]:
    """The numbers that went on in this enterprise, directly or not, the last first."""
    story = in_story_of([enterprise_id])
    found = Succession.objects.filter(successor_id__in=story, ended_at=None)
    return [
        Earlier(one.predecessor_id, number_of(one.predecessor_id), one.kind, one.holds_on)
        for one in found.order_by("-holds_on", "-pk")
    ]


_IN_STORIES: Final = """
SELECT unnest(%s::bigint[])
UNION ALL
SELECT before.enterprise_id
FROM (SELECT unnest(%s::bigint[]) AS id) wanted
CROSS JOIN LATERAL register_predecessors(wanted.id, %s) before
"""

_STORIES: Final = """
SELECT wanted.id, before.enterprise_id
FROM unnest(%(ids)s::bigint[]) AS wanted (id)
CROSS JOIN LATERAL register_predecessors(wanted.id, %(year)s) AS before
WHERE EXISTS (SELECT FROM register_succession s
              WHERE s.successor_id = wanted.id AND s.ended_at IS NULL)
"""
