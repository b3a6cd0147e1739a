"""A year decided again, as a value: each application before and after, and what it does."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from portefeuille.applications.dossiers import Dossier
from portefeuille.applications.rebooking import Books, Effect, Standing, books_after, effect_of
from portefeuille.applications.transitions import INADMISSIBLE, REFUSED, STATUS_OF_OUTCOME, may
from portefeuille.core.decide import Decision
from portefeuille.core.law import LawInForce
from portefeuille.core.money import Cents
from portefeuille.core.settlement import Money


class OtherwiseNow(ValueError):
    """The revision is not the one that was seen; `revision` is what it would be now."""

    def __init__(self, revision: "Revision") -> None:
        super().__init__("something has changed since")
        self.revision = revision


class BudgetIsShort(Exception):
    """The budget has not enough left for what the revision grants more; nothing was stored."""

    def __init__(self, revision: "Revision") -> None:
        super().__init__("the budget has not enough left for what this revision grants more")
        self.revision = revision


class RoomIsShared(ValueError):
    """More would be taken than is left for all the enterprises that go on as one."""

    def __init__(self, revision: "Revision") -> None:
        super().__init__(f"{revision.over} cents too much together")
        self.revision = revision


@dataclass(frozen=True, slots=True)
class Change:
    """Facts to judge by instead, in the words of the dossier.

    `enterprise` holds for the whole year (size, public_share, sheltered_workshop, ...);
    `application` for one application, by its number (content, theme).
    """

    enterprise: Mapping[str, Any]
    application: Mapping[int, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Revised:
    """One application of the year before and after; `changed` where a new decision is needed.

    `ended`: it was stopped, lapsed, or refused by its provider, and nothing brings it back;
    `room_came_back`: it ended within its own year.
    """

    dossier: Dossier
    books: Books
    before: Decision
    after: Decision
    facts: Mapping[str, Any]
    law: LawInForce
    snapshot_id: int | None
    ended: bool
    room_came_back: bool = False

    @property
    def changed(self) -> bool:
        """Whether anything that was decided comes out otherwise."""
        return self.before != self.after

    @property
    def difference(self) -> Cents:
        """How much more is granted; below zero: less."""
        return self.after.grant - self.before.grant

    @property
    def status(self) -> str:
        """Where it goes: what was paid or has ended stays where it is."""
        now, wanted = self.dossier.status, STATUS_OF_OUTCOME[self.after.outcome]
        if self.ended or self.after.outcome == self.before.outcome:
            return now
        return wanted if may("revise", now, wanted) else now

    @property
    def books_after(self) -> Books:
        """The accounts once it is booked."""
        if not self.changed:
            return self.books
        return books_after(self.books, self.dossier.money, self.after.grant, self._standing)

    @property
    def effect(self) -> Effect:
        """What is booked."""
        return effect_of(self.books, self.books_after)

    @property
    def money_after(self) -> Money:
        """Its money once it is booked."""
        books = self.books_after
        return replace(
            self.dossier.money,
            grant=self.after.grant,
            own=books.own,
            subsidy=books.subsidy,
            held=books.held,
        )

    @property
    def _standing(self) -> Standing:
        if self.ended:
            return "ended, room back" if self.room_came_back else "ended, room lost"
        return "turned down" if self.status in (REFUSED, INADMISSIBLE) else "runs"


@dataclass(frozen=True, slots=True)
class Revision:
    """A year decided again: every application in order, and what the room of the year becomes.

    `elsewhere` is what the enterprises use that it goes on with, `shared_ceiling` that of the one
    it goes on in; None where it stands for itself.
    """

    year: int
    applications: tuple[Revised, ...]
    used_before: Cents
    used_after: Cents
    ceiling_before: Cents
    ceiling_after: Cents
    size_before: str | None
    size_after: str | None
    elsewhere: Cents = 0
    shared_ceiling: Cents | None = None

    @property
    def changed(self) -> tuple[Revised, ...]:
        """The applications on which a new decision is taken."""
        return tuple(one for one in self.applications if one.changed)

    @property
    def left_before(self) -> Cents:
        """The room that was left."""
        return max(0, self._left(self.ceiling_before, self.used_before))

    @property
    def left_after(self) -> Cents:
        """The room that is left."""
        return max(0, self._left(self.ceiling_after, self.used_after))

    @property
    def over(self) -> Cents:
        """What it would take above the ceiling of all together; nothing where it takes no more
        than before."""
        if self.used_after <= self.used_before:
            return 0
        return max(0, -self._left(self.ceiling_after, self.used_after))

    def _left(self, ceiling: Cents, used: Cents) -> Cents:
        together = ceiling if self.shared_ceiling is None else self.shared_ceiling
        return together - used - self.elsewhere

    @property
    def digest(self) -> str:
        """A name for just this revision: what was, what becomes of it, to the cent."""
        told = [
            (it.decision_id, it.sequence, it.money, one.books, one.after, one.status)
            for one in self.applications
            for it in (one.dossier,)
        ]
        used = (self.used_before, self.used_after, self.elsewhere)
        room = (*used, self.ceiling_after, self.shared_ceiling, self.size_after)
        return hashlib.sha256(repr((room, told)).encode()).hexdigest()
