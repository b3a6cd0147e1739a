"""What the bank answers to a payment run, line by line: booked, or come back.

Money that left is on its way until the bank tells that it booked it. What comes back afterwards
is due again, and waits where the account is the one it came back from.

Source: ISO 20022, camt.053: EndToEndId, PmtInfId, RtrInf/Rsn.
"""

from collections.abc import Sequence

from django.db import transaction

from portefeuille.applications.transitions import NotNow
from portefeuille.applications.turn import held, hold_wallets_of
from portefeuille.journal.queries import status_of
from portefeuille.journal.services import By
from portefeuille.payments.models import BankLine, Payout, Run, RunLine
from portefeuille.payments.outgoing import orders
from portefeuille.payments.steps import hold, take
from portefeuille.payments.transitions import BOOKED, LINE, PAYOUT, RUN, SENT, NotThere
from portefeuille.wallet.services import Line, move, post


def book(line: BankLine, by: By) -> str:
    """A line that went out: the payouts it booked; else why a finance officer must look."""
    booked = _booked_by(line)
    if not booked:
        return "unknown-payment"
    if sum(one.amount_cents for one in booked) != line.amount_cents:
        return "other-amount"
    if any(status_of(PAYOUT, one.pk) != SENT for one in booked):
        return "not-on-its-way"
    with transaction.atomic():
        hold_wallets_of(one.application_id for one in booked if one.application_id)
        take(LINE, line.pk, "match", by)
        for payout in booked:
            _book(payout, line, by)
    return ""


def names_a_payout(line: BankLine) -> bool:
    """Whether a line names a transfer of ours: money that came back, said in no other way."""
    return bool(line.end_to_end_id) and (
        RunLine.objects.filter(end_to_end_id=line.end_to_end_id).exists()
    )


def come_back(line: BankLine, by: By) -> str:
    """Money that came back: its payout is due again; else why a finance officer must look."""
    found = RunLine.objects.filter(end_to_end_id=line.end_to_end_id).select_related("payout")
    sent = found.first()
    if not line.end_to_end_id or sent is None:
        return "unknown-payment"
    if sent.amount_cents != line.amount_cents:
        return "other-amount"
    if status_of(PAYOUT, sent.payout_id) != BOOKED:
        return "not-booked-yet"
    try:
        with transaction.atomic():
            hold_wallets_of([sent.payout.application_id] if sent.payout.application_id else [])
            take(LINE, line.pk, "match", by)
            _back(sent.payout, "unmatched", line.pk, line.return_reason, by)
    except NotNow:
        return "dossier-ended"
    return ""


def refused(payout_id: int, reason: str, by: By) -> None:
    """The bank said, apart from its statements, that it will not pay this; NotThere where it was
    not given to the bank, or is not on its way, NotNow where the dossier has ended since."""
    with transaction.atomic():
        _hold_given(payout_id)
        payout = Payout.objects.select_related("order").get(pk=payout_id)
        hold_wallets_of([payout.application_id] if payout.application_id else [])
        _back(payout, "transit", payout.pk, reason, by)


def _hold_given(payout_id: int) -> None:
    """NotThere unless the last run it is in was given to the bank: who gives it afterwards pays
    what is due again by then."""
    last = RunLine.objects.filter(payout=payout_id).order_by("-id").first()
    status = hold(RUN, last.run_id) if last is not None else ""
    if status != SENT:
        raise NotThere(PAYOUT, "bounce", status)


def _booked_by(line: BankLine) -> Sequence[Payout]:
    """The payout a line names, or all of the run where it was booked as one."""
    named = RunLine.objects.filter(end_to_end_id=line.end_to_end_id).select_related("payout__order")
    if line.end_to_end_id:
        return [one.payout for one in named]
    run = Run.objects.filter(message_id=line.payment_id).first() if line.payment_id else None
    if run is None:
        return []
    return [one.payout for one in run.lines.select_related("payout__order").order_by("id")]


def _book(payout: Payout, line: BankLine, by: By) -> None:
    if payout.order is not None:
        assert payout.application_id is not None
        with held(payout.application_id) as found:
            orders.pay(payout.order, found, by)
    event, amount = take(PAYOUT, payout.pk, "book", by), payout.amount_cents
    post(
        [
            move(
                "booked",
                event,
                Line("transit", payout.pk, -amount),
                Line("unmatched", line.pk, amount),
            )
        ]
    )


def _back(payout: Payout, account: str, owner_id: int, reason: str, by: By) -> None:
    """The money is due again to whom it was due; `account` is where it is now."""
    event, amount = take(PAYOUT, payout.pk, "bounce", by, reason=reason), payout.amount_cents
    post(
        [
            move(
                "bounce",
                event,
                Line(account, owner_id, -amount),
                Line(payout.account, payout.owner_id, amount),
            )
        ]
    )
    if payout.order is not None:
        assert payout.application_id is not None
        with held(payout.application_id) as found:
            orders.come_back(payout.order, found, reason, by)
