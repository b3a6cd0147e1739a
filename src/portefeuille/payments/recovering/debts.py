"""What must come back: who owes how much, since when, and how much of it is still open.

What is open stands in the ledger: on `claim` of the recovery, or on `owed` of the application
where a revision put it there; it grows and shrinks with a later revision. Of one application
government gets back no more than it gave: what its provider paid back already is not asked of the
enterprise as well. No source gives a term to pay, a limitation period or interest, so a day is
what an officer said, and no interest is charged.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import F, Sum

from portefeuille.core.money import Cents
from portefeuille.journal.models import Event, Running
from portefeuille.payments.models import Instalment, Plan, Recovery, Repayment
from portefeuille.payments.references import communication_of_recovery
from portefeuille.payments.transitions import ASKED, RECOVERY
from portefeuille.wallet.models import Balance
from portefeuille.wallet.queries import given_by_government
from portefeuille.wallet.written_off import written_off

LATE: Final = (("1-30", 30), ("31-60", 60), ("61-90", 90))
"""Days after the last day to pay, and the name of each group; later is OVER."""

NOT_DUE: Final = "not-due"
OVER: Final = "over-90"
AGES: Final = (NOT_DUE, *(name for name, _ in LATE), OVER)


@dataclass(frozen=True, slots=True)
class Part:
    """An amount in cents, and the last day to pay it."""

    due_on: date
    amount: Cents


@dataclass(frozen=True, slots=True)
class Debt:
    """A recovery as it stands: `amount` was asked, `open` is what is asked still.

    `parts` are what is open by last day, the first one first; `planned` where they were agreed.
    `own` is the part of `amount` that is own share.
    """

    recovery_id: int
    application_id: int
    debtor: str
    debtor_id: int
    account: str
    cause: str
    amount: Cents
    own: Cents
    asked_by: str
    asked_at: datetime
    status: str
    open: Cents
    parts: tuple[Part, ...]
    planned: bool

    @property
    def communication(self) -> str:
        """What must be written beside what is paid back."""
        return communication_of_recovery(self.recovery_id)

    @property
    def due_on(self) -> date | None:
        """The last day of the first part that is open; None where nothing is."""
        return self.parts[0].due_on if self.parts else None

    def late(self, today: date) -> Cents:
        """What should have been paid by now."""
        return sum(part.amount for part in self.parts if part.due_on < today)


@dataclass(frozen=True, slots=True)
class Given:
    """What an application can give back, in cents: `subsidy` that a provider can still be asked
    for government, `owed` that the enterprise can be asked after a revision."""

    subsidy: Cents
    owed: Cents


def open_debts() -> list[Debt]:
    """Every recovery that is not paid off or written off, the first last day first."""
    asked = Running.objects.filter(subject=RECOVERY, status=ASKED).values("subject_id")
    found = debts_of(Recovery.objects.filter(pk__in=asked))
    return sorted(found, key=lambda one: (one.due_on or date.max, one.recovery_id))


def debt(recovery_id: int) -> Debt | None:
    """One recovery; None where there is none."""
    return next(iter(debts_of(Recovery.objects.filter(pk=recovery_id))), None)


def debts_for(application_id: int, debtor: str | None = None) -> list[Debt]:
    """The recoveries of an application, or of one kind of debtor of it, the first one first."""
    found = Recovery.objects.filter(application_id=application_id)
    return debts_of(found if debtor is None else found.filter(debtor=debtor))


def debts_of(recoveries: Iterable[Recovery]) -> list[Debt]:
    """How these stand, in a number of queries that does not grow with them."""
    found = sorted(recoveries, key=lambda one: one.pk)
    if not found:
        return []
    keys = [one.pk for one in found]
    statuses = _statuses(keys)
    asked, plans = open_of(found), _plans(keys)
    return [
        Debt(
            recovery_id=one.pk,
            application_id=one.application_id,
            debtor=one.debtor,
            debtor_id=one.debtor_id,
            account=one.account,
            cause=one.cause,
            amount=one.amount_cents,
            own=one.own_cents,
            asked_by=one.actor,
            asked_at=one.known_at,
            status=statuses[one.pk],
            open=asked[one.pk] if statuses[one.pk] == ASKED else 0,
            parts=parts_of(
                plans.get(one.pk) or [Part(one.due_on, one.amount_cents)],
                asked[one.pk] if statuses[one.pk] == ASKED else 0,
            ),
            planned=one.pk in plans,
        )
        for one in found
    ]


def parts_of(schedule: Sequence[Part], amount: Cents) -> tuple[Part, ...]:
    """What of a schedule is open where so much is: the first parts are paid first.

    More than the schedule (a revision has added to it) is due with its last part.
    """
    left, parts = amount, list[Part]()
    for part in sorted(schedule, key=lambda one: one.due_on, reverse=True):
        parts.append(Part(part.due_on, min(part.amount, left)))
        left -= parts[-1].amount
    parts[0] = Part(parts[0].due_on, parts[0].amount + left)
    return tuple(part for part in reversed(parts) if part.amount)


def ageing(debts: Iterable[Debt], today: date) -> dict[str, Cents]:
    """What is open by how many days it is late (AGES); in all it is all that is open."""
    sums = dict.fromkeys(AGES, 0)
    for one in debts:
        for part in one.parts:
            sums[age_of(part.due_on, today)] += part.amount
    return sums


def age_of(due_on: date, today: date) -> str:
    """In which of AGES a last day is."""
    days = (today - due_on).days
    if days <= 0:
        return NOT_DUE
    return next((name for name, most in LATE if days <= most), OVER)


def open_of(recoveries: Sequence[Recovery]) -> dict[int, Cents]:
    """What of each could be asked still, in cents, by the ledger; whatever its status is."""
    claims = _balances("claim", [one.pk for one in recoveries])
    given = given_of({one.application_id for one in recoveries})
    asked = {}
    for one in recoveries:
        left = given[one.application_id]
        if one.account == Recovery.Account.OWED:
            asked[one.pk] = left.owed
        elif one.debtor == Recovery.Debtor.ENTERPRISE:
            asked[one.pk] = min(claims.get(one.pk, 0), left.subsidy)
        else:
            asked[one.pk] = claims.get(one.pk, 0)
    return asked


def given_of(application_ids: Iterable[int]) -> dict[int, Given]:
    """What each of these applications can give back: what lies ready still was paid to nobody."""
    keys = list(application_ids)
    owed, given, forgiven = (
        _balances("owed", keys),
        given_by_government(keys),
        written_off(keys),
    )
    taken, ready = _subsidy_taken(keys), _balances("subsidy", keys)
    found = {}
    for key in keys:
        left = given.get(key, 0) + forgiven.get(key, 0) - taken.get(key, 0) + ready.get(key, 0)
        debt_ = owed.get(key, 0)
        found[key] = Given(subsidy=max(0, left), owed=min(debt_, max(0, left + debt_)))
    return found


def _subsidy_taken(application_ids: list[int]) -> Mapping[int, Cents]:
    """What came back for government by claims, by application."""
    came = Repayment.objects.filter(
        recovery__application_id__in=application_ids, recovery__account="claim"
    )
    rows = came.values_list("recovery__application_id").annotate(
        total=Sum(F("amount_cents") - F("own_cents"))
    )
    return dict(rows)


def _balances(account: str, owner_ids: list[int]) -> dict[int, Cents]:
    """What is owed on these accounts: above zero; below for what lies ready on a pot."""
    rows = Balance.objects.filter(account=account, owner_id__in=owner_ids)
    return {key: -amount for key, amount in rows.values_list("owner_id", "amount_cents")}


def _statuses(recovery_ids: list[int]) -> dict[int, str]:
    events = Event.objects.filter(subject=RECOVERY, subject_id__in=recovery_ids)
    return dict(events.order_by("sequence").values_list("subject_id", "to_status"))


def _plans(recovery_ids: list[int]) -> dict[int, list[Part]]:
    """The plan that holds of each that has one."""
    last = {
        plan.recovery_id: plan.pk
        for plan in Plan.objects.filter(recovery_id__in=recovery_ids).order_by("id")
    }
    found: dict[int, list[Part]] = {}
    for one in Instalment.objects.filter(plan_id__in=list(last.values())).select_related("plan"):
        found.setdefault(one.plan.recovery_id, []).append(Part(one.due_on, one.amount_cents))
    return found
