"""Money that must come back, in words: why, of whom, where it stands, how old it is."""

from collections.abc import Mapping
from datetime import date
from typing import Final, NamedTuple

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from stdnum import iban

from portefeuille.applications.queries import Dossier
from portefeuille.payments.queries import Debt, debts_for

Words = str | Promise


class Standing(NamedTuple):
    """How a status reads, and its colour."""

    label: Words
    colour: str


STANDING: Final[Mapping[str, Standing]] = {
    "asked": Standing(_("Open"), "yellow"),
    "paid_off": Standing(_("Paid off"), "green"),
    "written_off": Standing(_("Written off"), "grey"),
}

CAUSES: Final[Mapping[str, Words]] = {
    "revision": _("Paid too much, by a revision"),
    "provider-cancels": _("All was paid and the provider cancels"),
    "enterprise-withdraws": _("All was paid and the enterprise withdraws"),
    "inspection": _("Inspection"),
}

DEBTORS: Final[Mapping[str, Words]] = {"enterprise": _("enterprise"), "provider": _("provider")}

WHAT: Final[Mapping[str, Words]] = {
    "ask": _("Asked back"),
    "agree": _("Instalments agreed"),
    "remind": _("Reminded"),
    "receive": _("Money came in"),
    "set_off": _("Set off against a refund"),
    "pay_off": _("Nothing is open any more"),
    "write_off": _("Written off"),
}
"""What happened to a recovery, by the verb of its event."""

AGE: Final[Mapping[str, Words]] = {
    "not-due": _("Not due yet"),
    "1-30": _("1 to 30 days late"),
    "31-60": _("31 to 60 days late"),
    "61-90": _("61 to 90 days late"),
    "over-90": _("More than 90 days late"),
}


def debtor_name(it: Debt, about: Dossier) -> str:
    """The name of whoever owes it."""
    return about.enterprise_name if it.debtor == "enterprise" else about.provider_name or ""


class Owed(NamedTuple):
    """A debt as its debtor reads it."""

    it: Debt
    cause: Words
    standing: Standing
    late: int


def owed_by(application_id: int, debtor: str, today: date) -> dict[str, object]:
    """What an enterprise or a provider must pay back for an application, and how."""
    found = debts_for(application_id, debtor)
    return {
        "debts": [
            Owed(one, CAUSES[one.cause], STANDING[one.status], one.late(today)) for one in found
        ],
        "pay_to": settings.FINANCIAL_MANAGER_NAME,
        "pay_on": iban.format(settings.FINANCIAL_MANAGER_IBAN),
    }
