"""Any sequence of revisions, stops, repayments, set-offs and write-offs can be explained."""

import random
from contextlib import suppress
from datetime import date, timedelta
from typing import Final

import psycopg
import pytest

from portefeuille.applications.services import By, stop
from portefeuille.applications.transitions import NotNow
from portefeuille.payments.models import Recovery
from portefeuille.payments.outgoing.payouts import owe_refunds
from portefeuille.payments.recovering.asking import grounds_of
from portefeuille.payments.recovering.debts import open_debts
from portefeuille.payments.services import (
    Demand,
    InvoiceOrdered,
    NotAsked,
    NotEnough,
    OtherAmount,
    Part,
    WrongPlan,
    agree,
    ask_back,
    close_settled,
    set_off,
    write_off,
)
from tests.applications.filing import load_registers, request, submitted
from tests.databases import Database
from tests.payments.life import assert_ledger_is_right, at, deposited, ordered, paid, the
from tests.payments.owing import DUE, LATER, NOW, OFFICER, receive, sized

POLITE: Final = (NotNow, NotEnough, InvoiceOrdered, NotAsked, WrongPlan, OtherAmount)
MOVES: Final = (
    *("medium", "small", "large", "stop", "pay", "ask", "ask", "ask"),
    *("receive", "receive", "receive", "set off", "set off", "write off", "agree", "close"),
)
STEPS: Final = 25

# Each is a sum that must be zero, or a list that must be empty; told by what happened where the
# ledger could be wrong, and by the ledger where the rows could.
QUESTIONS: Final = {
    "what is claimed is expected": """
        SELECT owner_id, sum(amount_cents) FROM wallet_posting
        WHERE account IN ('claim', 'expected') GROUP BY owner_id HAVING sum(amount_cents) <> 0""",
    "no debt is above zero": """
        SELECT * FROM wallet_balance WHERE account IN ('claim', 'owed') AND amount_cents > 0""",
    "a claim is what was asked, less what came back, until it is closed": """
        SELECT r.id FROM payments_recovery r
        JOIN wallet_balance b ON b.account = 'claim' AND b.owner_id = r.id
        LEFT JOIN journal_running n ON n.subject = 'recovery' AND n.subject_id = r.id
        WHERE -b.amount_cents <> CASE WHEN n.id IS NULL THEN 0 ELSE r.amount_cents -
            (SELECT coalesce(sum(amount_cents), 0) FROM payments_repayment WHERE recovery_id = r.id)
        END""",
    "nobody pays back more than was asked": """
        SELECT r.id FROM payments_recovery r JOIN payments_repayment p ON p.recovery_id = r.id
        WHERE r.account = 'claim'
        GROUP BY r.id HAVING sum(p.amount_cents) > r.amount_cents""",
    "a provider pays back no more than it was paid": """
        SELECT application_id FROM (
            SELECT r.application_id, sum(p.amount_cents) AS back FROM payments_repayment p
            JOIN payments_recovery r ON r.id = p.recovery_id AND r.debtor = 'provider'
            GROUP BY 1) came
        WHERE back > (SELECT coalesce(sum(o.amount_cents), 0) FROM payments_order o
                      WHERE o.application_id = came.application_id AND o.paid_by_id IS NOT NULL)""",
    "government gets back no more than it gave": """
        SELECT a.id FROM applications_application a
        WHERE (SELECT coalesce(sum(p.amount_cents), 0) FROM wallet_posting p
               JOIN wallet_entry n ON n.id = p.entry_id JOIN journal_event e ON e.id = n.event_id
               LEFT JOIN payments_recovery r ON e.subject = 'recovery' AND r.id = e.subject_id
               WHERE p.account = 'government'
                 AND a.id = CASE e.subject WHEN 'application' THEN e.subject_id
                                           ELSE r.application_id END)
            + (SELECT coalesce(sum(amount_cents), 0) FROM wallet_balance
               WHERE account = 'owed' AND owner_id = a.id) > 0""",
    "what an enterprise is due is what its payouts say": """
        SELECT b.owner_id, b.amount_cents FROM wallet_balance b
        WHERE b.account = 'enterprise' AND b.amount_cents <> (
            SELECT coalesce(sum(o.amount_cents), 0) FROM payments_payout o
            JOIN journal_running n ON n.subject = 'payout' AND n.subject_id = o.id
                                  AND n.status IN ('due', 'in_run')
            WHERE o.kind = 'refund' AND o.owner_id = b.owner_id)""",
    "what is unmatched waits in the queue or goes back": """
        SELECT b.owner_id, b.amount_cents FROM wallet_balance b
        LEFT JOIN journal_running n ON n.subject = 'line' AND n.subject_id = b.owner_id
        JOIN payments_bankline l ON l.id = b.owner_id
        LEFT JOIN payments_payout o ON o.line_id = l.id
        WHERE b.account = 'unmatched' AND l.credit AND b.amount_cents <> CASE
            WHEN n.status = 'queued' THEN l.amount_cents ELSE coalesce(o.amount_cents, 0) END""",
    "every line is repaid once, and no more than it brought": """
        SELECT l.id FROM payments_bankline l JOIN payments_repayment p ON p.line_id = l.id
        LEFT JOIN payments_payout o ON o.line_id = l.id
        WHERE p.amount_cents + coalesce(o.amount_cents, 0) <> l.amount_cents""",
}


