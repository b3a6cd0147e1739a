"""What was checked of an invoice, in sentences: to whoever orders, and to whoever pays.

A sentence says what was found and nothing of what to think of it, so that both read the same.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portefeuille.core.numbers import format_enterprise_number
from portefeuille.core.show import show_day, show_euro
from portefeuille.payments.services import Check
from portefeuille.web.ui.language import language_of_page

Words = str | Promise

IN_ORDER, TO_LOOK_AT, NOT_IN_ORDER = _("In order"), _("To look at"), _("Not in order")

SENTENCES: Final[Mapping[tuple[str, bool | None], Words]] = {
    ("structured", True): _("It is a structured invoice (UBL), so its content was checked."),
    ("structured", None): _(
        "Not checked: there is no structured invoice (UBL) with it. A PDF or a photo is not read."
    ),
    ("kind", True): _("It is an invoice, not a credit note."),
    ("kind", False): _(
        "It is a credit note, or there is nothing to pay on it. Only an invoice can be paid."
    ),
    ("supplier", True): _("It comes from the provider of this application."),
    ("supplier", False): _(
        "It comes from enterprise %(found)s. The provider of this application is %(expected)s."
    ),
    ("supplier", None): _("No Belgian enterprise number of the supplier was found on it."),
    ("customer", True): _("It is addressed to the enterprise that applied."),
    ("customer", False): _(
        "It is addressed to enterprise %(found)s. The enterprise that applied is %(expected)s."
    ),
    ("customer", None): _("No Belgian enterprise number of the customer was found on it."),
    ("number", True): _("The number that was filled in is on the invoice."),
    ("number", False): _("The number on the invoice is %(expected)s, not %(found)s."),
    ("day", True): _("The date that was filled in is on the invoice."),
    ("day", False): _("The date on the invoice is %(expected)s, not %(found)s."),
    ("amount", True): _("No more is ordered than the invoice without VAT: %(expected)s."),
    ("amount", False): _(
        "The invoice is %(expected)s without VAT. With this order, %(found)s of it is ordered."
    ),
    ("cost", True): _("The invoice is not more than the project amount."),
    ("cost", False): _(
        "The invoice is %(found)s without VAT, more than the project amount of %(expected)s."
    ),
    ("issued", True): _("The date of the invoice is not in the future."),
    ("issued", False): _("The invoice is dated %(found)s: that day has not come yet."),
    ("start", True): _("The invoice is not dated before the service starts."),
    ("start", False): _(
        "The invoice is dated %(found)s, before the service starts on %(expected)s."
    ),
    ("start", None): _(
        "The invoice is dated %(found)s, before the service starts on %(expected)s."
    ),
    ("period", True): _("The period on the invoice goes with that of the service."),
    ("period", False): _(
        "The invoice is about the period %(found)s. The service is in the period %(expected)s."
    ),
    ("period", None): _("The invoice says only in part which period it is about: %(found)s."),
    ("duplicate", True): _("No other payment was ordered for this number of this provider."),
    ("duplicate", False): _("Another payment was ordered for this number of this provider."),
}
"""What is said of a check, by its name and whether it holds."""

_FIELDS: Final = {"number": "invoice_number", "day": "invoice_date", "amount": "amount"}


@dataclass(frozen=True, slots=True)
class ToldCheck:
    """A check on a page: its tag, its sentence, and the dossiers it was ordered in before."""

    label: Words
    colour: str
    sentence: str
    elsewhere: tuple[str, ...] = ()


def told_checks(checks: Iterable[Check]) -> list[ToldCheck]:
    """Every check on its page, in the language of the page."""
    return [_told(one) for one in checks]


def to_look_at(checks: Iterable[Check]) -> list[ToldCheck]:
    """What the finance officer has to see: what does not hold or could not be judged."""
    return [_told(one) for one in checks if one.holds is not True]


def errors_of(checks: Iterable[Check]) -> dict[str, str]:
    """What refuses an order, by the field of the form at which it is said."""
    said: dict[str, str] = {}
    for one in checks:
        if one.refuses:
            field = _FIELDS.get(one.name, "file")
            said[field] = f"{said.get(field, '')} {_sentence(one)}".strip()
    return said


def _told(one: Check) -> ToldCheck:
    elsewhere = tuple(one.found) if one.name == "duplicate" and isinstance(one.found, list) else ()
    if one.holds:
        return ToldCheck(IN_ORDER, "green", _sentence(one), elsewhere)
    label, colour = (TO_LOOK_AT, "yellow") if one.holds is None else (NOT_IN_ORDER, "red")
    return ToldCheck(label, colour, _sentence(one), elsewhere)


def _sentence(one: Check) -> str:
    said = {"found": _shown(one.name, one.found), "expected": _shown(one.name, one.expected)}
    return str(SENTENCES[one.name, one.holds]) % said


def _shown(name: str, value: str | int | Sequence[str] | None) -> str:
    """A value of a check as people write it: an amount, an enterprise, a day, a period."""
    if isinstance(value, int):
        return show_euro(value)
    if isinstance(value, str) and name in ("supplier", "customer"):
        return format_enterprise_number(value)
    if isinstance(value, str) and name in ("day", "issued", "start"):
        return _day(value)
    if name == "period" and value:
        return " – ".join(_day(one) for one in value)
    return value if isinstance(value, str) else ""


def _day(iso: str) -> str:
    return show_day(date.fromisoformat(iso), language_of_page()) if iso else "…"
