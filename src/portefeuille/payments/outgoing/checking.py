"""An invoice that is ordered, checked against the application and kept with the order.

What is compared is read while the application is held, and the number of the invoice with it:
two orders of one invoice, for two applications, come one after the other and the second sees
the first.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection

from portefeuille.adapters.invoices import Invoice, InvoiceError, read_invoice
from portefeuille.applications.dossiers import Dossier
from portefeuille.applications.models import Decision
from portefeuille.applications.rows import reference_of
from portefeuille.core.money import Cents
from portefeuille.core.periods import legal_day
from portefeuille.payments.models import CheckedInvoice, Document, Order
from portefeuille.payments.outgoing.documents import UBL
from portefeuille.payments.outgoing.invoices import Asked, Before, Check, check, number_key, stored
from portefeuille.register.models import EnterpriseNumber
from portefeuille.register.queries import enterprise_of, head_of, story_of

_HOLD: Final = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"


class InvoiceRefused(ValueError):
    """The invoice cannot be ordered: `checks` holds every check, some of which refuse."""

    def __init__(self, checks: tuple[Check, ...]) -> None:
        super().__init__(", ".join(one.name for one in checks if one.refuses))
        self.checks = checks


@dataclass(frozen=True, slots=True)
class Checked:
    """What came with an order: the invoice where it is a structured one, and its checks.

    `supplier` is the enterprise number of the provider now; None where it has none.
    """

    supplier: str | None
    invoice: Invoice | None
    checks: tuple[Check, ...]

    @property
    def refused(self) -> bool:
        """Whether nothing can be ordered with it."""
        return any(one.refuses for one in self.checks)


def invoice_in(document_id: UUID | None, application_id: int) -> Invoice | None:
    """The structured invoice in a kept file of an application; None where it holds none."""
    if document_id is None:
        return None
    kept = Document.objects.filter(pk=document_id, application_id=application_id, media_type=UBL)
    content = kept.values_list("content", flat=True).first()
    if content is None:
        return None
    try:
        return read_invoice(bytes(content))
    except InvoiceError:  # kept before the reader became stricter: a file like any other
        return None


def check_invoice(
    it: Dossier, number: str, day: date, amount: Cents, document_id: UUID | None, now: datetime
) -> Checked:
    """What is found of an order of so much of an invoice; in a transaction, nobody else orders
    an invoice of this number of this provider until its end."""
    suppliers = _numbers(enterprise_of(it.provider_number or ""), it.provider_number)
    if suppliers:
        _hold(suppliers[0], number)
    asked = Asked(
        number=number,
        day=day,
        amount=amount,
        suppliers=suppliers,
        customers=_numbers(it.enterprise_id, it.number),
        cost=it.money.cost,
        service=it.service,
        starts_on=it.starts_on,
        ends_on=_ends_on(it),
        today=legal_day(now),
        before=tuple(_before(it, suppliers, number)),
    )
    invoice = invoice_in(document_id, it.application_id)
    return Checked(next(iter(suppliers), None), invoice, check(asked, invoice))


def checks_of(order_ids: Iterable[int]) -> dict[int, tuple[Check, ...]]:
    """What was found of these orders, by order, in one query."""
    rows = CheckedInvoice.objects.filter(order_id__in=list(order_ids))
    return {
        order_id: tuple(Check(*one) for one in checks)
        for order_id, checks in rows.values_list("order_id", "checks")
    }


def keep_checked(order: Order, checked: Checked, now: datetime) -> None:
    """Keep with an order what came with it and what was found of it."""
    invoice = checked.invoice
    CheckedInvoice.objects.create(
        order=order,
        supplier=checked.supplier,
        number_key=number_key(order.invoice_number),
        tax_exclusive_cents=None if invoice is None else invoice.tax_exclusive,
        payment_reference=None if invoice is None else invoice.payment_reference,
        iban=None if invoice is None else invoice.iban,
        checks=stored(checked.checks),
        known_at=now,
    )


def _numbers(enterprise_id: int | None, number: str | None) -> tuple[str, ...]:
    """Every number of an enterprise and of what goes on as one with it, this number first."""
    held: set[str] = set()
    if enterprise_id is not None:
        story = story_of(head_of(enterprise_id))
        found = EnterpriseNumber.objects.filter(enterprise_id__in=story)
        held = set(found.values_list("number", flat=True))
    return (*filter(None, (number,)), *sorted(held - {number}))


def _hold(supplier: str, number: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_HOLD, [f"invoice {supplier} {number_key(number)}"])


def _before(it: Dossier, suppliers: tuple[str, ...], number: str) -> Iterator[Before]:
    """Orders of this number of this provider, of any application."""
    same = CheckedInvoice.objects.filter(supplier__in=suppliers, number_key=number_key(number))
    rows = same.select_related("order__application").order_by("order_id")
    story = story_of(head_of(it.enterprise_id))
    for row in rows:
        order, application = row.order, row.order.application
        alike = order.invoice_number == number and application.enterprise_id in story
        reference = reference_of(application.pk, application.submitted_on.year)
        yield Before(reference, order.amount_cents, alike)


def _ends_on(it: Dossier) -> date | None:
    """The last day of the service as it was judged; None where it was not said."""
    facts: Any = Decision.objects.values_list("facts", flat=True).get(pk=it.decision_id)
    said = ((facts or {}).get("application") or {}).get("ends_on")
    return date.fromisoformat(said) if said else None
