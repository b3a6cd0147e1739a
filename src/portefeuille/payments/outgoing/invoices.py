"""What is checked of an invoice before it may be ordered: pure rules over what it says.

A check holds, does not, or cannot be judged (None). One that `stops` refuses the order where it
does not hold; whatever else does not hold or cannot be judged goes to the finance officer beside
the order. A file that is no structured invoice (a PDF, a photo) or no file at all is not checked,
and that is said; only whether its number was ordered before is.

Sources: Peppol BIS Billing 3.0 for what an invoice says; aid is on the cost without VAT. No
source gives the first day on which a training may be invoiced (advice: not before it is given,
official until 2016), so days never stop an order.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypeAlias

from portefeuille.adapters.invoices import Invoice, Period
from portefeuille.core.money import Cents

Said: TypeAlias = str | int | list[str] | None

STOPPING: Final = frozenset({"kind", "supplier", "customer", "number", "day", "amount"})
"""Nothing is ordered where one of these does not hold."""

CHECKS: Final = (
    "structured",
    "kind",
    "supplier",
    "customer",
    "number",
    "day",
    "amount",
    "cost",
    "issued",
    "start",
    "period",
    "duplicate",
)
"""Every check by its name, in the order in which they are told."""


MOST_TOLD: Final = 20
"""Subsidy numbers of orders of before that are told."""


@dataclass(frozen=True, slots=True)
class Check:
    """One check: `found` and `expected` are numbers, cents or days (ISO) as the name asks."""

    name: str
    holds: bool | None
    found: Said = None
    expected: Said = None

    @property
    def refuses(self) -> bool:
        """Whether nothing can be ordered because of it."""
        return self.holds is False and self.name in STOPPING


@dataclass(frozen=True, slots=True)
class Before:
    """An order of an invoice with the same number of the same supplier, by its subsidy number.

    `exact`: the number is written alike, and the order is of the same enterprise.
    """

    reference: str
    amount: Cents
    exact: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What is ordered, and what is known of the application it is ordered for.

    `suppliers` and `customers` are every enterprise number of the provider and of the applicant,
    the one that holds now first, earlier ones too. `cost` is what was granted on, without VAT.
    """

    number: str
    day: date
    amount: Cents
    suppliers: tuple[str, ...]
    customers: tuple[str, ...]
    cost: Cents
    service: str
    starts_on: date | None
    ends_on: date | None
    today: date
    before: tuple[Before, ...]


def check(asked: Asked, invoice: Invoice | None) -> tuple[Check, ...]:
    """Every check of an order; `invoice` is None where no structured one came with it."""
    if invoice is None:
        return (Check("structured", None), _duplicate(asked))
    return (
        Check("structured", True),
        *_same(asked, invoice),
        *_days(asked, invoice),
        _duplicate(asked),
    )


def number_key(number: str) -> str:
    """What stays of a number however it is typed: letters and digits, capitals as small ones."""
    plain = unicodedata.normalize("NFKC", number).casefold()
    return "".join(sign for sign in plain if sign.isalnum())[:60] or number.strip()


def stored(checks: tuple[Check, ...]) -> list[Any]:
    """Checks as they are kept with the order."""
    return [[one.name, one.holds, one.found, one.expected] for one in checks]


def _same(asked: Asked, invoice: Invoice) -> Iterator[Check]:
    """Whether it is the invoice that is ordered, of and to the right ones, and enough."""
    total, before = invoice.tax_exclusive, sum(one.amount for one in asked.before if one.exact)
    yield Check("kind", invoice.kind == "invoice" and total > 0, invoice.kind)
    yield _one_of("supplier", invoice.supplier.number, asked.suppliers)
    yield _one_of("customer", invoice.customer.number, asked.customers)
    yield Check("number", asked.number == invoice.number, asked.number, invoice.number)
    days = asked.day.isoformat(), invoice.issued_on.isoformat()
    yield Check("day", asked.day == invoice.issued_on, *days)
    yield Check("amount", before + asked.amount <= total, before + asked.amount, total)
    yield Check("cost", total <= asked.cost, total, asked.cost)


def _one_of(name: str, number: str | None, known: tuple[str, ...]) -> Check:
    expected = known[0] if known else None
    if number is None or expected is None:
        return Check(name, None, number, expected)
    return Check(name, number in known, number, expected)


def _duplicate(asked: Asked) -> Check:
    found = sorted({one.reference for one in asked.before})[:MOST_TOLD]
    return Check("duplicate", not found, found or None)


def _days(asked: Asked, invoice: Invoice) -> Iterator[Check]:
    """The day and the period of the invoice against those of the service."""
    day = invoice.issued_on
    yield Check("issued", day <= asked.today, day.isoformat(), asked.today.isoformat())
    start = asked.starts_on
    if start is not None:
        early = None if asked.service == "training" else False
        holds = True if day >= start else early
        yield Check("start", holds, day.isoformat(), start.isoformat())
    if start is not None and invoice.period is not None:
        yield _period(invoice.period, start, asked.ends_on)


def _period(period: Period, start: date, end: date | None) -> Check:
    """Whether the days of an invoice and of the service have one in common."""
    first, last = period.first_day, period.last_day
    apart = (last is not None and last < start) or (
        first is not None and end is not None and first > end
    )
    said = [day.isoformat() if day else "" for day in (first, last)]
    expected = [start.isoformat(), end.isoformat() if end else ""]
    if last is None and (first is None or end is None):
        return Check("period", None, said, expected)
    return Check("period", not apart, said, expected)
