"""The invariants of a year, in plain SQL as the owner: nothing of what writes is used to look.

After a step only what moved is looked at, by the rows that are new; now and then all of it.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from sim.checks import dossiers, ledger, payments, rooms, statements
from sim.checks.moved import Moved, moved_since
from sim.world import World

Check = Callable[[World, Moved], Iterable[str]]

INVARIANTS: Final[Sequence[tuple[str, Check]]] = (
    ("every entry sums to zero, and so does all of it", ledger.sums_to_zero),
    ("balances are what was posted", ledger.balances_are_postings),
    ("no pot is below zero, no debt above", ledger.no_pot_is_below_zero),
    ("wallets are within their ceiling, and used is what was posted", rooms.wallets_are_right),
    ("no budget is exceeded, and its slots add up", rooms.budgets_are_right),
    ("no application is half there", dossiers.are_whole),
    ("the status of a dossier agrees with its money", dossiers.agree_with_money),
    ("what runs is in the list of what runs", dossiers.running_is_right),
    ("every cent of the bank is explained", statements.cents_are_explained),
    ("a line of the bank is for one thing", statements.lines_are_for_one_thing),
    ("nothing is paid twice at the bank", payments.nothing_is_paid_twice),
    ("a payout is where its money is", payments.payouts_are_where_their_money_is),
)


class Checker:
    """Looks at the invariants; remembers up to where it has looked."""

    def __init__(self, world: World) -> None:
        self._world, self._seen = world, Moved.nothing()

    def look(self, *, all_of_it: bool) -> list[str]:
        """What is wrong, each with the invariant it breaks; an empty list where nothing is."""
        since = Moved.nothing() if all_of_it else self._seen
        moved = moved_since(self._world, since)
        self._seen = moved
        return [f"{name}: {one}" for name, check in INVARIANTS for one in check(self._world, moved)]
