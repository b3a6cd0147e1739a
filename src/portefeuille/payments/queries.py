"""Reads of deposits, orders and payments."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import QuerySet, Sum

from portefeuille.applications.dossiers import Dossier
from portefeuille.core.money import Cents
from portefeuille.core.settlement import Money
from portefeuille.payments.incoming.booked import Became as Became
from portefeuille.payments.incoming.booked import Booking as Booking
from portefeuille.payments.incoming.booked import Leaving as Leaving
from portefeuille.payments.incoming.booked import became as became
from portefeuille.payments.incoming.booked import count_waiting as count_waiting
from portefeuille.payments.incoming.booked import going_back as going_back
from portefeuille.payments.incoming.booked import line as line
from portefeuille.payments.incoming.booked import line_by_hand as line_by_hand
from portefeuille.payments.incoming.booked import lines_of as lines_of
from portefeuille.payments.incoming.booked import payouts_of as payouts_of
from portefeuille.payments.incoming.booked import proposals_of_lines as proposals_of_lines
from portefeuille.payments.incoming.booked import waiting_lines as waiting_lines
from portefeuille.payments.incoming.statements import Agreement as Agreement
from portefeuille.payments.incoming.statements import StatementTold as StatementTold
from portefeuille.payments.incoming.statements import agreement as agreement
from portefeuille.payments.incoming.statements import kept_file as kept_file
from portefeuille.payments.incoming.statements import missing_statements as missing_statements
from portefeuille.payments.incoming.statements import statement as statement
from portefeuille.payments.incoming.statements import statements as statements
from portefeuille.payments.models import Deposit, Document, Order, Payout, Run
from portefeuille.payments.outgoing.checking import check_invoice as check_invoice
from portefeuille.payments.outgoing.checking import checks_of as checks_of
from portefeuille.payments.outgoing.checking import invoice_in as invoice_in
from portefeuille.payments.recovering.asking import Ground as Ground
from portefeuille.payments.recovering.asking import grounds_of as grounds_of
from portefeuille.payments.recovering.debts import AGES as AGES
from portefeuille.payments.recovering.debts import Debt as Debt
from portefeuille.payments.recovering.debts import ageing as ageing
from portefeuille.payments.recovering.debts import debt as debt
from portefeuille.payments.recovering.debts import debts_for as debts_for
from portefeuille.payments.recovering.debts import open_debts as open_debts
from portefeuille.payments.recovering.repaid import came_back as came_back
from portefeuille.payments.recovering.repaid import not_asked_yet as not_asked_yet
from portefeuille.payments.recovering.repaid import to_set_off as to_set_off


@dataclass(frozen=True, slots=True)
class Payment:
    """An order to pay, when it was given to the bank and when the bank had paid it (None: not
    yet); `event_id` is that of the order."""

    order_id: int
    event_id: int
    application_id: int
    invoice_number: str
    invoice_date: date
    amount: Cents
    ordered_at: datetime
    sent_at: datetime | None
    paid_at: datetime | None
    document_id: uuid.UUID | None
    document_name: str | None


def ordered_of(application_ids: Iterable[int]) -> Mapping[int, Cents]:
    """What is ordered and lies ready still, by application, in one query.

    What was given to the bank has left already.
    """
    waiting = Order.objects.filter(application_id__in=list(application_ids), sent_by=None)
    rows = waiting.values_list("application_id").annotate(total=Sum("amount_cents"))
    return dict(rows)


def money_of(dossier: Dossier) -> Money:
    """The money of a dossier, with what is ordered."""
    ordered = ordered_of([dossier.application_id]).get(dossier.application_id, 0)
    return replace(dossier.money, ordered=ordered)


def payments_of(application_id: int) -> list[Payment]:
    """Every order of an application, the first one first."""
    return _payments(Order.objects.filter(application_id=application_id).order_by("id"))


def order_with(key: uuid.UUID) -> Payment | None:
    """The order that was given under this key; None where none was."""
    return next(iter(_payments(Order.objects.filter(key=key))), None)


def payouts_of_orders(order_ids: Iterable[int]) -> list[int]:
    """The payouts that pay these orders."""
    return list(Payout.objects.filter(order__in=list(order_ids)).values_list("pk", flat=True))


def run_with(run_id: int) -> Run | None:
    """A payment run with its account; None where there is none."""
    return Run.objects.select_related("account").filter(pk=run_id).first()


def orders_in(order_ids: Iterable[int]) -> Mapping[int, Payment]:
    """These orders, by their number."""
    found = _payments(Order.objects.filter(pk__in=list(order_ids)))
    return {one.order_id: one for one in found}


def order(order_id: int) -> Payment | None:
    """One order; None where there is none."""
    return next(iter(_payments(Order.objects.filter(pk=order_id))), None)


def received_by(
    registrations: Iterable[str], before: int | None = None, limit: int = 50
) -> list[Payment]:
    """What a provider was paid, the newest order first; `before` an order, for the page after it.

    `registrations` are the numbers it holds.
    """
    paid = _of_provider(registrations).filter(paid_by__isnull=False)
    if before is not None:
        paid = paid.filter(pk__lt=before)
    return _payments(paid.order_by("-id")[:limit])


def received_in_all(registrations: Iterable[str]) -> Cents:
    """All that a provider was paid."""
    paid = _of_provider(registrations).filter(paid_by__isnull=False)
    return paid.aggregate(total=Sum("amount_cents"))["total"] or 0


def under_way_to(registrations: Iterable[str], limit: int = 100) -> list[Payment]:
    """What was ordered for a provider and is not paid yet, the oldest first."""
    return _payments(_of_provider(registrations).filter(paid_by=None).order_by("id")[:limit])


def _of_provider(registrations: Iterable[str]) -> QuerySet[Order]:
    return Order.objects.filter(application__registration__in=list(registrations))


def deposits(before: int | None = None, limit: int = 50) -> list[Deposit]:
    """What came in, the newest first; `before` a deposit, for the page after it."""
    found = Deposit.objects.all() if before is None else Deposit.objects.filter(pk__lt=before)
    return list(found.order_by("-id")[:limit])


def deposit_with(key: uuid.UUID) -> Deposit | None:
    """What came in under this key; None where nothing did."""
    return Deposit.objects.filter(key=key).first()


def deposits_of(application_id: int) -> list[Deposit]:
    """What came in for an application, booked or sent back, the first one first."""
    return list(Deposit.objects.filter(application_id=application_id).order_by("id"))


def document(document_id: uuid.UUID, application_id: int) -> Document | None:
    """A kept file of an application; None where it has none of this id."""
    return Document.objects.filter(pk=document_id, application_id=application_id).first()


def _payments(orders: QuerySet[Order]) -> list[Payment]:
    parts = ("event", "sent_by", "paid_by", "document")
    whole = orders.select_related(*parts).defer("document__content")
    return [
        Payment(
            order_id=order.pk,
            event_id=order.event_id,
            application_id=order.application_id,
            invoice_number=order.invoice_number,
            invoice_date=order.invoice_date,
            amount=order.amount_cents,
            ordered_at=order.event.known_at,
            sent_at=None if order.sent_by is None else order.sent_by.known_at,
            paid_at=None if order.paid_by is None else order.paid_by.known_at,
            document_id=order.document_id,
            document_name=None if order.document is None else order.document.name,
        )
        for order in whole
    ]
