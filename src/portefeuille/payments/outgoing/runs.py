"""A payment run: what is due is put together, released by somebody else, and given to the bank.

Each step is one transaction that does all of it or nothing, and stands in the journal: killed
between any two, whoever comes next goes on from there.

- prepare: what is due and has an account becomes the lines of a run. Nothing has left yet.
- release: by another person. All sums leave the ledger for the way to the bank, or none.
- send: the file is given to the bank. It is the same file under the same message number
  however often it is made, and a bank takes a message number once.

Source: ISO 20022, pain.001.001.09 (`adapters.bank`).
"""

import hashlib
import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from django.db import transaction

from portefeuille.adapters.bank import Debtor, Transfer, write_transfers
from portefeuille.applications.turn import held, hold_wallets_of
from portefeuille.core.periods import legal_day
from portefeuille.journal.models import Running
from portefeuille.journal.services import By
from portefeuille.payments.incoming.lines import our_account
from portefeuille.payments.models import Payout, Release, Run, RunLine
from portefeuille.payments.outgoing import orders
from portefeuille.payments.outgoing.beneficiaries import PayTo, accounts_for
from portefeuille.payments.outgoing.payouts import one_at_a_time, owe_refunds
from portefeuille.payments.steps import hold, take
from portefeuille.payments.transitions import DUE, PAYOUT, PREPARED, RUN, SENT
from portefeuille.wallet.services import Line, move, post

MOST: Final = 5_000
"""Payouts in one run."""


class NothingDue(ValueError):
    """There is nothing to pay, or nothing of which the account is known."""


class OwnRelease(ValueError):
    """Who prepared a run wants to release it."""


def due(limit: int = MOST) -> list[Payout]:
    """What is due and in no run, the oldest first."""
    waiting = Running.objects.filter(subject=PAYOUT, status=DUE).values("subject_id")
    return list(Payout.objects.filter(pk__in=waiting).order_by("id")[:limit])


def prepare(key: uuid.UUID, execution_on: date, by: By, chosen: Iterable[int] | None = None) -> Run:
    """Put what is due in a run to be paid on a day; again with the same key: the same run.

    `chosen`: these payouts only. What has no account stays due. NothingDue where nothing is left.
    """
    known = Run.objects.filter(key=key).first()
    if known is not None:
        return known
    owe_refunds(by)
    with one_at_a_time():
        known = Run.objects.filter(key=key).first()  # the same form, sent twice at once
        if known is not None:
            return known
        wanted = None if chosen is None else set(chosen)
        payouts = [one for one in due() if wanted is None or one.pk in wanted]
        accounts = accounts_for(one.pk for one in payouts)
        payable = [one for one in payouts if one.pk in accounts]
        if not payable:
            raise NothingDue
        return _stored(key, execution_on, payable, accounts, by)


def _stored(
    key: uuid.UUID,
    execution_on: date,
    payouts: Sequence[Payout],
    accounts: Mapping[int, PayTo],
    by: By,
) -> Run:
    account, run = our_account(), Run(key=key, execution_on=execution_on)
    run.message_id = f"KP{legal_day(by.now):%Y%m%d}-{key.hex[:20]}"
    lines = [
        RunLine(
            payout=one,
            end_to_end_id=f"P{one.pk}-{key.hex[:12]}",
            amount_cents=one.amount_cents,
            name=one.name if one.name != "?" else accounts[one.pk].name,
            iban=accounts[one.pk].iban,
            structured=one.structured,
            text=one.text,
        )
        for one in payouts
    ]
    run.account, run.prepared_by, run.prepared_at = account, by.actor, by.now
    run.count, run.total_cents = len(lines), sum(line.amount_cents for line in lines)
    run.digest = hashlib.sha256(_written(run, lines)).hexdigest()
    run.save(force_insert=True)
    for line in lines:
        line.run = run
    RunLine.objects.bulk_create(lines)
    for one in payouts:
        take(PAYOUT, one.pk, "prepare", by)
    take(RUN, run.pk, "prepare", by)
    return run


def throw_away(run_id: int, why: str, by: By) -> None:
    """A run that was prepared and not released is not paid; what was in it is due again."""
    with transaction.atomic():
        run = Run.objects.get(pk=run_id)
        take(RUN, run.pk, "throw_away", by, words=why)
        for payout_id in run.lines.values_list("payout_id", flat=True):
            take(PAYOUT, payout_id, "take_out", by)


def release(run_id: int, by: By) -> Run:
    """Release a run that somebody else prepared: all its sums are on their way from here on.

    OwnRelease for who prepared it; NotThere where it was released or thrown away;
    `orders.NotEnough` where a revision has left too little for one of its orders since (throw
    the run away then, and prepare another).
    """
    with transaction.atomic():
        run = Run.objects.select_related("account").get(pk=run_id)
        if run.prepared_by == by.actor:
            raise OwnRelease
        if hold(RUN, run.pk) == PREPARED:
            Release.objects.create(run=run, actor=by.actor, known_at=by.now)
        take(RUN, run.pk, "release", by)
        payouts = [line.payout for line in run.lines.select_related("payout", "payout__order")]
        hold_wallets_of(one.application_id for one in payouts if one.application_id)
        for payout in payouts:
            _leave(payout, by)
        return run


def _leave(payout: Payout, by: By) -> None:
    if payout.order is not None:
        assert payout.application_id is not None
        with held(payout.application_id) as found:
            orders.send(payout.order, found, by)
    event = take(PAYOUT, payout.pk, "send", by)
    amount = payout.amount_cents
    post(
        [
            move(
                "payout",
                event,
                Line(payout.account, payout.owner_id, -amount),
                Line("transit", payout.pk, amount),
            )
        ]
    )


def file_of(run: Run) -> bytes:
    """The file for the bank; ValueError where it is not the one that was made at first."""
    content = _written(run, list(run.lines.order_by("id")))
    if hashlib.sha256(content).hexdigest() != run.digest:
        raise ValueError(f"the file of run {run.pk} is not the one that was prepared")
    return content


def sent(run_id: int, by: By) -> None:
    """The file was given to the bank; said again it changes nothing."""
    with transaction.atomic():
        if hold(RUN, run_id) != SENT:
            take(RUN, run_id, "send", by)


def _written(run: Run, lines: Sequence[RunLine]) -> bytes:
    transfers = [
        Transfer(
            line.end_to_end_id,
            line.amount_cents,
            line.name,
            line.iban,
            line.structured or None,
            line.text,
        )
        for line in lines
    ]
    debtor = Debtor(run.account.holder, run.account.iban, run.account.bic)
    return write_transfers(run.message_id, run.prepared_at, run.execution_on, debtor, transfers)
