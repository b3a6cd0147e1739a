"""The ledger by itself: sums, balances, signs."""

from collections.abc import Iterator
from typing import Final

from sim.checks.moved import Moved
from sim.world import World

SHARED: Final = ("bank", "government")
"""Accounts of one owner with most postings of all: their sums are counted on, not asked again."""


def sums_to_zero(world: World, moved: Moved) -> Iterator[str]:
    """Each entry, and all of money and all of room by themselves."""
    if moved.totals.money:
        yield f"the accounts of money sum to {moved.totals.money} cents"
    if moved.totals.room:
        yield f"the accounts of room sum to {moved.totals.room} cents"
    for entry, amount in world.rows(_ENTRIES, list(moved.entries)):
        yield f"entry {entry} sums to {amount} cents" if amount else f"entry {entry} is empty"


def balances_are_postings(world: World, moved: Moved) -> Iterator[str]:
    """The balance that is kept of an account is the sum of its postings."""
    for account, owner, posted, kept in world.rows(_BALANCES, *_touched(moved)):
        yield f"{account}:{owner} stands at {kept}, and {posted} was posted"


def no_pot_is_below_zero(world: World, moved: Moved) -> Iterator[str]:
    """A pot holds what is there; what is owed or claimed is not above zero."""
    for account, owner, posted in world.rows(_SIGNS, *_touched(moved)):
        yield f"{account}:{owner} is {posted}"


def _touched(moved: Moved) -> tuple[list[str], list[int]]:
    found = [
        (account, owner)
        for account in sorted(moved.owners)
        if account not in SHARED
        for owner in moved.of(account)
    ]
    return [account for account, _ in found], [owner for _, owner in found]


_ENTRIES: Final = """
SELECT k.id, sum(p.amount_cents)::bigint FROM unnest(%s::bigint[]) k(id)
LEFT JOIN wallet_posting p ON p.entry_id = k.id
GROUP BY k.id HAVING coalesce(sum(p.amount_cents), -1) <> 0
"""
_SUMS: Final = """
FROM unnest(%s::text[], %s::bigint[]) k(account, owner_id)
CROSS JOIN LATERAL (SELECT coalesce(sum(amount_cents), 0)::bigint AS posted FROM wallet_posting p
                    WHERE p.account = k.account AND p.owner_id = k.owner_id) s
"""
_BALANCES: Final = f"""
SELECT k.account, k.owner_id, posted, b.amount_cents {_SUMS}
LEFT JOIN wallet_balance b ON b.account = k.account AND b.owner_id = k.owner_id
WHERE k.account NOT IN ('room', 'held', 'spent', 'lost') AND b.amount_cents IS DISTINCT FROM posted
"""
_SIGNS: Final = f"""
SELECT k.account, k.owner_id, posted {_SUMS}
WHERE k.account IN ('held', 'spent', 'lost', 'own', 'subsidy', 'transit', 'expected',
                    'enterprise', 'provider') AND posted < 0
   OR k.account IN ('owed', 'claim') AND posted > 0
"""
