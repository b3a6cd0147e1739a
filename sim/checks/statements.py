"""The bank as the ledger has it, beside what the bank itself says; and what its lines were for."""

from collections.abc import Iterator
from typing import Final

from sim.checks.moved import Moved
from sim.world import World


def cents_are_explained(world: World, moved: Moved) -> Iterator[str]:
    """What was posted of an account is what its lines say; and, once everything that the bank
    told is imported, what the bank says it holds."""
    bank, lines = moved.totals.bank, moved.totals.lines
    for account in sorted({*bank, *lines}):
        if bank.get(account, 0) != -lines.get(account, 0):
            yield (
                f"bank:{account} stands at {bank.get(account, 0)}, and its lines bring in"
                f" {lines.get(account, 0)}"
            )
    ours = world.ids("SELECT id FROM payments_account WHERE iban = %s", world.bank.ours)
    known = sum(bank.get(account, 0) for account in ours)
    if not world.pending and known != -world.bank.held():
        yield f"the bank holds {world.bank.held()} more than at first, and the ledger {-known}"


def lines_are_for_one_thing(world: World, moved: Moved) -> Iterator[str]:
    """A line is matched, sent back or explained once, and what is unmatched of it says so."""
    keys = sorted({*moved.about("line"), *moved.of("unmatched")})
    for key, status, amount, unmatched, handled, settled, deposits in world.rows(_LINES, keys):
        yield (
            f"line {key} of {amount} is {status}: {unmatched} unmatched, handled {handled} times,"
            f" settled {settled} times, {deposits} deposits"
        )


# What goes back, all of it or what was too much, lies unmatched until its payout has left.
_LINES: Final = """
SELECT id, status, amount, unmatched, handled, settled, deposits FROM (
    SELECT l.id, e.to_status AS status,
           CASE WHEN l.credit THEN l.amount_cents ELSE -l.amount_cents END AS amount,
           u.unmatched, h.handled, s.settled, h.deposits,
           CASE WHEN e.to_status IN ('received', 'queued')
                THEN CASE WHEN l.credit THEN l.amount_cents ELSE -l.amount_cents END
                WHEN p.status IN ('due', 'in_run') THEN p.amount ELSE 0 END AS wanted
    FROM payments_bankline l
    LEFT JOIN LATERAL (SELECT to_status FROM journal_event WHERE subject = 'line'
                       AND subject_id = l.id ORDER BY sequence DESC LIMIT 1) e ON true
    LEFT JOIN LATERAL (
        SELECT v.to_status AS status, o.amount_cents AS amount FROM payments_payout o
        JOIN journal_event v ON v.subject = 'payout' AND v.subject_id = o.id
        WHERE o.line_id = l.id ORDER BY v.sequence DESC LIMIT 1) p ON true
    CROSS JOIN LATERAL (SELECT coalesce(sum(amount_cents), 0)::bigint AS unmatched
                        FROM wallet_posting WHERE account = 'unmatched' AND owner_id = l.id) u
    CROSS JOIN LATERAL (
        SELECT count(*) FILTER (WHERE verb IN ('match', 'send_back', 'explain')) AS handled,
               (SELECT count(*) FROM payments_deposit WHERE line_id = l.id) AS deposits
        FROM journal_event WHERE subject = 'line' AND subject_id = l.id) h
    CROSS JOIN LATERAL (
        SELECT count(DISTINCT n.id) AS settled FROM wallet_posting q
        JOIN wallet_entry n ON n.id = q.entry_id AND n.kind = 'settle'
        WHERE q.account = 'unmatched' AND q.owner_id = l.id) s
    WHERE l.id = ANY(%s)
) one
WHERE status IS NULL OR unmatched <> wanted OR handled > 1 OR settled > 1 OR deposits > 1
   OR (status IN ('received', 'queued')) <> (handled = 0)
"""
