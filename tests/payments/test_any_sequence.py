"""Any sequence of movements leaves every account explainable, and the total at zero."""

import uuid
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Final

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portefeuille.adapters.bank.simulator import Troubles
from portefeuille.applications.services import Change, refuse, revise, stop
from portefeuille.applications.transitions import NotNow
from portefeuille.payments.models import Order
from portefeuille.payments.services import (
    InvoiceOrdered,
    NotEnough,
    NothingDue,
    prepare,
    release,
    throw_away,
)
from tests.applications.filing import load_registers
from tests.databases import Database
from tests.payments.kitchen import BY, Kitchen
from tests.payments.life import PROVIDERS_IBAN, assert_ledger_is_right, the

MOVES: Final = (
    *("deposit", "deposit", "other amount", "no reference", "order", "order", "run", "run"),
    *("bounce", "half a run", "stop", "refuse", "medium", "small"),
)
POLITE: Final = (NotNow, NotEnough, NothingDue, InvoiceOrdered)

# What each account of money must be, by what happened and not by what was posted: statement lines,
# orders, payouts and where each of them is.
CASH: Final = """
SELECT (SELECT coalesce(-sum(amount_cents), 0) FROM wallet_posting WHERE account = 'bank')
     - (SELECT coalesce(sum(CASE WHEN credit THEN amount_cents ELSE -amount_cents END), 0)
        FROM payments_bankline)
"""
TRANSIT: Final = """
SELECT (SELECT coalesce(sum(amount_cents), 0) FROM wallet_posting WHERE account = 'transit')
     - (SELECT coalesce(sum(amount_cents), 0) FROM payments_payout p WHERE 'sent' = (
            SELECT to_status FROM journal_event WHERE subject = 'payout' AND subject_id = p.id
            ORDER BY sequence DESC LIMIT 1))
"""
PROVIDERS: Final = """
SELECT (SELECT coalesce(sum(amount_cents), 0) FROM wallet_posting WHERE account = 'provider')
"""
UNMATCHED: Final = """
SELECT (SELECT coalesce(sum(amount_cents), 0) FROM wallet_posting WHERE account = 'unmatched')
     - (SELECT coalesce(sum(l.amount_cents), 0) FROM payments_bankline l
        LEFT JOIN payments_payout o ON o.line_id = l.id
        WHERE l.credit AND (SELECT to_status FROM journal_event WHERE subject = 'line'
            AND subject_id = l.id ORDER BY sequence DESC LIMIT 1) IN ('queued', 'sent_back')
          AND coalesce((SELECT to_status FROM journal_event WHERE subject = 'payout'
            AND subject_id = o.id ORDER BY sequence DESC LIMIT 1), 'due') IN ('due', 'in_run'))
"""


@pytest.fixture
def kitchen(database: Database) -> Kitchen:
    load_registers()
    return Kitchen(database, [])


def moved(it: Kitchen, move: str, amount: int) -> None:
    """One movement; what cannot be done now is refused with a reason."""
    match move:
        case "deposit":
            it.deposit(the(it.application).money.to_deposit or 5_00)
        case "other amount":
            it.deposit(amount)
        case "no reference":
            it.deposit(amount, "met dank")
        case "order":
            it.order_payment(amount)
        case "run":
            it.put_in_run()
            it.answered()
        case "bounce":
            it.put_in_run()
            it.answered(Troubles(rejected={PROVIDERS_IBAN: "AC01", "BE62510007547061": "AC04"}))
        case "half a run":
            run = prepare(uuid.uuid4(), date(2026, 12, 1), BY)
            if amount % 2:
                throw_away(run.pk, "toch niet", BY)
            else:
                release(run.pk, replace(BY, actor="another"))
        case "stop":
            stop(it.application, "enterprise", "toch niet", BY)
        case "refuse":
            refuse(it.application, "wrong-provider", "niet bij ons", BY)
        case "medium" | "small":
            year = the(it.application).submitted_on.year
            change = Change({"size": move}, {})
            revise(the(it.application).enterprise_id, year, change, "andere cijfers", BY)


@settings(
    max_examples=12,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    moves=st.lists(
        st.tuples(st.sampled_from(MOVES), st.integers(1, 1100_00)), min_size=4, max_size=12
    )
)
def test_whatever_happens_every_account_can_be_explained(
    kitchen: Kitchen, moves: list[tuple[str, int]]
) -> None:
    if not kitchen.numbers:
        kitchen.numbers = ["1999900171"] * 1000
    kitchen.file()
    for move, amount in moves:
        with suppress(*POLITE):
            moved(kitchen, move, amount)
    assert_ledger_is_right(kitchen.database)
    with psycopg.connect(kitchen.database.owner_url) as session:
        for question in (CASH, TRANSIT, UNMATCHED):
            assert session.execute(question).fetchone() == (0,), question
        (providers,) = session.execute(PROVIDERS).fetchone() or (None,)
    assert providers == 0, "what a provider was due was given to the bank with it, or is an order"
    assert all(order.sent_by_id or not order.paid_by_id for order in Order.objects.all())
