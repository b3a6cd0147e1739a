"""What the pages of recoveries read: what came back, and what could be set off now."""

from dataclasses import dataclass
from datetime import date, datetime

from portefeuille.core.money import Cents
from portefeuille.journal.models import Running
from portefeuille.payments.models import Payout, Recovery, Repayment
from portefeuille.payments.recovering.debts import Debt, given_of
from portefeuille.payments.transitions import IN_RUN, PAYOUT
from portefeuille.wallet.models import Balance


@dataclass(frozen=True, slots=True)
class Came:
    """What came back, in cents, of which own share; by the bank on a day, or set off (None)."""

    at: datetime
    amount: Cents
    own: Cents
    booked_on: date | None


@dataclass(frozen=True, slots=True)
class NotAskedYet:
    """What an enterprise owes for an application, and nobody has asked yet."""

    application_id: int
    amount: Cents


def came_back(recovery_id: int) -> list[Came]:
    """Every repayment of a recovery, the first one first."""
    found = Repayment.objects.filter(recovery_id=recovery_id).select_related("event", "line")
    return [
        Came(
            one.event.known_at,
            one.amount_cents,
            one.own_cents,
            one.line.booked_on if one.line else None,
        )
        for one in found.order_by("id")
    ]


def to_set_off(it: Debt) -> Cents:
    """What of a debt could be set off against what is due to the enterprise and in no run."""
    if it.debtor != "enterprise" or not it.open:
        return 0
    row = Balance.objects.filter(account="enterprise", owner_id=it.debtor_id).first()
    in_run = Running.objects.filter(subject=PAYOUT, status=IN_RUN).values("subject_id")
    leaving = Payout.objects.filter(kind="refund", owner_id=it.debtor_id, pk__in=in_run)
    due = (row.amount_cents if row else 0) - sum(one.amount_cents for one in leaving)
    return max(0, min(it.open, due))


def not_asked_yet(asked: list[Debt], limit: int = 50) -> list[NotAskedYet]:
    """What a revision has left owed and of which no recovery is open, the largest first."""
    known = {one.application_id for one in asked if one.account == Recovery.Account.OWED}
    owed = Balance.objects.filter(account="owed", amount_cents__lt=0).exclude(owner_id__in=known)
    keys = list(owed.order_by("amount_cents").values_list("owner_id", flat=True)[:limit])
    given = given_of(keys)
    return [NotAskedYet(key, given[key].owed) for key in keys if given[key].owed]
