"""A dossier after its decision, step by step, each at its moment."""

import uuid
from contextlib import suppress
from datetime import UTC, date, datetime

import psycopg

from portefeuille.applications.dossiers import Dossier, dossier
from portefeuille.applications.services import By
from portefeuille.core.money import Cents
from portefeuille.payments.models import Deposit, Order
from portefeuille.payments.outgoing.beneficiaries import account_of
from portefeuille.payments.references import communication_of
from portefeuille.payments.services import (
    Invoice,
    NothingDue,
    give_account,
    order_payment,
    record_deposit,
)
from portefeuille.scenarios.banking import carry_out
from tests.databases import Database

PROVIDERS_IBAN = "BE68539007547034"
"""An account of the textbooks, right by its check digits."""

_BALANCE = "SELECT coalesce(sum(amount_cents), 0) FROM wallet_posting"
_ENTRIES = "SELECT entry_id FROM wallet_posting GROUP BY entry_id HAVING sum(amount_cents) <> 0"
_WALLETS = """
SELECT w.id FROM wallet_wallet w LEFT JOIN wallet_posting p ON account = 'room' AND owner_id = w.id
GROUP BY w.id HAVING w.used_cents <> coalesce(-sum(amount_cents), 0)
"""
_BALANCES = """
SELECT account, owner_id, sum(amount_cents) FROM wallet_posting
WHERE account NOT IN ('room', 'held', 'spent', 'lost', 'bank', 'government')
GROUP BY account, owner_id
EXCEPT SELECT account, owner_id, amount_cents FROM wallet_balance
"""
_BELOW_ZERO = """
SELECT account, owner_id FROM wallet_posting
WHERE account IN ('held', 'spent', 'lost', 'own', 'subsidy', 'transit')
GROUP BY account, owner_id HAVING sum(amount_cents) < 0
"""
_RUNNING = """
SELECT subject_id FROM journal_running r WHERE NOT EXISTS (
    SELECT FROM journal_event e WHERE e.subject = r.subject AND e.subject_id = r.subject_id
      AND e.to_status = r.status AND e.due_on IS NOT DISTINCT FROM r.due_on
      AND NOT EXISTS (SELECT FROM journal_event l WHERE l.subject = e.subject
                      AND l.subject_id = e.subject_id AND l.sequence > e.sequence))
"""


def at(year: int, month: int, day: int, hour: int = 9) -> By:
    """Somebody, at a moment of a day."""
    return By("test", datetime(year, month, day, hour, tzinfo=UTC))


def the(application_id: int) -> Dossier:
    """The dossier as it stands."""
    found = dossier(application_id)
    assert found is not None
    return found


def deposited(application_id: int, amount: Cents, day: date, by: By) -> Deposit:
    """A deposit with the right communication."""
    deposit = record_deposit(uuid.uuid4(), communication_of(application_id), amount, day, by)
    assert deposit is not None, "it waits for nobody"
    return deposit


def ordered(application_id: int, number: str, amount: Cents, by: By) -> Order:
    """An order to pay an invoice."""
    invoice = Invoice(number, by.now.date(), amount, None)
    return order_payment(uuid.uuid4(), application_id, invoice, by)


def paid(order: Order, by: By) -> Order:
    """The order, given to the bank and paid by it, on an account its provider has given."""
    pay(order.pk, by)
    return Order.objects.get(pk=order.pk)


def pay(order_id: int, by: By) -> None:
    """Give an order to the bank and have it pay; one that was given before stays as it is."""
    order = Order.objects.select_related("payout").get(pk=order_id)
    if order.sent_by_id is not None:
        return
    if account_of("provider", order.payout.owner_id) is None:
        give_account("provider", order.payout.owner_id, PROVIDERS_IBAN, "Opleidingshuis", by)
    with suppress(NothingDue):  # somebody else is at it
        carry_out([order_id], by)


def assert_ledger_is_right(database: Database) -> None:
    """All sums to zero, each wallet is what its postings say, nothing that lies ready is below."""
    with psycopg.connect(database.owner_url) as session:
        assert session.execute(_BALANCE).fetchone() == (0,)
        for question in (_ENTRIES, _WALLETS, _BALANCES, _BELOW_ZERO, _RUNNING):
            assert session.execute(question).fetchall() == [], question  # type: ignore[call-overload]
