"""Erase what is over, a small batch at a time, or count it.

Each batch is a transaction of its own, in which the database writes down what it erased: it may
be cut off at any moment and goes on the next time, beside a site at work.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.db import connection, transaction

from portefeuille.register.services import end_following
from portefeuille.retention.models import Period
from portefeuille.retention.periods import periods, rules_of

IN_ONE_GO: Final = 1_000

FOLLOWED: Final = "subscriptions"
"""The kind of which a source must be told first."""


@dataclass(frozen=True, slots=True)
class Forgotten:
    """A kind: how many rows of it were erased, how many are over and left, under which rule.

    `stays`: it needs a selection rule and none is given, so that nothing of it may be erased.
    """

    kind: str
    record_class: str
    after: str
    erased: int
    left: int
    selection_rule: str
    stays: bool


def keep_periods(using: str) -> None:
    """Store the periods and the selection rules of the settings, on the owner's connection.

    A rule that is given no more is worth nothing from then on. SelectionRulesError where the
    setting cannot be read.
    """
    rules = rules_of(settings.SELECTION_RULES)
    with transaction.atomic(using):
        stored = Period.objects.using(using)
        stored.exclude(pk__in=periods()).delete()
        for kind, kept in periods().items():
            stored.update_or_create(
                kind=kind,
                defaults={
                    "record_class": kept.record_class,
                    "after": kept.after,
                    "needs_rule": kept.needs_rule,
                    "selection_rule": rules.get(kept.record_class, ""),
                },
            )


def would_forget(now: datetime) -> Iterator[Forgotten]:
    """Each kind with how many rows are over now; nothing is erased."""
    for period in _stored():
        yield _told(period, 0, now)


def forget(now: datetime, most: int = IN_ONE_GO) -> Iterator[Forgotten]:
    """Erase what is over now, kind by kind; what is left of it is counted."""
    for period in _stored():
        erased = 0 if _stays(period) else _erase(period, now, most)
        yield _told(period, erased, now)


def _erase(period: Period, now: datetime, most: int) -> int:
    if period.kind == FOLLOWED:
        end_following(_ask_all(_NO_MORE_FOLLOWED, FOLLOWED, now))
    erased = 0
    while gone := _ask("SELECT retention_erase(%s, %s, %s)", period.kind, now, most):
        erased += gone
    return erased


def _stored() -> list[Period]:
    """The periods as they are stored, in the order of the file."""
    there = Period.objects.in_bulk()
    return [there[kind] for kind in periods() if kind in there]


def _stays(period: Period) -> bool:
    return period.needs_rule and not period.selection_rule


def _told(period: Period, erased: int, now: datetime) -> Forgotten:
    return Forgotten(
        kind=period.kind,
        record_class=period.record_class,
        after=period.after,
        erased=erased,
        left=_ask("SELECT retention_count(%s, %s)", period.kind, now),
        selection_rule=period.selection_rule,
        stays=_stays(period),
    )


def _ask(question: str, *values: str | int | datetime) -> int:
    (rows,) = _ask_all(question, *values)
    return int(rows)


def _ask_all(question: str, *values: str | int | datetime) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        return [value for (value,) in cursor.fetchall()]


_NO_MORE_FOLLOWED: Final = """
SELECT number FROM register_subscription
WHERE since IS NOT NULL
  AND number IN (SELECT retention_over_subscriptions(retention_before(%s, %s), NULL))
ORDER BY number
"""
