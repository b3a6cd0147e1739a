"""One step of an application at a time: read where it stands while nobody else can move it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from portefeuille import law
from portefeuille.applications.dossiers import Decided, Dossier, decided_of, dossier
from portefeuille.applications.models import Application
from portefeuille.applications.models import Decision as DecisionRow
from portefeuille.applications.transitions import AWAITING_DEPOSIT, Transition, transition
from portefeuille.journal.models import Event
from portefeuille.journal.services import By, record
from portefeuille.wallet.models import Wallet
from portefeuille.wallet.services import hold_wallet


class NoDossier(LookupError):
    """No application has this number."""


@dataclass(frozen=True, slots=True)
class Held:
    """An application that is held, with the wallet of its year."""

    dossier: Dossier
    wallet: Wallet

    def decided(self) -> Decided:
        """The decision that holds, and its law."""
        row = DecisionRow.objects.select_related("application").get(pk=self.dossier.decision_id)
        return decided_of(row)

    def last_day_known_on(self, day: date) -> date | None:
        """The last day of the step that runs, as the law of a day knows it, or None."""
        due_on = self.dossier.due_on
        if due_on is None or self.dossier.status != AWAITING_DEPOSIT:
            return due_on
        return last_deposit_day_known_on(due_on, day)

    def take(
        self,
        verb: str,
        by: By,
        *,
        to_status: str | None = None,
        due_on: date | None = None,
        reason: str = "",
        words: str = "",
    ) -> Event:
        """Record a step from where it stands; NotNow where the table has none."""
        step = self.step(verb, to_status)
        return record(
            step.step(self.dossier.application_id), by, due_on=due_on, reason=reason, words=words
        )

    def step(self, verb: str, to_status: str | None = None) -> Transition:
        """The transition that a verb is here; NotNow where the table has none."""
        return transition(verb, self.dossier.status, to_status)


def last_deposit_day_known_on(due_on: date, day: date) -> date:
    """The last day to deposit, as the law of a day knows it.

    Told at the decision it is `due_on`; an outage on that day is written into the law after it.
    """
    return law.load().on(day).moved("days-to-deposit", due_on)


@contextmanager
def held(application_id: int) -> Iterator[Held]:
    """The application, in a transaction, with the wallet of its year held until the end.

    NoDossier where there is none.
    """
    key = Application.objects.filter(pk=application_id).values_list("enterprise_id", "submitted_on")
    with transaction.atomic():
        found = key.first()
        if found is None:
            raise NoDossier(application_id)
        enterprise_id, day = found
        wallet = hold_wallet(enterprise_id, day.year)
        standing = dossier(application_id)
        assert standing is not None, "an application is never removed"
        yield Held(standing, wallet)


def hold_wallets_of(application_ids: Iterable[int]) -> None:
    """Hold the wallets of these applications until the transaction ends, in one order.

    For a batch: two batches at once then wait for each other, and never in a circle.
    """
    found = Application.objects.filter(pk__in=list(application_ids))
    wallets = {(key, day.year) for key, day in found.values_list("enterprise_id", "submitted_on")}
    for enterprise_id, year in sorted(wallets):
        hold_wallet(enterprise_id, year)
