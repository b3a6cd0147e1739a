"""What must be paid back, as mails tell its debtor: how much, why, how, and by when."""

from dataclasses import dataclass
from typing import Any, Final

from portefeuille.applications.queries import Dossier, dossier
from portefeuille.core.law import Language
from portefeuille.core.show import show_day, show_euro
from portefeuille.journal.models import Event
from portefeuille.messages import values
from portefeuille.payments.queries import Debt, debt

KINDS: Final = {"ask": "to-pay-back", "remind": "remind-pay-back"}
"""The names of the texts, by the verb of the event."""


@dataclass(frozen=True, slots=True)
class Owing:
    """A debt, for which dossier; `number` is whose people are told."""

    event: Event
    debt: Debt
    dossier: Dossier

    @property
    def kind(self) -> str:
        """The name of the text."""
        return KINDS[self.event.verb]

    @property
    def number(self) -> str:
        """The enterprise number of the debtor."""
        it = self.dossier
        return it.number if self.debt.debtor == "enterprise" else it.provider_number or "-"

    def values(self, language: Language) -> dict[str, Any]:
        """What the texts may name, in a language."""
        it, remark = self.dossier, getattr(self.event, "remark", None)
        of_enterprise = self.debt.debtor == "enterprise"
        dossier_said = values.of_dossier(it, language)
        return {
            **dossier_said,
            **values.of_deposit(it, self.debt.open, self.debt.due_on, language),
            "communication": self.debt.communication,
            "amount": show_euro(self.debt.open),
            "cause": self.debt.cause,
            "words": remark.words if remark else "",
            "parts": [
                {"due_on": show_day(part.due_on, language), "amount": show_euro(part.amount)}
                for part in self.debt.parts
            ],
            "page_url": dossier_said["dossier_url" if of_enterprise else "provider_url"],
        }


def owing(event: Event) -> Owing | None:
    """What an event tells of a recovery; None where nothing of it is open any more."""
    found = debt(event.subject_id)
    if found is None or not found.open:
        return None
    it = dossier(found.application_id)
    assert it is not None, "an application is never removed"
    return Owing(event, found, it)
