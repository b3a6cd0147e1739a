"""A payment that the bank sent back, as mails tell of it: why, and where to give an account."""

from dataclasses import dataclass
from typing import Any, Final

from portefeuille.adapters.bank import reason_in_words
from portefeuille.applications.queries import Dossier, dossier
from portefeuille.core.law import Language
from portefeuille.core.show import show_day, show_euro
from portefeuille.journal.models import Event
from portefeuille.messages import values
from portefeuille.payments.outgoing.due import Out, payout_with
from portefeuille.payments.outgoing.trips import BACK
from portefeuille.payments.queries import orders_in

TO_PROVIDER: Final = "payment-came-back"
TO_ENTERPRISE: Final = "refund-came-back"

LAST: Final = 4
"""So many signs of an account stand in a mail: enough to know it by, too few to use."""


@dataclass(frozen=True, slots=True)
class CameBack:
    """What came back, for which dossier; `number` is whose people are told."""

    event: Event
    out: Out
    dossier: Dossier

    @property
    def to_provider(self) -> bool:
        """Whether it was for the provider; else for the enterprise."""
        return self.out.order_id is not None

    @property
    def kind(self) -> str:
        """The name of the text."""
        return TO_PROVIDER if self.to_provider else TO_ENTERPRISE

    @property
    def number(self) -> str:
        """The enterprise number of whoever must give another account."""
        it = self.dossier
        return it.provider_number or "-" if self.to_provider else it.number

    def values(self, language: Language) -> dict[str, Any]:
        """What the texts may name, in a language."""
        it, remark = self.dossier, getattr(self.event, "remark", None)
        said = values.of_dossier(it, language) | {
            "amount": show_euro(self.out.amount),
            "why": reason_in_words(remark.reason if remark else "MS03", language),
            "account_end": self._iban()[-LAST:],
            "account_url": values.address(self._page(), language),
        }
        if self.out.order_id is None:
            return said
        order = orders_in([self.out.order_id])[self.out.order_id]
        day = show_day(order.invoice_date, language)
        return said | {"invoice": order.invoice_number, "invoice_date": day}

    def _iban(self) -> str:
        """The account it came back from."""
        back = [one for one in self.out.course.trips if one.status == BACK]
        then = [one for one in back if one.at == self.event.known_at]
        return (then or back)[-1].iban

    def _page(self) -> str:
        it = self.dossier
        if self.to_provider:
            return f"dv/{it.provider_number}/rekening"
        return f"o/{it.number}/dossiers/{it.reference}/rekening"


def came_back(event: Event) -> CameBack | None:
    """What an event tells of a payout; None for money of no application, of which nobody is told:
    a finance officer sees it."""
    out = payout_with(event.subject_id)
    if out is None or out.application_id is None:
        return None
    it = dossier(out.application_id)
    assert it is not None, "an application is never removed"
    return CameBack(event, out, it)
