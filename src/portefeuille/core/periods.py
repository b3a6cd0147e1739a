"""Days, and values that hold from a day.

The law is a set of values that each hold from a first day until the next one takes over.
A time limit is counted in calendar days. A legal day is one in Brussels, up to midnight there,
whatever the zone of the server.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, Generic, TypeVar
from zoneinfo import ZoneInfo

T = TypeVar("T")

BRUSSELS: Final = ZoneInfo("Europe/Brussels")


@dataclass(frozen=True, slots=True)
class Dated(Generic[T]):
    """A value that holds from `first_day` until the next value of the same name."""

    first_day: date
    value: T


def value_on(values: Sequence[Dated[T]], day: date) -> T | None:
    """The value in force on a day from values in order of their first day; None before them."""
    found: T | None = None
    for dated in values:
        if dated.first_day > day:
            break
        found = dated.value
    return found


def first_days(values: Iterable[Dated[T]]) -> set[date]:
    """Every day on which one of the values begins to hold."""
    return {dated.first_day for dated in values}


def legal_day(moment: datetime) -> date:
    """The legal day of a moment; the moment carries its zone."""
    return moment.astimezone(BRUSSELS).date()


def end_of_legal_day(day: date) -> datetime:
    """The first moment after a legal day."""
    return datetime.combine(day + timedelta(days=1), time(), BRUSSELS)


def last_day_within(first_day: date, days: int) -> date:
    """The last day of a time limit of so many calendar days after a day, that day not counted."""
    return first_day + timedelta(days=days)


def last_day_of_following_year(day: date) -> date:
    """31 December of the calendar year after the one of the given day."""
    return date(day.year + 1, 12, 31)
