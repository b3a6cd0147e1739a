"""Reads of envelopes: what was set, what is left, and what a grant falls under."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import F, Sum

from portefeuille.budget.models import Envelope, Setting
from portefeuille.core.money import Cents

BUDGET: Final = "budget"
"""What an application waits for whose grant does not fit; of a part, with its name after ":"."""


@dataclass(frozen=True, slots=True)
class Left:
    """What an envelope has left; below zero where more was committed than it holds.

    `amount` is the envelope, `when_exhausted` what becomes of a grant that does not fit.
    """

    envelope_id: int
    year: int
    part: str
    amount: Cents
    left: Cents
    when_exhausted: str

    @property
    def committed(self) -> Cents:
        """What is committed of it."""
        return self.amount - self.left


@dataclass(frozen=True, slots=True)
class Tightest:
    """Of the envelopes that a grant falls under, and that can refuse it, the one with least."""

    year: int
    part: str
    left: Cents
    when_exhausted: str


@dataclass(frozen=True, slots=True)
class Set:
    """An amount as it was set: how much, from when, why, by whom, and when we knew."""

    part: str
    amount: Cents
    when_exhausted: str
    holds_on: date
    reason: str
    actor: str
    known_at: datetime


def left_of(year: int) -> dict[str, Left]:
    """Every envelope of a year by its part, the whole first."""
    rows = (
        Envelope.objects.filter(year=year)
        .annotate(left=Sum(F("slot__left_cents") - F("slot__over_cents")))
        .order_by("part")
    )
    return {
        one.part: Left(one.pk, one.year, one.part, one.amount_cents, one.left, one.when_exhausted)
        for one in rows
    }


def years() -> list[int]:
    """The years of which an envelope is set, the last first."""
    return list(Envelope.objects.order_by("-year").values_list("year", flat=True).distinct())


def settings_of(year: int) -> list[Set]:
    """What was set of the envelopes of a year, the last first."""
    rows = Setting.objects.filter(envelope__year=year).order_by("-pk")
    return [
        Set(
            part=one.envelope.part,
            amount=one.amount_cents,
            when_exhausted=one.when_exhausted,
            holds_on=one.holds_on,
            reason=one.reason,
            actor=one.actor,
            known_at=one.known_at,
        )
        for one in rows.select_related("envelope")
    ]


def falls_short(year: int, theme: str | None, amount: Cents) -> bool:
    """Whether a grant of so much, of this year and theme, would be refused now."""
    found = [one for one in _under(year, theme) if one.when_exhausted != "unknown"]
    lefts = left_of(year) if found else {}
    return any(lefts[one.part].left < amount for one in found)


def sources_of(year: int, theme: str | None) -> list[str]:
    """What applications of this year and theme may have to wait for."""
    return [source_of(one.part) for one in _under(year, theme)]


def source_of(part: str) -> str:
    """What an application waits for whose grant does not fit in this part."""
    return f"{BUDGET}:{part}" if part else BUDGET


def part_of(source: str) -> str | None:
    """The part that something waits for; None where it waits for something else."""
    budget, _, part = source.partition(":")
    return part if budget == BUDGET else None


def _under(year: int, theme: str | None) -> Iterable[Envelope]:
    return Envelope.objects.raw("SELECT * FROM budget_envelopes(%s, %s)", [year, theme])
