"""Money out: never twice at the bank, and in the ledger where its payout is."""

from collections.abc import Iterator
from typing import Final

from sim.checks.moved import Moved
from sim.world import World


def nothing_is_paid_twice(world: World, moved: Moved) -> Iterator[str]:
    """By the book of the bank: a payout left at most once more than it came back."""
    look = list(world.bank.left) if moved.all_of_it else sorted(world.bank.moved)
    world.bank.moved.clear()
    for key in look:
        if world.bank.left[key] not in (0, 1):
            yield f"payout {key} left the bank {world.bank.left[key]} times more than it came back"
    known = len(world.rows(_KNOWN, look)) if look else 0
    if known != len(look):
        yield f"the bank paid {len(look) - known} sums that nobody is due"


def payouts_are_where_their_money_is(world: World, moved: Moved) -> Iterator[str]:
    """On its way in the ledger exactly while it is sent; its order is sent and paid with it."""
    keys = sorted({*moved.about("payout"), *moved.of("transit")})
    for row in world.rows(_PAYOUTS, keys):
        key, status, amount, transit, booked, back, order_sent, order_paid = row
        yield (
            f"payout {key} of {amount} is {status}: {transit} on its way, booked {booked} times,"
            f" back {back} times, its order sent {order_sent}, paid {order_paid}"
        )


_KNOWN: Final = "SELECT FROM payments_payout WHERE id = ANY(%s)"
_PAYOUTS: Final = """
SELECT * FROM (
    SELECT p.id, e.to_status AS status, p.amount_cents, t.transit, h.booked, h.back,
           o.sent_by_id IS NOT NULL AS order_sent, o.paid_by_id IS NOT NULL AS order_paid
    FROM payments_payout p
    LEFT JOIN payments_order o ON o.id = p.order_id
    LEFT JOIN LATERAL (SELECT to_status FROM journal_event WHERE subject = 'payout'
                       AND subject_id = p.id ORDER BY sequence DESC LIMIT 1) e ON true
    CROSS JOIN LATERAL (SELECT coalesce(sum(amount_cents), 0)::bigint AS transit
                        FROM wallet_posting WHERE account = 'transit' AND owner_id = p.id) t
    CROSS JOIN LATERAL (
        SELECT count(*) FILTER (WHERE verb = 'book') AS booked,
               count(*) FILTER (WHERE verb = 'bounce' AND from_status = 'booked') AS back
        FROM journal_event WHERE subject = 'payout' AND subject_id = p.id) h
    WHERE p.id = ANY(%s)
) one
WHERE status IS NULL OR transit <> CASE WHEN status = 'sent' THEN amount_cents ELSE 0 END
   OR booked - back <> (status = 'booked')::int
   OR EXISTS (SELECT FROM payments_payout q WHERE q.id = one.id AND q.order_id IS NOT NULL)
      AND (order_sent, order_paid) <> (status IN ('sent', 'booked'), status = 'booked')
"""
