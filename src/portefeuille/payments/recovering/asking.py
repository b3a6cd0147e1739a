"""What can be asked back of an application, and asking it.

What a revision has left owed stands in the ledger already; anything else is claimed here: after
a stop once all was paid the money comes back by the provider, and after an inspection by whoever
must pay. How it is divided between own share and subsidy is in no source: pro rata is proposed,
and the officer who asks says it.

Source: VLAIO, "Subsidies: stopzetten en terugbetaling" (four cases); for inspections, "Controle".
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Sum

from portefeuille.applications.dossiers import Dossier
from portefeuille.applications.transitions import STOPPED, SUBJECT
from portefeuille.applications.turn import held
from portefeuille.core.money import Cents
from portefeuille.core.periods import legal_day
from portefeuille.journal.queries import history_of
from portefeuille.journal.services import By
from portefeuille.payments.models import Recovery, Repayment
from portefeuille.payments.recovering.debts import debts_for, given_of
from portefeuille.payments.steps import take
from portefeuille.payments.transitions import ASKED, RECOVERY
from portefeuille.wallet.services import Line, move, post

BY_STOP: Final = ("provider-cancels", "enterprise-withdraws")
"""The cases of a stop after which the money comes back by the provider."""


class NotAsked(ValueError):
    """It cannot be asked: `why` is "nothing" (there is no such debt), "amount" (more than that,
    or nothing), "own" (a part that is not in it) or "day" (a day that is over)."""

    def __init__(self, why: str) -> None:
        super().__init__(f"it cannot be asked: {why}")
        self.why = why


@dataclass(frozen=True, slots=True)
class Ground:
    """For what something can be asked of whom: `most` in cents, of which `own` own share pro
    rata; of the subsidy in it at most `subsidy`."""

    cause: str
    debtor: str
    most: Cents
    own: Cents
    subsidy: Cents

    @property
    def code(self) -> str:
        """A name for it on a form."""
        return f"{self.cause}.{self.debtor}"


@dataclass(frozen=True, slots=True)
class Demand:
    """What is asked: of which debtor, for what, how much, of which own share, by when."""

    cause: str
    debtor: str
    amount: Cents
    own: Cents
    due_on: date


def grounds_of(it: Dossier) -> list[Ground]:
    """For what money of a dossier can be asked back now."""
    given = given_of([it.application_id])[it.application_id]
    before = debts_for(it.application_id)
    found = []
    if given.owed and not any(one.account == "owed" and one.status == ASKED for one in before):
        found.append(Ground("revision", "enterprise", given.owed, 0, given.owed))
    by_provider, claimed = _claimed(it.application_id)
    by_provider = max(0, it.money.paid - by_provider)
    subsidy = max(0, given.subsidy - claimed)
    most = min(subsidy, by_provider)
    whole = Ground("inspection", "provider", by_provider, by_provider - most, most)
    if by_provider and it.provider_id is not None:
        if (case := _stop_case(it)) in BY_STOP:
            found.append(Ground(case, "provider", whole.most, whole.own, whole.subsidy))
        found.append(whole)
    if subsidy:
        found.append(Ground("inspection", "enterprise", subsidy, 0, subsidy))
    return found


def ask_back(application_id: int, demand: Demand, words: str, by: By) -> Recovery:
    """Ask money back by a day; NotAsked where it cannot be asked."""
    with held(application_id) as found:
        it = found.dossier
        _check(it, demand, by)
        debtor_id = it.enterprise_id if demand.debtor == "enterprise" else it.provider_id
        assert debtor_id is not None, "nothing is asked of a provider that was not named"
        recovery = Recovery.objects.create(
            application_id=application_id,
            debtor=demand.debtor,
            debtor_id=debtor_id,
            account="owed" if demand.cause == "revision" else "claim",
            cause=demand.cause,
            amount_cents=demand.amount,
            own_cents=demand.own,
            due_on=demand.due_on,
            actor=by.actor,
            known_at=by.now,
        )
        event = take(RECOVERY, recovery.pk, "ask", by, words=words, due_on=demand.due_on)
        if recovery.account == "claim":
            claim = Line("claim", recovery.pk, -demand.amount)
            post([move("claim", event, claim, Line("expected", recovery.pk, demand.amount))])
        return recovery


def _check(it: Dossier, demand: Demand, by: By) -> None:
    grounds = {(one.cause, one.debtor): one for one in grounds_of(it)}
    ground = grounds.get((demand.cause, demand.debtor))
    if ground is None:
        raise NotAsked("nothing")
    if not 0 < demand.amount <= ground.most:
        raise NotAsked("amount")
    if demand.cause == "revision" and demand.amount != ground.most:
        raise NotAsked("amount")  # what is open of it is what stands in the ledger
    if not 0 <= demand.own <= demand.amount or (demand.own and demand.debtor == "enterprise"):
        raise NotAsked("own")
    if demand.amount - demand.own > ground.subsidy:
        raise NotAsked("own")
    if demand.due_on < legal_day(by.now):
        raise NotAsked("day")


def _claimed(application_id: int) -> tuple[Cents, Cents]:
    """What was claimed of the provider, and the subsidy in all claims that is to come still.

    Of a claim that was closed only what came back counts.
    """
    of_provider = subsidy = 0
    came = {
        key: (total, own)
        for key, total, own in Repayment.objects.filter(recovery__application_id=application_id)
        .values_list("recovery_id")
        .annotate(total=Sum("amount_cents"), own=Sum("own_cents"))
    }
    for one in debts_for(application_id):
        total, own = came.get(one.recovery_id, (0, 0))
        asked = one.account == "claim" and one.status == ASKED
        if asked:
            subsidy += max(0, one.amount - one.own - (total - own))
        if one.debtor == "provider":
            of_provider += one.amount if asked else total
    return of_provider, subsidy


def _stop_case(it: Dossier) -> str:
    """The case of the stop; empty where it was not stopped."""
    if it.status != STOPPED:
        return ""
    stops = [one.reason for one in history_of(SUBJECT, it.application_id) if one.verb == "stop"]
    return stops[-1] if stops else ""
