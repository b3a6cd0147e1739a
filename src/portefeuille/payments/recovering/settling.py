"""What was asked back comes in, is agreed on, set off, or written off.

A repayment settles the debt. Of a claim it goes to government for the subsidy in it and is due
to the enterprise for its own share, pro rata of what was asked; of what a revision left owed,
government was credited by the revision. The room of the year stays spent: a stop gives it back in
the first two cases only, and of the others no source says that it returns.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from django.db import transaction

from portefeuille.applications.turn import Held, held, hold_wallets_of
from portefeuille.core.money import Cents
from portefeuille.core.periods import legal_day
from portefeuille.core.settlement import pro_rata
from portefeuille.journal.models import Event, Running
from portefeuille.journal.services import By
from portefeuille.payments.models import (
    BankLine,
    Instalment,
    Payout,
    Plan,
    Recovery,
    Repayment,
    WriteOff,
)
from portefeuille.payments.outgoing.payouts import owe_refunds, owe_rest, owe_return
from portefeuille.payments.recovering.debts import (
    Debt,
    Part,
    debts_of,
    given_of,
    open_debts,
    parts_of,
)
from portefeuille.payments.steps import hold, take
from portefeuille.payments.transitions import ASKED, DUE, LINE, PAYOUT, RECOVERY, MoneyOut, step
from portefeuille.wallet.models import Balance
from portefeuille.wallet.services import Line, Movement, move, post

CLOSED: Final = "recovery-closed"
"""Why a line that names a recovery of which nothing is open waits for an officer."""

TOO_MUCH: Final = "Te veel terugbetaald"
"""What whoever paid more than was open reads beside what comes back."""

MOST_PARTS: Final = 60  # instalments of a plan


class WrongPlan(ValueError):
    """Instalments that are not what is open: `why` is "sum", "days" or "many"."""

    def __init__(self, why: str) -> None:
        super().__init__(f"this is no plan: {why}")
        self.why = why


class OwnWriteOff(ValueError):
    """Who asked it wants to write it off."""


class OtherAmount(ValueError):
    """What can be set off is not what was seen; `amount` in cents is what it is now."""

    def __init__(self, amount: Cents) -> None:
        super().__init__(f"it is {amount} cents now")
        self.amount = amount


def receive(recovery_id: int, line: BankLine, by: By) -> str:
    """A line pays back what is open, or a part of it; why it cannot, or "".

    What is beyond what is open is due to whoever sent it.
    """
    recovery = Recovery.objects.get(pk=recovery_id)
    with held(recovery.application_id) as found:
        if hold(RECOVERY, recovery.pk) != ASKED:
            return CLOSED
        it = _standing(recovery)
        amount = min(line.amount_cents, it.open)
        if not amount:
            return CLOSED
        take(LINE, line.pk, "match", by)
        event = _take(it, "receive", amount, by)
        party = (recovery.debtor, recovery.debtor_id)
        came = move("settle", event, Line("unmatched", line.pk, -amount), Line(*party, amount))
        debt = move("settle", event, Line(*party, -amount), Line(*_account(recovery), amount))
        own = _own_part(recovery, amount)
        post([came, debt, *_shared(recovery, found, amount, own, event)])
        Repayment.objects.create(
            recovery=recovery, event=event, amount_cents=amount, own_cents=own, line=line
        )
        if line.amount_cents > amount:
            owe_return(line, found.dossier.application_id, by, line.amount_cents - amount, TOO_MUCH)
        _close(recovery, by)
        return ""


def receive_queued(line_id: int, recovery_id: int, by: By) -> str:
    """A finance officer says which recovery a line pays back; why it cannot, or "".

    NotThere where the line waits for nobody any more, MoneyOut where it did not come in.
    """
    with transaction.atomic():
        step(LINE, line_id, "match", hold(LINE, line_id))
        line = BankLine.objects.get(pk=line_id)
        if not line.credit:
            raise MoneyOut(line_id)
        return receive(recovery_id, line, by)


def agree(recovery_id: int, parts: Sequence[Part], words: str, by: By) -> Plan:
    """Agree that what is open is paid in these parts; it takes the place of an earlier plan.

    WrongPlan where they are not all that is open, each on a day of its own that is not over;
    NotThere where nothing is asked any more.
    """
    recovery = Recovery.objects.get(pk=recovery_id)
    with held(recovery.application_id):
        step(RECOVERY, recovery.pk, "agree", hold(RECOVERY, recovery.pk))
        days = [part.due_on for part in parts]
        if len(parts) > MOST_PARTS:
            raise WrongPlan("many")
        if len(set(days)) < len(days) or any(day < legal_day(by.now) for day in days):
            raise WrongPlan("days")
        total = sum(part.amount for part in parts)
        if any(part.amount <= 0 for part in parts) or total != _standing(recovery).open:
            raise WrongPlan("sum")
        take(RECOVERY, recovery.pk, "agree", by, words=words, due_on=min(days))
        plan = Plan.objects.create(
            recovery=recovery,
            count=len(parts),
            total_cents=total,
            actor=by.actor,
            known_at=by.now,
        )
        Instalment.objects.bulk_create(
            Instalment(plan=plan, due_on=part.due_on, amount_cents=part.amount) for part in parts
        )
        return plan


def remind(recovery_id: int, words: str, by: By) -> None:
    """Tell the debtor once more; NotThere where nothing is asked any more."""
    recovery = Recovery.objects.get(pk=recovery_id)
    with held(recovery.application_id):
        due_on = _standing(recovery).due_on
        take(RECOVERY, recovery.pk, "remind", by, words=words, due_on=due_on)


def set_off(recovery_id: int, amount: Cents, by: By) -> list[Repayment]:
    """Pay what is open of an enterprise from the refunds that are due to it, the oldest first.

    OtherAmount where that is not the amount that was seen (`to_set_off`); NotThere where nothing
    is asked any more.
    """
    recovery = Recovery.objects.get(pk=recovery_id)
    owe_refunds(by)
    with transaction.atomic():
        payouts = _due_to(recovery)
        keys = [one.application_id for one in payouts if one.application_id]
        hold_wallets_of([recovery.application_id, *keys])
        with held(recovery.application_id) as found:
            step(RECOVERY, recovery.pk, "set_off", hold(RECOVERY, recovery.pk))
            can = min(_standing(recovery).open, sum(one.amount_cents for one in payouts))
            if can != amount or not amount:
                raise OtherAmount(can)
            return list(_set_off_all(recovery, payouts, amount, found, by))


def write_off(recovery_id: int, words: str, by: By) -> None:
    """What is open is asked no more, for a reason: government bears it.

    OwnWriteOff for who asked it (the database refuses it too); NotThere where nothing is asked.
    """
    recovery = Recovery.objects.get(pk=recovery_id)
    if recovery.actor == by.actor:
        raise OwnWriteOff
    with held(recovery.application_id):
        step(RECOVERY, recovery.pk, "write_off", hold(RECOVERY, recovery.pk))
        amount = _standing(recovery).open
        if not amount:
            _close(recovery, by)
            return
        WriteOff.objects.create(
            recovery=recovery, amount_cents=amount, actor=by.actor, known_at=by.now
        )
        event = take(RECOVERY, recovery.pk, "write_off", by, words=words)
        claimed = recovery.account == "claim"
        borne = (
            Line("expected", recovery.pk, -amount) if claimed else Line("government", 0, -amount)
        )
        post([move("write-off", event, Line(*_account(recovery), amount), borne)])
        _drop_rest(recovery, event)


def close_settled(by: By) -> Iterator[int]:
    """Close every recovery of which a revision has left nothing open; one transaction each."""
    for one in open_debts():
        if not one.open:
            recovery = Recovery.objects.get(pk=one.recovery_id)
            with held(recovery.application_id):
                if hold(RECOVERY, recovery.pk) == ASKED and _close(recovery, by):
                    yield recovery.pk


def _set_off_all(
    recovery: Recovery, payouts: Sequence[Payout], amount: Cents, found: Held, by: By
) -> Iterator[Repayment]:
    left = amount
    for payout in payouts:
        part = min(left, payout.amount_cents)
        if not part:
            break
        left -= part
        settled = take(PAYOUT, payout.pk, "set_off", by)
        event = _take(_standing(recovery), "set_off", part, by)
        own = _own_part(recovery, part)
        enterprise = Line("enterprise", recovery.debtor_id, -part)
        paid = move("set-off", settled, enterprise, Line(*_account(recovery), part))
        post([paid, *_shared(recovery, found, part, own, event)])
        yield Repayment.objects.create(
            recovery=recovery, event=event, amount_cents=part, own_cents=own, payout=payout
        )
        if part < payout.amount_cents:
            owe_rest(payout, payout.amount_cents - part, by)
    _close(recovery, by)


def _due_to(recovery: Recovery) -> list[Payout]:
    """The refunds that are due to the debtor and in no run, the oldest first."""
    if recovery.debtor != "enterprise":
        return []
    waiting = Running.objects.filter(subject=PAYOUT, status=DUE).values("subject_id")
    found = Payout.objects.filter(kind="refund", owner_id=recovery.debtor_id, pk__in=waiting)
    return list(found.order_by("id"))


def _standing(recovery: Recovery) -> Debt:
    (it,) = debts_of([recovery])
    return it


def _account(recovery: Recovery) -> tuple[str, int]:
    """The account of the ledger on which the debt stands, and its owner."""
    owed = recovery.account == "owed"
    return recovery.account, recovery.application_id if owed else recovery.pk


def _take(it: Debt, verb: str, amount: Cents, by: By) -> Event:
    """The event of a repayment, with the last day of what is open after it."""
    left = parts_of(it.parts, it.open - amount)
    due_on: date | None = left[0].due_on if left else None
    return take(RECOVERY, it.recovery_id, verb, by, due_on=due_on)


def _own_part(recovery: Recovery, amount: Cents) -> Cents:
    """The own share in a repayment: pro rata of what was asked, so that all add up, and never
    more subsidy than government gave and did not get back."""
    if recovery.account == "owed":
        return 0
    before = list(recovery.repayments.values_list("amount_cents", "own_cents"))
    total = sum(paid for paid, _ in before)
    came = total - sum(own for _, own in before)
    of_all = recovery.amount_cents - recovery.own_cents
    wanted = pro_rata(total + amount, of_all, recovery.amount_cents) - came
    given = given_of([recovery.application_id])[recovery.application_id]
    return amount - max(0, min(wanted, amount, given.subsidy))


def _shared(
    recovery: Recovery, found: Held, amount: Cents, own: Cents, event: Event
) -> Iterator[Movement]:
    """What came back of a claim goes to whom it was expected for."""
    if recovery.account == "owed":
        return
    key, subsidy = recovery.pk, amount - own
    enterprise = Line("enterprise", found.dossier.enterprise_id, own)
    yield move("refund", event, Line("expected", key, -own), enterprise)
    yield move("return", event, Line("expected", key, -subsidy), Line("government", 0, subsidy))


def _close(recovery: Recovery, by: By) -> bool:
    """Where nothing is open it is paid off; whether it was."""
    if _standing(recovery).open:
        return False
    event = take(RECOVERY, recovery.pk, "pay_off", by)
    _drop_rest(recovery, event)
    return True


def _drop_rest(recovery: Recovery, event: Event) -> None:
    """What government got another way by now is claimed no more."""
    if recovery.account == "claim":
        rest = Balance.objects.get(account="claim", owner_id=recovery.pk).amount_cents
        back = Line("expected", recovery.pk, rest)
        post([move("claim", event, Line("claim", recovery.pk, -rest), back)])
