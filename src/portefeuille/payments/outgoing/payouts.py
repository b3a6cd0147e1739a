"""What must leave the bank: raised when it is due, and from there on a payout until it is booked.

An order of an invoice is due to the provider, a deposit that is not what was asked to whoever
sent it, own share to the enterprise once a stop, a lapse or a revision has given it back.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Final

from django.db import connection, transaction

from portefeuille.applications.dossiers import Dossier
from portefeuille.core.money import Cents
from portefeuille.journal.services import By, record_first
from portefeuille.payments.models import BankLine, Order, Payout
from portefeuille.payments.transitions import PAYOUT, step

NOBODY: Final = "?"
"""The name of whom the bank did not name."""


def owe_order(order: Order, it: Dossier, by: By) -> Payout:
    """The provider is due what was ordered, with the subsidy number and the invoice beside it."""
    assert it.provider_id is not None, "nothing is ordered where no provider was named"
    return _owe(
        Payout(
            kind="order",
            owner_id=it.provider_id,
            application_id=it.application_id,
            order=order,
            amount_cents=order.amount_cents,
            name=(it.provider_name or NOBODY)[:70],
            text=f"{it.reference} {order.invoice_number}"[:140],
        ),
        by,
    )


def owe_return(
    line: BankLine,
    application_id: int | None,
    by: By,
    amount: Cents | None = None,
    why: str = "Teruggestort",
) -> Payout:
    """Whoever sent money that is not what was asked is due it, or so much of it; `why` is what
    they read beside it."""
    return _owe(
        Payout(
            kind="return",
            owner_id=line.pk,
            application_id=application_id,
            line=line,
            amount_cents=line.amount_cents if amount is None else amount,
            name=(line.counterparty_name or NOBODY)[:70],
            text=f"{why}: {line.structured or line.free_text}"[:140],
        ),
        by,
    )


def owe_rest(payout: Payout, amount: Cents, by: By) -> Payout:
    """What is left of a refund that was set off is due still."""
    return _owe(
        Payout(
            kind=payout.kind,
            owner_id=payout.owner_id,
            application_id=payout.application_id,
            amount_cents=amount,
            name=payout.name,
            text=payout.text,
        ),
        by,
    )


def owe_refunds(by: By) -> list[Payout]:
    """What enterprises are due by the ledger and no payout is on its way for, by application."""
    with one_at_a_time(), connection.cursor() as cursor:
        cursor.execute(_REFUNDS)
        return [_owe(payout, by) for payout in _refunds(cursor.fetchall())]


def refunds_ahead() -> list[Payout]:
    """What `owe_refunds` would raise now; nothing of it is kept."""
    with connection.cursor() as cursor:
        cursor.execute(_REFUNDS)
        return list(_refunds(cursor.fetchall()))


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """A transaction in which nobody else puts together what is due."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_PREPARING])
        yield


def _refunds(rows: Iterable[tuple[int, str, int | None, str, Decimal]]) -> Iterator[Payout]:
    for enterprise_id, name, application_id, reference, amount in rows:
        yield Payout(
            kind="refund",
            owner_id=enterprise_id,
            application_id=application_id,
            amount_cents=int(amount),  # PostgreSQL adds cents up to a numeric
            name=(name or NOBODY)[:70],
            text=f"Terugbetaling eigen aandeel {reference}"[:140],
        )


def _owe(payout: Payout, by: By) -> Payout:
    payout.known_at = by.now
    payout.save(force_insert=True)
    record_first([step(PAYOUT, payout.pk, "owe", "")], by)
    return payout


_PREPARING: Final = 7_203_011
"""A lock of the database: nothing is raised, or put in a run, twice."""

# What stands open for an enterprise (an index of accounts that do not stand at zero), by the
# application whose events moved it, or those of its recoveries, less the refunds that were raised
# for it. A refund that was set off against a debt is paid by that, and counts as such.
_REFUNDS: Final = """
SELECT due.enterprise_id,
       (SELECT facts ->> 'name' FROM register_snapshot s WHERE s.enterprise_id = due.enterprise_id
        ORDER BY holds_on DESC, known_at DESC, id DESC LIMIT 1) AS name,
       due.application_id,
       'KP-' || extract(year FROM a.submitted_on)::text || '-' || lpad(a.id::text, 6, '0'),
       due.amount
FROM (
    SELECT b.owner_id AS enterprise_id, m.application_id, m.amount - coalesce(g.amount, 0) AS amount
    FROM wallet_balance b
    CROSS JOIN LATERAL (
        SELECT coalesce(r.application_id, o.application_id, e.subject_id) AS application_id,
               sum(p.amount_cents) AS amount
        FROM wallet_posting p JOIN wallet_entry n ON n.id = p.entry_id
        JOIN journal_event e ON e.id = n.event_id
        LEFT JOIN payments_recovery r ON e.subject = 'recovery' AND r.id = e.subject_id
        LEFT JOIN payments_payout o ON e.subject = 'payout' AND o.id = e.subject_id
        WHERE p.account = 'enterprise' AND p.owner_id = b.owner_id
          AND (e.subject IN ('application', 'recovery')
               OR e.subject = 'payout' AND n.kind = 'set-off')
        GROUP BY 1
    ) m
    LEFT JOIN LATERAL (
        SELECT sum(o.amount_cents) AS amount FROM payments_payout o
        WHERE o.kind = 'refund' AND o.application_id = m.application_id
          AND o.owner_id = b.owner_id
          AND NOT EXISTS (SELECT FROM journal_event e WHERE e.subject = 'payout'
                          AND e.subject_id = o.id AND e.verb = 'set_off')
    ) g ON true
    WHERE b.account = 'enterprise' AND b.amount_cents > 0
) due
JOIN applications_application a ON a.id = due.application_id
WHERE due.amount > 0
ORDER BY due.application_id
"""
