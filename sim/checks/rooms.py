"""The room of the year and the budget: never above the ceiling, never beyond the envelope."""

from collections.abc import Iterator
from typing import Final

from sim.checks.moved import Moved
from sim.world import World


def wallets_are_right(world: World, moved: Moved) -> Iterator[str]:
    """What is used is what was posted, and within the ceiling."""
    for wallet, used, ceiling, posted in world.rows(_WALLETS, moved.of("room")):
        yield f"wallet {wallet} says {used} of {ceiling}, and {posted} was posted"


def budgets_are_right(world: World, moved: Moved) -> Iterator[str]:
    """The slots of an envelope hold what is not committed, and nothing is committed beyond it."""
    if not moved.of("room") and not moved.all_of_it:
        return
    for year, part, amount, left, over, committed in world.rows(_ENVELOPES):
        if left - over != amount - committed or over or committed > amount:
            yield (
                f"{year} {part or 'whole'}: {amount} cents, {committed} committed, {left} left,"
                f" {over} over"
            )


_WALLETS: Final = """
SELECT w.id, w.used_cents, w.ceiling_cents, s.posted FROM wallet_wallet w
CROSS JOIN LATERAL (SELECT coalesce(-sum(amount_cents), 0)::bigint AS posted FROM wallet_posting
                    WHERE account = 'room' AND owner_id = w.id) s
WHERE w.id = ANY(%s) AND (w.used_cents <> posted OR used_cents > ceiling_cents OR used_cents < 0)
"""

# What is committed of a part, by the accounts of its applications: nothing of the budget is asked.
_ENVELOPES: Final = """
SELECT e.year, e.part, e.amount_cents, s.left_cents, s.over_cents,
       CASE WHEN e.part = ''
            THEN (SELECT coalesce(sum(used_cents), 0) FROM wallet_wallet w WHERE w.year = e.year)
            ELSE (SELECT coalesce(sum(p.amount_cents), 0)
                  FROM applications_application a
                  JOIN wallet_posting p ON p.owner_id = a.id
                   AND p.account IN ('held', 'spent', 'lost')
                  WHERE a.theme = ANY(e.themes)
                    AND a.submitted_on >= make_date(e.year, 1, 1)
                    AND a.submitted_on < make_date(e.year + 1, 1, 1))
       END::bigint
FROM budget_envelope e
JOIN LATERAL (SELECT sum(left_cents)::bigint AS left_cents, sum(over_cents)::bigint AS over_cents
              FROM budget_slot WHERE envelope_id = e.id) s ON true
ORDER BY e.year, e.part
"""
