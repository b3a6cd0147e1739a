"""Take the decisions of one enterprise-year again, in order, with facts that turned out otherwise.

A wrong size or a group that was left out changes not one decision but the year: the rate of each,
the ceiling, and the room that the ones before left. So every application of the year is decided
again, in the order in which things happened, each under the law of its own day; where anything
comes out otherwise a new decision supersedes the old one, and the difference is booked.

What a difference does with money: a lower grant takes subsidy that lies ready back to government,
and what was paid out too much is owed by the enterprise; a higher one adds subsidy, and gives
back the own share that was brought in too much. How a revision that comes after payment is
settled is in no source: what is owed is recorded and shown, nothing is collected here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any, Final

from django.db import transaction

from portefeuille.applications.dossiers import Dossier, decided_of, dossiers
from portefeuille.applications.models import Application
from portefeuille.applications.models import Decision as DecisionRow
from portefeuille.applications.rows import decision_row
from portefeuille.applications.transitions import (
    AWAITING_DEPOSIT,
    INADMISSIBLE,
    LAPSED,
    PAID,
    REFUSED,
    STATUS_OF_OUTCOME,
    STOPPED,
    SUBJECT,
    may,
    transition,
)
from portefeuille.core.decide import Decision, decide_under
from portefeuille.core.dossier import read_case
from portefeuille.core.law import LawInForce
from portefeuille.core.money import Cents, format_euro
from portefeuille.core.periods import legal_day
from portefeuille.core.settlement import deposit_by, pro_rata
from portefeuille.journal.models import Event
from portefeuille.journal.services import By, record
from portefeuille.wallet.models import Wallet
from portefeuille.wallet.services import Line, Movement, hold_wallet, move, post, set_ceiling

ENDS: Final = ("stop", "lapse", "provider_refuse")


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
    """One application of the year before and after; `changed` where a new decision is needed."""

    dossier: Dossier
    before: Decision
    after: Decision
    facts: Mapping[str, Any]
    law: LawInForce
    snapshot_id: int | None
    room_came_back: bool = False

    @property
    def changed(self) -> bool:
        """Whether anything that was decided comes out otherwise."""
        return self.before != self.after

    @property
    def difference(self) -> Cents:
        """How much more is granted; below zero: less."""
        return self.after.grant - self.before.grant

    def subsidy_of_paid(self, grant: Cents) -> Cents:
        """The subsidy in what the provider was paid, at this grant."""
        money = self.dossier.money
        return pro_rata(money.paid, grant, money.cost) if money.paid else 0


@dataclass(frozen=True, slots=True)
class Revision:
    """A year decided again: every application in order, and what the room of the year becomes."""

    year: int
    applications: tuple[Revised, ...]
    used_before: Cents
    used_after: Cents
    ceiling_after: Cents
    size_after: str | None

    @property
    def changed(self) -> tuple[Revised, ...]:
        """The applications on which a new decision is taken."""
        return tuple(one for one in self.applications if one.changed)


def revision_ahead(enterprise_id: int, year: int, change: Change) -> Revision:
    """What deciding the year again would give; nothing is stored."""
    with transaction.atomic():
        return _again(hold_wallet(enterprise_id, year), change)


def revise(enterprise_id: int, year: int, change: Change, motive: str, by: By) -> Revision:
    """Decide the year again, store every decision that comes out otherwise, book differences."""
    with transaction.atomic():
        wallet = hold_wallet(enterprise_id, year)
        revision = _again(wallet, change)
        events = [(one, _store(one, motive, by)) for one in revision.changed]
        set_ceiling(wallet, revision.size_after, max(wallet.ceiling_cents, revision.ceiling_after))
        post(m for one, event in events for m in movements_of(one, wallet.pk, event))
        set_ceiling(wallet, revision.size_after, revision.ceiling_after)
        return revision


def _again(wallet: Wallet, change: Change) -> Revision:
    """Decide in the order in which things happened: applications, and room that came back."""
    keys = Application.objects.filter(
        enterprise_id=wallet.enterprise_id, submitted_on__year=wallet.year, regime="law"
    ).values_list("pk", flat=True)
    found = {one.application_id: one for one in dossiers(keys)}
    rows = {
        row.application_id: row
        for row in DecisionRow.objects.filter(
            pk__in=[one.decision_id for one in found.values()]
        ).select_related("application")
    }
    year = _Year(wallet, change)
    for _, kind, key in sorted(_moments(found)):
        if kind == "decide":
            year.decide(found[key], rows[key])
        else:
            year.give_back(key)
    return year.revision()


class _Year:
    """A year while it is decided again: what is used, the size that is fixed, the ceiling."""

    def __init__(self, wallet: Wallet, change: Change) -> None:
        self._wallet, self._change = wallet, change
        self._used: Cents = 0
        self._size: str | None = None
        self._ceiling: Cents = 0
        self._done: dict[int, Revised] = {}

    def decide(self, dossier: Dossier, row: DecisionRow) -> None:
        """One application, with what the ones before it left."""
        before = decided_of(row)
        facts = self._facts(dossier.application_id, row.facts)
        after = decide_under(read_case(facts), before.law)
        self._done[dossier.application_id] = Revised(
            dossier, before.decision, after, facts, before.law, row.snapshot_id
        )
        if after.outcome == "approved":
            assert after.ceiling is not None, "a grant was made under a ceiling"
            self._used += after.grant
            self._size, self._ceiling = after.size, max(self._ceiling, after.ceiling)

    def give_back(self, key: int) -> None:
        """Room that came back when this application ended in its own year."""
        one = replace(self._done[key], room_came_back=True)
        self._used -= one.after.grant - one.subsidy_of_paid(one.after.grant)
        self._done[key] = one

    def revision(self) -> Revision:
        """All of it."""
        return Revision(
            year=self._wallet.year,
            applications=tuple(self._done.values()),
            used_before=self._wallet.used_cents,
            used_after=self._used,
            ceiling_after=self._ceiling,
            size_after=self._size,
        )

    def _facts(self, key: int, stored: Any) -> dict[str, Any]:
        return {
            **stored,
            "application": {**stored["application"], **self._change.application.get(key, {})},
            "enterprise": {**stored["enterprise"], **self._change.enterprise},
            "wallet": {
                "granted_this_year": format_euro(self._used),
                **({} if self._size is None else {"locked_size": self._size}),
            },
        }


def _moments(found: Mapping[int, Dossier]) -> Iterator[tuple[datetime, str, int]]:
    """When each was decided, and when the room of those that ended in their year came back."""
    for key, one in found.items():
        yield one.submitted_at, "decide", key
    ended = Event.objects.filter(subject=SUBJECT, subject_id__in=list(found), verb__in=ENDS)
    for event in ended:
        one = found[event.subject_id]
        if _ended(one) and legal_day(event.held_at).year == one.submitted_on.year:
            yield event.held_at, "give back", event.subject_id


def _ended(one: Dossier) -> bool:
    """Whether it was approved and has ended since, so that nothing of it is held any more."""
    return one.outcome == "approved" and one.status in (STOPPED, LAPSED, REFUSED)


def _store(one: Revised, motive: str, by: By) -> Event:
    """The new decision, and the event that tells of it."""
    it = one.dossier
    DecisionRow.objects.create(
        application_id=it.application_id,
        supersedes_id=it.decision_id,
        **decision_row(one.after, one.facts, one.snapshot_id, by.now),
    )
    to_status = _status_after(one)
    step = transition("revise", it.status, to_status)
    due_on = it.due_on
    if to_status != it.status:
        waits = to_status == AWAITING_DEPOSIT
        due_on = deposit_by(one.law, legal_day(by.now)) if waits else None
    return record(step.step(it.application_id), by, due_on=due_on, words=motive)


def _status_after(one: Revised) -> str:
    """Where a revision takes an application: what was paid or has ended stays where it is."""
    wanted = STATUS_OF_OUTCOME[one.after.outcome]
    if one.after.outcome == one.before.outcome or _ended(one.dossier):
        return one.dossier.status
    return wanted if may("revise", one.dossier.status, wanted) else one.dossier.status


def movements_of(one: Revised, wallet_id: int, event: Event) -> Iterator[Movement]:
    """The differences of one application in the ledger: room first, then money."""
    key = one.dossier.application_id
    book = partial(move, "revision", event)
    if _ended(one.dossier):
        paid = one.subsidy_of_paid(one.after.grant) - one.dossier.money.subsidy_paid
        lost = 0 if one.room_came_back else one.difference - paid
        yield book(
            Line("room", wallet_id, -paid - lost), Line("spent", key, paid), Line("lost", key, lost)
        )
        yield book(*_settled(one, paid))
        return
    yield book(*_room(one, wallet_id))
    yield book(*_money(one))


def _room(one: Revised, wallet_id: int) -> Iterator[Line]:
    """More room is held (spent, where all was paid); less comes out of what is held, then spent."""
    key, more, held = one.dossier.application_id, one.difference, one.dossier.money.held
    on_held = max(more, -held) if one.dossier.status != PAID else max(min(more, 0), -held)
    yield Line("room", wallet_id, -more)
    yield Line("held", key, on_held)
    yield Line("spent", key, more - on_held)


def _money(one: Revised) -> Iterator[Line]:
    """What lies ready follows the grant; nothing lay ready before the own share came in."""
    it, money = one.dossier, one.dossier.money
    key = it.application_id
    if _status_after(one) in (REFUSED, INADMISSIBLE):
        yield Line("own", key, -money.own)
        yield Line("enterprise", it.enterprise_id, money.own)
        yield Line("subsidy", key, -money.subsidy)
        yield Line("government", 0, money.subsidy)
        return
    added = money.subsidy + money.subsidy_paid - it.owed
    if not money.deposited:
        return
    more = one.after.grant - added
    forgiven = min(max(more, 0), it.owed)
    into = more - forgiven if more >= 0 else -min(-more, money.subsidy)
    owed = more - forgiven - into
    surplus = max(0, money.own + money.subsidy + into - (money.cost - money.paid))
    from_own = min(surplus, money.own)
    yield Line("government", 0, -more)
    yield Line("owed", key, forgiven + owed)
    yield Line("subsidy", key, into - (surplus - from_own))
    yield Line("own", key, -from_own)
    yield Line("enterprise", it.enterprise_id, surplus)


def _settled(one: Revised, paid: Cents) -> Iterator[Line]:
    """Of an application that has ended: what was paid out too much is owed, too little is given."""
    it = one.dossier
    yield Line("government", 0, -paid)
    yield Line("owed", it.application_id, min(paid, 0))
    yield Line("enterprise", it.enterprise_id, max(paid, 0))
