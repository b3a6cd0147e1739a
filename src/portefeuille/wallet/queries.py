"""Reads of wallets and of the ledger."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import connection
from django.db.models import Q, Sum

from portefeuille.core.money import Cents
from portefeuille.wallet.models import Posting, Wallet

OF_APPLICATION = ("held", "spent", "lost", "own", "subsidy", "owed")


@dataclass(frozen=True, slots=True)
class Room:
    """The room of an enterprise in a year, with all it goes on with (`sql/together.sql`).

    `size` None where none is fixed yet: `ceiling` is then the largest of its predecessors'.
    """

    year: int
    size: str | None
    ceiling: Cents
    used: Cents

    @property
    def left(self) -> Cents:
        """What can still be granted: nothing where more was used together than the ceiling."""
        return max(0, self.ceiling - self.used)


@dataclass(frozen=True, slots=True)
class Movement:
    """A line of the ledger as people read it: kind of entry, account, amount, and its event, with
    the moment at which that was known."""

    event_id: int
    kind: str
    account: str
    owner_id: int
    amount: Cents
    at: datetime


@dataclass(frozen=True, slots=True)
class Beside:
    """What the predecessors of an enterprise used in a year, as it came and went.

    Each with the moment from which we knew that the enterprise goes on for them. `moves`: when
    room was taken, how much (given back: below zero). `sizes`: those fixed under an earlier number.
    """

    moves: tuple[tuple[datetime, datetime, Cents], ...] = ()
    sizes: tuple[tuple[datetime, str], ...] = ()

    def used_at(self, moment: datetime) -> Cents:
        """What counted for a decision of this moment."""
        return sum(took for since, at, took in self.moves if since <= moment and at <= moment)

    def size_at(self, moment: datetime) -> str | None:
        """The size that was fixed for a decision of this moment."""
        return next((size for since, size in self.sizes if since <= moment), None)


def room_of(enterprise_id: int, year: int) -> Room | None:
    """The room of a year; None where no wallet was opened or nothing was ever granted in it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM wallet_together(%s, %s)", [enterprise_id, year])
        size, ceiling, used = cursor.fetchone()
    if size is None and not used:
        return None
    return Room(year, size, ceiling or 0, used)


def own_rooms(enterprise_ids: Iterable[int]) -> Mapping[int, list[Room]]:
    """What each of these enterprises was granted in its own name, the last year first."""
    found: dict[int, list[Room]] = {}
    wallets = Wallet.objects.filter(enterprise_id__in=list(enterprise_ids), size__isnull=False)
    for one in wallets.order_by("-year"):
        room = Room(one.year, one.size, one.ceiling_cents, one.used_cents)
        found.setdefault(one.enterprise_id, []).append(room)
    return found


def beside(enterprise_id: int, year: int) -> Beside:
    """What those that went on in this enterprise used in a year, in two queries."""
    asked = [enterprise_id, year, year]
    with connection.cursor() as cursor:
        cursor.execute(_MOVES_BESIDE, asked)
        moves = tuple(cursor.fetchall())
        cursor.execute(_SIZES_BESIDE, asked)
        return Beside(moves, tuple(cursor.fetchall()))


def left_for(wallet: Wallet) -> Cents:
    """What can be taken of a wallet that is held: by itself, and with all it goes on with."""
    together = room_of(wallet.enterprise_id, wallet.year)
    own = wallet.ceiling_cents - wallet.used_cents
    return own if together is None else min(own, together.left)


def balances(application_ids: Iterable[int]) -> Mapping[int, Mapping[str, Cents]]:
    """What stands on each account of these applications, in one query."""
    rows = (
        Posting.objects.filter(account__in=OF_APPLICATION, owner_id__in=list(application_ids))
        .values_list("owner_id", "account")
        .annotate(total=Sum("amount_cents"))
    )
    found: dict[int, dict[str, Cents]] = {}
    for owner_id, account, total in rows:
        found.setdefault(owner_id, {})[account] = total
    return found


def given_by_government(application_ids: Iterable[int]) -> Mapping[int, Cents]:
    """What government has put in each application, less what it got or is owed back.

    In one query, by the events that moved it. What was written off is asked apart (`written_off`).
    """
    rows = (
        Posting.objects.filter(
            account=Posting.Account.GOVERNMENT,
            entry__event__subject="application",
            entry__event__subject_id__in=list(application_ids),
        )
        .exclude(entry__kind="write-off")
        .values_list("entry__event__subject_id")
        .annotate(total=Sum("amount_cents"))
    )
    return {key: -total for key, total in rows}


def movements_of(application_id: int, payouts: Iterable[int] = ()) -> list[Movement]:
    """Every line of every entry that the events of one application caused, in order.

    With `payouts`: of these too, from where they were given to the bank.
    """
    caused = Q(entry__event__subject="application", entry__event__subject_id=application_id)
    if sent := list(payouts):
        caused |= Q(entry__event__subject="payout", entry__event__subject_id__in=sent)
    rows = Posting.objects.filter(caused).order_by("id")
    event, entry = "entry__event", "entry__kind"
    names = (f"{event}_id", entry, "account", "owner_id", "amount_cents", f"{event}__known_at")
    return [Movement(*row) for row in rows.values_list(*names)]


_MOVES_BESIDE: Final = """
SELECT p.known_at, e.known_at, -l.amount_cents
FROM register_predecessors(%s, %s) p
JOIN wallet_wallet w ON w.enterprise_id = p.enterprise_id AND w.year = %s
JOIN wallet_posting l ON l.account = 'room' AND l.owner_id = w.id
JOIN wallet_entry n ON n.id = l.entry_id
JOIN journal_event e ON e.id = n.event_id
"""

_SIZES_BESIDE: Final = """
SELECT p.known_at, w.size
FROM register_predecessors(%s, %s) p
JOIN wallet_wallet w ON w.enterprise_id = p.enterprise_id AND w.year = %s
WHERE p.same AND w.size IS NOT NULL
ORDER BY p.known_at DESC
"""
