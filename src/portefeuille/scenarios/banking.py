"""A payment from order to booking with a bank that does not exist, for the demonstration and tests.

Every step is the service that does it: a run, its release by somebody else, its file, and the
statement by which the bank answers.
"""

import uuid
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from portefeuille.adapters.bank.simulator import Bank, Troubles
from portefeuille.core.periods import legal_day
from portefeuille.journal.services import By
from portefeuille.payments.outgoing.due import out_to_enterprise
from portefeuille.payments.queries import agreement, payouts_of_orders, run_with
from portefeuille.payments.services import (
    NotEnough,
    file_of,
    import_statements,
    match_lines,
    owe_refunds,
    prepare,
    release,
    sent,
    throw_away,
)
from portefeuille.payments.transitions import DUE

OTHER: Final = "somebody-else"
"""Who releases what another has prepared."""

ON_ACCOUNT: Final = 250_000_00
"""What the account holds before its first statement."""


def carry_out(order_ids: Iterable[int], by: By, troubles: Troubles | None = None) -> None:
    """Pay orders: put in a run, released, sent, and answered by a bank on the same day.

    Raises what `prepare` and `release` raise.
    """
    payouts = payouts_of_orders(order_ids)
    run = prepare(uuid.uuid4(), legal_day(by.now), by, payouts)
    try:
        release(run.pk, replace(by, actor=OTHER))
    except NotEnough:
        throw_away(run.pk, "a revision has left too little", by)
        raise
    answer(run.pk, by, troubles)


def send_refunds(application_id: int, by: By) -> None:
    """Give what an enterprise gets back for an application to the bank, which has yet to answer."""
    owe_refunds(by)
    waiting = [
        one.payout_id for one in out_to_enterprise(application_id) if one.course.status == DUE
    ]
    run = prepare(uuid.uuid4(), legal_day(by.now), by, waiting)
    release(run.pk, replace(by, actor=OTHER))
    sent(run.pk, by)


def answer(run_id: int, by: By, troubles: Troubles | None = None) -> None:
    """Give a released run to a bank, and read the statement by which it answers."""
    run = run_with(run_id)
    assert run is not None, "a run is never removed"
    # A bank of its own for each run: their references begin apart.
    bank = Bank(troubles, run_id * 10_000 % 90_000_000)
    before = agreement()
    opening = ON_ACCOUNT if before is None else before.bank
    bank.open(run.account.iban, run.account.holder, opening)
    bank.receive(file_of(run))
    sent(run.pk, by)
    statement = bank.statement(run.execution_on)
    import_statements(statement, f"{run.message_id}.xml", by)
    for _ in match_lines(by):
        pass