def asked(chance: random.Random, key: int) -> None:
    """Ask a part of what can be asked, or all of it."""
    ground = chance.choice(grounds_of(the(key)))
    all_of_it = ground.cause == "revision" or chance.random() < 0.5
    amount = ground.most if all_of_it else chance.randint(1, ground.most)
    least = max(0, amount - ground.subsidy)
    own = 0 if ground.debtor == "enterprise" else chance.randint(least, amount)
    ask_back(key, Demand(ground.cause, ground.debtor, amount, own, DUE), "nagekeken", LATER)


def moved(chance: random.Random, move: str, keys: list[int]) -> None:
    """One movement; what cannot be done now is refused with a reason."""
    key = chance.choice(keys)
    debts = open_debts()
    one = chance.choice(debts) if debts else None
    match move:
        case "medium" | "small" | "large":
            sized(key, move)
        case "stop":
            stop(key, chance.choice(["enterprise", "provider"]), "toch niet", LATER)
        case "pay":
            money = the(key).money
            if money.own + money.subsidy:
                number = f"F-{chance.random()}"
                paid(ordered(key, number, money.own + money.subsidy, LATER), LATER)
        case "ask" if grounds_of(the(key)):
            asked(chance, key)
        case "receive" if one:
            amount = chance.choice([one.open, 1, chance.randint(1, 1200_00)])
            receive(Recovery.objects.get(pk=one.recovery_id), max(1, amount))
        case "set off" if one and one.debtor == "enterprise":
            try:
                set_off(one.recovery_id, one.open, OFFICER)
            except OtherAmount as other:
                set_off(one.recovery_id, other.amount, OFFICER)
        case "write off" if one and chance.random() < 0.4:
            write_off(one.recovery_id, "niets te halen", OFFICER)
        case "agree" if one and one.open > 2:
            first = chance.randint(1, one.open - 1)
            later = DUE + timedelta(30)
            agree(one.recovery_id, [Part(DUE, first), Part(later, one.open - first)], "", LATER)
        case "close":
            assert all(closed for closed in close_settled(OFFICER))


@pytest.mark.parametrize("seed", range(2))
def test_whatever_is_asked_back_can_be_explained(database: Database, seed: int) -> None:
    chance = random.Random(seed)
    load_registers()
    keys = [submitted(request(), NOW).application_id for _ in range(3)]
    for key, part in zip(keys, (1000_00, 500_00, 0), strict=True):
        deposited(key, 700_00, date(2026, 12, 1), at(2026, 12, 1))
        if part:
            paid(ordered(key, "F-1", part, at(2026, 12, 2)), at(2026, 12, 3))
    made = []
    for _ in range(STEPS):
        made.append(chance.choice(MOVES))
        with suppress(*POLITE):
            moved(chance, made[-1], keys)
        owe_refunds(By("test", LATER.now))
        with psycopg.connect(database.owner_url) as session:
            for told, question in QUESTIONS.items():
                wrong = session.execute(question).fetchall()  # type: ignore[call-overload]
                assert wrong == [], f"seed {seed}: {told}, after {made}"
    assert_ledger_is_right(database)
