"""Write in the ledger, and hold a wallet while doing so.

Every step of an application after its decision holds the wallet of its year first: steps of one
enterprise come one after the other, in one order, so that nobody waits for somebody who waits
for them, and what was read is still so when it is written.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.db import connection

from portefeuille.core.money import Cents
from portefeuille.journal.models import Event
from portefeuille.wallet.models import Entry, Wallet

_HOLD: Final = "SELECT * FROM wallet_hold(%s, %s)"
_POST: Final = (
    "INSERT INTO wallet_posting (entry_id, account, owner_id, amount_cents)"
    " SELECT * FROM unnest(%s::bigint[], %s::text[], %s::bigint[], %s::bigint[])"
)


@dataclass(frozen=True, slots=True)
class Line:
    """An amount on one account of one owner."""

    account: str
    owner_id: int
    amount: Cents


@dataclass(frozen=True, slots=True)
class Movement:
    """One entry to be: its kind, the event that causes it, and lines that sum to zero."""

    kind: str
    event: Event
    lines: tuple[Line, ...]


def hold_wallet(enterprise_id: int, year: int) -> Wallet:
    """The wallet, opened where there is none; nobody else changes it until the transaction ends,
    nor any other of those it goes on with (see `sql/together.sql`)."""
    (wallet,) = Wallet.objects.raw(_HOLD, [enterprise_id, year])
    return wallet


def set_ceiling(wallet: Wallet, size: str | None, ceiling: Cents) -> None:
    """Another size and ceiling for the year of a wallet that is held."""
    Wallet.objects.filter(pk=wallet.pk).update(size=size, ceiling_cents=ceiling)


def move(kind: str, event: Event, *lines: Line) -> Movement:
    """A movement of the lines that move something."""
    return Movement(kind, event, tuple(line for line in lines if line.amount))


def post(movements: Iterable[Movement]) -> None:
    """Write movements, all postings in one statement: the database holds each entry to zero."""
    wanted: Sequence[Movement] = [movement for movement in movements if movement.lines]
    if not wanted:
        return
    entries = Entry.objects.bulk_create(Entry(kind=m.kind, event=m.event) for m in wanted)
    rows = [
        (entry.pk, line.account, line.owner_id, line.amount)
        for entry, movement in zip(entries, wanted, strict=True)
        for line in movement.lines
    ]
    with connection.cursor() as cursor:
        cursor.execute(_POST, [list(column) for column in zip(*rows, strict=True)])
