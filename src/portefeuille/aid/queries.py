"""Reads of state aid: what a single undertaking was granted; awards stand in `awards`."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db import connection

from portefeuille import law as laws
from portefeuille.aid.awards import INSTRUMENT, Award, Total, awards, known_awards, totals
from portefeuille.aid.models import Declaration, Link
from portefeuille.aid.regimes import regime_of, regimes_of
from portefeuille.core.law import Law, LawInForce
from portefeuille.core.money import Cents
from portefeuille.law.stateaid import DeMinimis, load_aid_law
from portefeuille.register.queries import number_of

__all__ = [
    "INSTRUMENT",
    "Award",
    "Counted",
    "Linked",
    "Total",
    "Working",
    "awards",
    "declarations_of",
    "first_day_of_window",
    "granted_in_window",
    "known_awards",
    "links_of",
    "regime_of",
    "totals",
    "undertaking",
    "working",
]

_SUM: Final = (
    "SELECT coalesce(sum(amount_cents), 0)::bigint FROM aid_counted(%(enterprise)s, %(first)s,"
    " %(last)s, %(without)s, %(since)s::date[], %(until)s::date[], %(regime)s::text[])"
)
_LINES: Final = (
    "SELECT * FROM aid_counted(%(enterprise)s, %(first)s, %(last)s, %(without)s,"
    " %(since)s::date[], %(until)s::date[], %(regime)s::text[])"
    " ORDER BY granted_on DESC, key DESC"
)


@dataclass(frozen=True, slots=True)
class Counted:
    """A sum that counts: an award of ours, or a declaration of aid from elsewhere.

    `amount` None where it is not known; `regime` None where nobody knows it. `named` is the
    subsidy number, or what was said of the measure. `withdrawn` still counts (`Working`).
    """

    enterprise_id: int
    kind: str
    key: int
    granted_on: date
    amount: Cents | None
    withdrawn: Cents
    named: str
    regime: str | None
    authority: str


@dataclass(frozen=True, slots=True)
class Working:
    """The rolling sum of a single undertaking on a day, with all it is made of.

    `limit` None where no ceiling is known of that day: `first_day` is then that of the window of
    the newest law on de minimis aid. Aid counts when it is granted, whenever it is paid; that an
    application which ends gives its room back, stands in no source, so it counts in full.
    """

    day: date
    first_day: date
    members: tuple[int, ...]
    lines: tuple[Counted, ...]
    limit: DeMinimis | None

    @property
    def total(self) -> Cents:
        """All that counts; what is not known counts for nothing (`unknown`)."""
        return sum(one.amount or 0 for one in self.lines)

    @property
    def unknown(self) -> int:
        """How many awards have an amount that is not known."""
        return sum(one.amount is None for one in self.lines)

    @property
    def left(self) -> Cents | None:
        """What can still be granted under the ceiling."""
        return None if self.limit is None else max(0, self.limit.ceiling - self.total)


@dataclass(frozen=True, slots=True)
class Linked:
    """A link as one of the two sees it: the number of the other, since and until when."""

    link_id: int
    number: str
    holds_from: date
    holds_until: date | None
    told_by: str
    motive: str
    actor: str
    known_at: datetime


def first_day_of_window(day: date, years: int) -> date:
    """The first day that counts on a day: the same day so many years earlier.

    That day counts itself, so that nothing is left out by a day; no source says whether it does.
    """
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return date(day.year - years, 2, 28)


def undertaking(enterprise_id: int, day: date) -> tuple[int, ...]:
    """Every enterprise of the single undertaking this one belongs to on a day, itself too."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM aid_undertaking(%s, %s) ORDER BY id", [enterprise_id, day])
        return tuple(row[0] for row in cursor.fetchall())


def granted_in_window(
    enterprise_id: int, day: date, law: Law | None = None, without: int | None = None
) -> Cents:
    """What counts to the single undertaking of an enterprise over the window that ends on a day.

    In cents, up to and including that day, by index. `law`: that of the scheme, whose regime of
    each day says which of its awards count. `without`: an application that is not counted.
    """
    law = law or laws.load()
    years = _years(law.on(day), day)
    asked = _asked(enterprise_id, first_day_of_window(day, years), day, law, without)
    with connection.cursor() as cursor:
        cursor.execute(_SUM, asked)
        found: Cents = cursor.fetchone()[0]
        return found


def working(enterprise_id: int, day: date, law: Law | None = None) -> Working:
    """The same sum with all it is made of, the newest first."""
    law = law or laws.load()
    first_day = first_day_of_window(day, _years(law.on(day), day))
    with connection.cursor() as cursor:
        cursor.execute(
            _LINES,
            _asked(enterprise_id, first_day, day, law, None),
        )
        lines = tuple(
            Counted(member, kind, key, at, amount, withdrawn, named, regime, authority)
            for member, kind, key, at, amount, withdrawn, named, regime, authority in cursor
        )
    members = undertaking(enterprise_id, day)
    return Working(day, first_day, members, lines, _limit(law.on(day), day))


def links_of(enterprise_id: int) -> list[Linked]:
    """The links of one enterprise, those that hold first, then the newest."""
    found = [*Link.objects.filter(enterprise_id=enterprise_id)]
    found += Link.objects.filter(other_id=enterprise_id)
    found.sort(key=lambda one: (one.holds_until is not None, -one.pk))
    return [_linked(one, enterprise_id) for one in found]


def declarations_of(enterprise_ids: tuple[int, ...]) -> list[Declaration]:
    """Aid from elsewhere that was told of these enterprises, withdrawn ones too, newest first."""
    told = Declaration.objects.filter(enterprise_id__in=enterprise_ids)
    return list(told.order_by("-granted_on", "-pk"))


def _linked(one: Link, enterprise_id: int) -> Linked:
    other = one.other_id if one.enterprise_id == enterprise_id else one.enterprise_id
    return Linked(
        link_id=one.pk,
        number=number_of(other),
        holds_from=one.holds_from,
        holds_until=one.holds_until,
        told_by=one.told_by,
        motive=one.motive,
        actor=one.actor,
        known_at=one.known_at,
    )


def _limit(in_force: LawInForce, day: date) -> DeMinimis | None:
    """The ceiling and window of the scheme itself, else of the law on de minimis aid."""
    own = in_force.state_aid
    if own is not None and own.ceiling is not None and own.years is not None:
        return DeMinimis(own.ceiling, own.years)
    return load_aid_law().de_minimis(day)


def _years(in_force: LawInForce, day: date) -> int:
    """The window of that day; where none is known, the last one that is."""
    limit = _limit(in_force, day)
    return limit.years if limit is not None else load_aid_law().last_window()


def _asked(
    enterprise_id: int, first: date, last: date, law: Law, without: int | None
) -> dict[str, Any]:
    return {
        "enterprise": enterprise_id,
        "first": first,
        "last": last,
        "without": without,
        **regimes_of(law),
    }
