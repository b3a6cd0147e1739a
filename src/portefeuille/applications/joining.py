"""Enterprises that go on in another, as a case handler decides on it: what waits to be decided,
and what a decision does to room and dossiers before it is taken."""

import hashlib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Final

from django.db import connection, transaction

from portefeuille.applications.lists import to_do_of
from portefeuille.applications.models import Application, Draft
from portefeuille.core.money import Cents
from portefeuille.journal.services import By
from portefeuille.register.queries import head_of, story_of
from portefeuille.register.services import enterprise_of_number, join
from portefeuille.wallet.queries import Room, own_rooms, room_of

MOST: Final = 200


@dataclass(frozen=True, slots=True)
class ToJoin:
    """An enterprise of which the register says that it went on in another: how, since when, and
    of which day the register says so."""

    number: str
    name: str
    situation: str
    since: date | None
    holds_on: date


@dataclass(frozen=True, slots=True)
class YearJoined:
    """The room of a year: of the predecessor, of the successor, of both; `together` is None in a
    year before the succession, in which the two stay apart."""

    year: int
    predecessor: Room | None
    successor: Room | None
    together: Room | None

    @property
    def above(self) -> Cents:
        """What both used above the ceiling; it is not taken back."""
        room = self.together
        return 0 if room is None else max(0, room.used - room.ceiling)


@dataclass(frozen=True, slots=True)
class Joining:
    """What a succession does: to the room of each year, the last first, and to dossiers."""

    years: tuple[YearJoined, ...]
    applications: int
    running: int
    drafts: int

    @property
    def digest(self) -> str:
        """A name for just these consequences."""
        return hashlib.sha256(repr(self).encode()).hexdigest()


def to_join(limit: int = MOST) -> list[ToJoin]:
    """What waits for a case handler to decide on, the longest ago first."""
    with connection.cursor() as cursor:
        cursor.execute(_sql("to_join"), {"limit": limit})
        return [ToJoin(number, name or number, *rest) for number, name, *rest in cursor.fetchall()]


def joining_ahead(predecessor: str, successor: str, kind: str, holds_on: date, by: By) -> Joining:
    """What the succession would do, by doing it and taking it back. NotJoined if it cannot be."""
    with transaction.atomic():
        before = enterprise_of_number(predecessor)
        after = head_of(enterprise_of_number(successor))
        goes_on = story_of(before)
        years = sorted(_years((*goes_on, *story_of(after))), reverse=True)
        apart = {year: (room_of(before, year), room_of(after, year)) for year in years}
        join(predecessor, successor, kind, holds_on, "", by)
        found = Joining(
            years=tuple(
                YearJoined(
                    year, *apart[year], room_of(after, year) if year >= holds_on.year else None
                )
                for year in years
            ),
            applications=Application.objects.filter(enterprise_id__in=goes_on).count(),
            running=len(to_do_of([before])),
            drafts=Draft.objects.filter(
                enterprise_id__in=goes_on, application=None, arrival=None
            ).count(),
        )
        transaction.set_rollback(True)
        return found


def _years(enterprise_ids: tuple[int, ...]) -> set[int]:
    return {room.year for rooms in own_rooms(enterprise_ids).values() for room in rooms}


@cache
def _sql(name: str) -> str:
    return files("portefeuille.applications").joinpath(f"sql/{name}.sql").read_text("utf-8")
