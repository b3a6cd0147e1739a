"""Take the decisions of one enterprise-year again, in order, with facts that turned out otherwise.

A wrong size or a group that was left out changes not one decision but the year: the rate of each,
the ceiling, and the room that the ones before left. So every application of the year is decided
again, in the order in which things happened, each under the law of its own day; where anything
comes out otherwise a new decision supersedes the old one, and the difference is booked.

What a difference does with money stands in `rebooking`. How a revision that comes after payment
is settled is in no source: what is owed is recorded and shown, and asked back elsewhere. What was
written off of it is owed once more as far as a revision grants more: nobody gets it twice.

An application that lapsed and was taken up again counts from its decision on, as if it had
never lapsed: its room is given to nobody else.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from django.db import DatabaseError, transaction

from portefeuille.applications.budgets import is_short
from portefeuille.applications.dossiers import Dossier, decided_of, dossiers
from portefeuille.applications.models import Application, Assessment
from portefeuille.applications.models import Decision as DecisionRow
from portefeuille.applications.rebooking import Books
from portefeuille.applications.revised import (
    BudgetIsShort,
    Change,
    OtherwiseNow,
    Revised,
    Revision,
    RoomIsShared,
)
from portefeuille.applications.rows import decision_row
from portefeuille.applications.transitions import (
    AWAITING_DEPOSIT,
    INADMISSIBLE,
    LAPSED,
    REFUSED,
    STOPPED,
    SUBJECT,
    transition,
)
from portefeuille.core.decide import decide_under
from portefeuille.core.dossier import read_case
from portefeuille.core.money import Cents, format_euro, parse_euro
from portefeuille.core.periods import legal_day
from portefeuille.core.settlement import deposit_by
from portefeuille.journal.models import Event
from portefeuille.journal.services import By, record
from portefeuille.register.queries import head_of
from portefeuille.wallet.models import Wallet
from portefeuille.wallet.queries import balances, beside, given_by_government, room_of
from portefeuille.wallet.services import Line, Movement, hold_wallet, move, post, set_ceiling
from portefeuille.wallet.written_off import written_off

BY_PROVIDER: Final = "provider_refuse"
ENDS: Final = ("stop", "lapse", BY_PROVIDER)


def revision_ahead(enterprise_id: int, year: int, change: Change) -> Revision:
    """What deciding the year again would give; nothing is stored."""
    with transaction.atomic():
        return _again(hold_wallet(enterprise_id, year), change)


def revise(
    enterprise_id: int, year: int, change: Change, motive: str, by: By, seen: str | None = None
) -> Revision:
    """Decide the year again, store every decision that comes out otherwise, book differences.

    `seen`: the digest of the revision that somebody saw ahead; OtherwiseNow where it is no longer
    that one, and nothing is stored. Nor where it takes room that is not there for all that go on
    as one: RoomIsShared; nor where the budget has not enough left: BudgetIsShort.
    """
    with transaction.atomic():
        wallet = hold_wallet(enterprise_id, year)
        revision = _again(wallet, change)
        if seen is not None and seen != revision.digest:
            raise OtherwiseNow(revision)
        if revision.over:
            raise RoomIsShared(revision)
        events = [(one, _store(one, motive, by)) for one in revision.changed]
        set_ceiling(wallet, revision.size_after, max(wallet.ceiling_cents, revision.ceiling_after))
        try:
            post(entry for one, event in events for entry in _movements(one, wallet.pk, event))
        except DatabaseError as error:
            if is_short(error):
                raise BudgetIsShort(revision) from None
            raise
        set_ceiling(wallet, revision.size_after, revision.ceiling_after)
        wallet.refresh_from_db(fields=["used_cents"])
        assert wallet.used_cents == revision.used_after, "what was booked is what was decided"
        return revision


def _again(wallet: Wallet, change: Change) -> Revision:
    """Decide in the order in which things happened: applications, and room that came back."""
    keys = Application.objects.filter(
        enterprise_id=wallet.enterprise_id, submitted_on__year=wallet.year, regime="law"
    ).values_list("pk", flat=True)
    found = {one.application_id: one for one in dossiers(keys)}
    ends = list(Event.objects.filter(subject=SUBJECT, subject_id__in=list(found), verb__in=ENDS))
    refused = {event.subject_id for event in ends if event.verb == BY_PROVIDER}
    ended = {key for key, one in found.items() if _ended(one, refused)}
    held = DecisionRow.objects.filter(pk__in=[one.decision_id for one in found.values()])
    rows = {row.application_id: row for row in held.select_related("application")}
    books = _books_of(found)
    year = _Year(wallet, change)
    for _, kind, key in sorted(_moments(found, [e for e in ends if e.subject_id in ended])):
        if kind == "decide":
            year.decide(found[key], rows[key], books[key], ended=key in ended)
        else:
            year.give_back(key)
    return year.revision()


class _Year:
    """A year while it is decided again: what is used, the size that is fixed, the ceiling."""

    def __init__(self, wallet: Wallet, change: Change) -> None:
        self._wallet, self._change = wallet, change
        self._beside = beside(wallet.enterprise_id, wallet.year)
        self._used: Cents = 0
        self._size: str | None = None
        self._ceiling: Cents = 0
        self._done: dict[int, Revised] = {}
        self._more: Cents = 0  # granted than before, by the ones decided again so far

    def decide(self, dossier: Dossier, row: DecisionRow, books: Books, *, ended: bool) -> None:
        """One application, with what the ones before it left."""
        before = decided_of(row)
        facts = self._facts(dossier, row.facts)
        after = decide_under(read_case(facts), before.law)
        self._done[dossier.application_id] = Revised(
            dossier=dossier,
            books=books,
            before=before.decision,
            after=after,
            facts=facts,
            law=before.law,
            snapshot_id=row.snapshot_id,
            ended=ended,
        )
        self._more += after.grant - before.decision.grant
        if after.outcome == "approved":
            assert after.ceiling is not None, "a grant was made under a ceiling"
            self._used += after.grant
            self._size, self._ceiling = after.size, max(self._ceiling, after.ceiling)

    def give_back(self, key: int) -> None:
        """Room that came back when this application ended in its own year: all but what it takes
        once it is booked."""
        one = replace(self._done[key], room_came_back=True)
        self._used -= one.after.grant - one.books_after.room
        self._done[key] = one

    def revision(self) -> Revision:
        """All of it."""
        it = self._wallet
        together = room_of(it.enterprise_id, it.year)
        goes_on = head_of(it.enterprise_id, it.year) != it.enterprise_id
        return Revision(
            year=it.year,
            applications=tuple(self._done.values()),
            used_before=it.used_cents,
            used_after=self._used,
            ceiling_before=it.ceiling_cents,
            ceiling_after=self._ceiling,
            size_before=it.size,
            size_after=self._size,
            elsewhere=together.used - it.used_cents if together else 0,
            shared_ceiling=together.ceiling if together and goes_on else None,
        )

    def _facts(self, dossier: Dossier, stored: Any) -> dict[str, Any]:
        """The facts of a decision: with what others used whom it stood for at that moment."""
        at = dossier.submitted_at
        size = self._size or self._beside.size_at(at)
        changed = self._change.application.get(dossier.application_id, {})
        return {
            **stored,
            "application": {**stored["application"], **changed},
            "enterprise": {**stored["enterprise"], **self._change.enterprise},
            "wallet": {
                "granted_this_year": format_euro(self._used + self._beside.used_at(at)),
                **({} if size is None else {"locked_size": size}),
            },
            **self._aid(stored),
        }

    def _aid(self, stored: Any) -> dict[str, Any]:
        """The aid granted before, where that was judged: with what this year gave otherwise."""
        before = stored.get("aid", {}).get("granted_in_window")
        if before is None:
            return {}
        return {"aid": {"granted_in_window": format_euro(parse_euro(before) + self._more)}}


def _ended(one: Dossier, refused: set[int]) -> bool:
    """Whether it has ended for good, whatever is decided on it now."""
    by_provider = one.status in (REFUSED, INADMISSIBLE) and one.application_id in refused
    return one.status in (STOPPED, LAPSED) or by_provider


def _moments(
    found: Mapping[int, Dossier], ends: list[Event]
) -> Iterator[tuple[datetime, str, int]]:
    """When each was decided, and when the room of those that ended in their year came back."""
    for key, one in found.items():
        yield one.submitted_at, "decide", key
    last = {event.subject_id: event for event in sorted(ends, key=lambda event: event.sequence)}
    for key, event in last.items():
        if legal_day(event.held_at).year == found[key].submitted_on.year:
            yield event.held_at, "give back", key


def _books_of(found: Mapping[int, Dossier]) -> dict[int, Books]:
    """What the ledger says of each, in two queries."""
    on_accounts, given, forgiven = balances(found), given_by_government(found), written_off(found)
    return {
        key: _books(on_accounts.get(key, {}), given.get(key, 0), forgiven.get(key, 0))
        for key in found
    }


def _books(accounts: Mapping[str, Cents], given: Cents, forgiven: Cents) -> Books:
    of = {name: accounts.get(name, 0) for name in ("held", "spent", "lost", "own", "subsidy")}
    return Books(**of, owed=forgiven - accounts.get("owed", 0), given=given, forgiven=forgiven)


def _store(one: Revised, motive: str, by: By) -> Event:
    """The new decision, with what a case handler found in order, and the event that tells of it."""
    it = one.dossier
    row = DecisionRow.objects.create(
        application_id=it.application_id,
        supersedes_id=it.decision_id,
        **decision_row(one.after, one.facts, one.snapshot_id, by.now),
    )
    _keep_assessments(one, row.pk)
    step = transition("revise", it.status, one.status)
    due_on = it.due_on
    if one.status != it.status:
        waits = one.status == AWAITING_DEPOSIT
        due_on = deposit_by(one.law, legal_day(by.now)) if waits else None
    return record(step.step(it.application_id), by, due_on=due_on, words=motive)


def _keep_assessments(one: Revised, decision_id: int) -> None:
    """What was found in order stays so for a rule that says the very same."""
    same = {reason.rule for reason in one.after.reasons if reason in one.before.reasons}
    found = Assessment.objects.filter(decision_id=one.dossier.decision_id, rule__in=same)
    Assessment.objects.bulk_create(
        Assessment(
            decision_id=decision_id,
            rule=was.rule,
            motive=was.motive,
            actor=was.actor,
            known_at=was.known_at,
        )
        for was in found
    )


def _movements(one: Revised, wallet_id: int, event: Event) -> Iterator[Movement]:
    """The difference of one application in the ledger; what settles more than is owed still is
    taken of what was written off: that is owed once more."""
    key, effect = one.dossier.application_id, one.effect
    back = max(0, -effect.owed - (one.books.owed - one.books.forgiven))
    yield move("write-off", event, Line("owed", key, -back), Line("government", 0, back))
    yield move(
        "revision",
        event,
        Line("room", wallet_id, -effect.room),
        Line("held", key, effect.held),
        Line("spent", key, effect.spent),
        Line("lost", key, effect.lost),
        Line("government", 0, -effect.given),
        Line("subsidy", key, effect.subsidy),
        Line("own", key, effect.own),
        Line("owed", key, -effect.owed),
        Line("enterprise", one.dossier.enterprise_id, effect.to_enterprise),
    )
