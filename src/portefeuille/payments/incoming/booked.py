"""Reads of what the bank booked: what waits for a finance officer, and what became of a line."""

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import connection
from django.db.models import QuerySet

from portefeuille.core.money import Cents
from portefeuille.journal.models import Event, Running
from portefeuille.payments.incoming.proposals import Proposal, proposals_of
from portefeuille.payments.models import BankLine, Deposit, Payout, Repayment
from portefeuille.payments.transitions import LINE, QUEUED
from portefeuille.wallet.models import Posting


@dataclass(frozen=True, slots=True)
class Booking:
    """A line of the bank as people read it; `amount` is below zero where it went out.

    `status` is where it stands, `why` the reason that took it there, `at` when. `account` is ""
    where it was recorded by hand.
    """

    line_id: int
    statement_id: int | None
    account: str
    amount: Cents
    booked_on: date
    structured: str
    text: str
    name: str
    iban: str
    return_reason: str
    status: str
    why: str
    at: datetime

    @property
    def came_in(self) -> bool:
        """Whether it is money in."""
        return self.amount > 0


@dataclass(frozen=True, slots=True)
class Leaving:
    """A payout as it stands since `since`; `booked_on`: the day on which the bank paid it."""

    payout_id: int
    kind: str
    application_id: int | None
    amount: Cents
    name: str
    status: str
    since: datetime
    booked_on: date | None


@dataclass(frozen=True, slots=True)
class Became:
    """What a line became: a deposit, what was paid back of a recovery, payouts that it booked or
    brought back, what it is sent back with."""

    deposit: Deposit | None
    repayment: Repayment | None
    payouts: tuple[Leaving, ...]
    goes_back: Leaving | None


def waiting_lines(after: int | None = None, limit: int = 50) -> list[Booking]:
    """What waits for a finance officer, longest waiting first; `after` a line: the page after."""
    queued = Running.objects.filter(subject=LINE, status=QUEUED).values("subject_id")
    return _bookings(BankLine.objects.filter(pk__in=queued, pk__gt=after or 0), limit)


def count_waiting() -> Mapping[str, int]:
    """How many lines wait for a finance officer ("queued"), or to be looked at ("received")."""
    rows = Running.objects.filter(subject=LINE).values_list("status", flat=True)
    return Counter(rows)


def lines_of(statement_id: int, after: int | None = None, limit: int = 50) -> list[Booking]:
    """The lines of a statement, in its order; `after` a line: the page after it."""
    lines = BankLine.objects.filter(statement_id=statement_id, pk__gt=after or 0)
    return _bookings(lines, limit)


def line(line_id: int) -> Booking | None:
    """One line; None where there is none."""
    return next(iter(_bookings(BankLine.objects.filter(pk=line_id))), None)


def line_by_hand(key: uuid.UUID) -> Booking | None:
    """What was recorded by hand under this key; None where nothing was."""
    return next(iter(_bookings(BankLine.objects.filter(account__iban="", key=str(key)))), None)


def proposals_of_lines(line_ids: Iterable[int]) -> Mapping[int, list[Proposal]]:
    """The applications each of these lines may be for, the likeliest first."""
    return proposals_of(BankLine.objects.filter(pk__in=list(line_ids)))


def became(line_id: int) -> Became:
    """What a line became; nothing yet where it waits."""
    moved = Posting.objects.filter(
        account="unmatched", owner_id=line_id, entry__kind__in=["booked", "bounce"]
    )
    keys = moved.values("entry__event__subject_id")
    payouts = leaving(Payout.objects.filter(pk__in=keys))
    back = leaving(Payout.objects.filter(line_id=line_id))
    deposit = Deposit.objects.filter(line_id=line_id).first()
    repayment = Repayment.objects.filter(line_id=line_id).select_related("recovery").first()
    return Became(deposit, repayment, tuple(payouts), next(iter(back), None))


def going_back(deposits: Iterable[Deposit]) -> Mapping[int, Leaving]:
    """How far each of these deposits is on its way back, by deposit, in two queries."""
    lines = {one.line_id: one.pk for one in deposits if one.returned and one.line_id}
    payouts = list(Payout.objects.filter(line_id__in=lines))
    of = {one.pk: lines[one.line_id] for one in payouts if one.line_id}
    return {of[one.payout_id]: one for one in leaving(payouts)}


def payouts_of(application_id: int) -> list[int]:
    """The payouts of an application."""
    return list(Payout.objects.filter(application_id=application_id).values_list("pk", flat=True))


def leaving(payouts: Iterable[Payout]) -> list[Leaving]:
    """Where these payouts stand, in order, in one query more."""
    found = {one.pk: one for one in payouts}
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, [list(found)])
        rows = cursor.fetchall()
    return [
        Leaving(
            payout_id=key,
            kind=found[key].kind,
            application_id=found[key].application_id,
            amount=found[key].amount_cents,
            name=found[key].name,
            status=status,
            since=since,
            booked_on=booked_on,
        )
        for key, status, since, booked_on in rows
    ]


def _bookings(lines: QuerySet[BankLine], limit: int = 1) -> list[Booking]:
    rows = list(lines.select_related("account").order_by("id")[:limit])
    events = Event.objects.filter(subject=LINE, subject_id__in=[one.pk for one in rows])
    last = {one.subject_id: one for one in events.select_related("remark").order_by("sequence")}
    return [_booking(one, last[one.pk]) for one in rows]


def _booking(row: BankLine, last: Event) -> Booking:
    return Booking(
        line_id=row.pk,
        statement_id=row.statement_id,
        account=row.account.iban,
        amount=row.amount_cents if row.credit else -row.amount_cents,
        booked_on=row.booked_on,
        structured=row.structured,
        text=row.free_text,
        name=row.counterparty_name,
        iban=row.counterparty_iban,
        return_reason=row.return_reason,
        status=last.to_status,
        why=last.remark.reason if hasattr(last, "remark") else "",
        at=last.known_at,
    )


# The last event of each payout, and the day of the line of the bank that booked it.
_STANDING: Final = """
SELECT p.id, e.to_status, e.known_at, (
    SELECT l.booked_on FROM wallet_entry n
    JOIN wallet_posting x ON x.entry_id = n.id AND x.account = 'unmatched'
    JOIN payments_bankline l ON l.id = x.owner_id
    WHERE n.event_id = e.id AND n.kind = 'booked'
)
FROM payments_payout p
CROSS JOIN LATERAL (
    SELECT id, to_status, known_at FROM journal_event
    WHERE subject = 'payout' AND subject_id = p.id ORDER BY sequence DESC LIMIT 1
) e
WHERE p.id = ANY(%s)
ORDER BY p.id
"""
