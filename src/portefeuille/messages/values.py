"""What the texts of mails may name, in the words of people: amounts, days, names, addresses."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from stdnum import iban

from portefeuille.applications.dossiers import Decided, Dossier
from portefeuille.core.explain import Told, tell
from portefeuille.core.law import Language
from portefeuille.core.money import Cents
from portefeuille.core.numbers import format_enterprise_number
from portefeuille.core.show import show_day, show_euro, show_share
from portefeuille.payments.references import communication_of

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Show:
    """Shows amounts and days in one language; nothing where there is none."""

    language: Language

    def day(self, day: date | None) -> str:
        """A day in words."""
        return "" if day is None else show_day(day, self.language)

    def euro(self, amount: Cents) -> str:
        """An amount; empty where it is nothing, so that a text can ask whether there is any."""
        return show_euro(amount) if amount else ""


def of_dossier(dossier: Dossier, language: Language) -> dict[str, Any]:
    """What every mail about a dossier may name."""
    here = f"o/{dossier.number}/dossiers/{dossier.reference}/"
    there = f"dv/{dossier.provider_number}/aanvragen/{dossier.reference}"
    known = dossier.provider_number is not None
    return {
        "site": settings.SITE,
        "reference": dossier.reference,
        "enterprise": dossier.enterprise_name,
        "enterprise_number": format_enterprise_number(dossier.number),
        "provider": dossier.provider_name or dossier.registration or "",
        "title": dossier.title or "",
        "submitted_on": show_day(dossier.submitted_on, language),
        "starts_on": Show(language).day(dossier.starts_on),
        "status": dossier.status,
        "dossier_url": address(here, language),
        "deposit_url": address(f"{here}storten", language),
        "order_url": address(f"{here}betalen", language),
        "provider_url": address(there, language) if known else "",
    }


def of_decision(decided: Decided, language: Language) -> dict[str, Any]:
    """The amounts of a decision and its reasons: those that fail, and those left unjudged."""
    decision = decided.decision
    told = tell(decision, decided.law, language)
    return {
        "outcome": decision.outcome,
        "subsidy": show_euro(decision.grant),
        "own_share": show_euro(decision.own_share),
        "cost": show_euro(decision.eligible_cost),
        "rate": "" if decision.rate is None else show_share(decision.rate),
        "failing": _reasons(one for one in told if one.holds is False),
        "unjudged": _reasons(one for one in told if one.holds is None),
    }


def of_deposit(
    dossier: Dossier, amount: Cents, deposit_by: date | None, language: Language
) -> Values:
    """What must be deposited, where, with what beside it, and by when (None: no last day)."""
    return {
        "to_deposit": Show(language).euro(amount),
        "deposit_by": Show(language).day(deposit_by),
        "account": iban.format(settings.FINANCIAL_MANAGER_IBAN),
        "holder": settings.FINANCIAL_MANAGER_NAME,
        "communication": communication_of(dossier.application_id),
    }


def address(path: str, language: Language) -> str:
    """The full address of a page in a language; the worker does not load the pages to know it."""
    prefix = "" if language == settings.LANGUAGE_CODE else f"{language}/"
    return f"{settings.SITE.rstrip('/')}/{prefix}{path}"


def _reasons(told: Iterable[Told]) -> list[dict[str, str]]:
    return [
        {
            "title": one.title,
            "message": one.message,
            "remedy": one.remedy or "",
            "source": one.source,
        }
        for one in told
    ]
