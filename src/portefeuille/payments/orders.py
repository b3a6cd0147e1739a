"""Money that goes out: an order to pay an amount of an invoice, and the payment itself.

Called again with the same key, or for an order that was paid, each does nothing and answers
what it answered: a form that is sent twice moves money once.
"""

import uuid
from dataclasses import dataclass, replace
from datetime import date

from portefeuille.applications.transitions import (
    PAID,
    PARTLY_PAID,
    PAYMENT_ORDERED,
    NotNow,
)
from portefeuille.applications.turn import Held, held
from portefeuille.core.money import Cents
from portefeuille.core.settlement import Money, parts_of_payment, pay_by
from portefeuille.journal.services import By
from portefeuille.payments.models import Order
from portefeuille.payments.queries import ordered_of
from portefeuille.wallet.services import Line, move, post


class NotEnough(ValueError):
    """More was ordered than lies ready; `balance` in cents."""

    def __init__(self, balance: Cents) -> None:
        super().__init__(f"only {balance} cents lie ready")
        self.balance = balance


class InvoiceOrdered(ValueError):
    """This invoice was ordered before."""


@dataclass(frozen=True, slots=True)
class Invoice:
    """What is ordered: an amount of one invoice."""

    number: str
    day: date
    amount: Cents
    document_id: uuid.UUID | None


def order_payment(key: uuid.UUID, application_id: int, invoice: Invoice, by: By) -> Order:
    """Order payment of an amount of an invoice.

    NotEnough above what lies ready, InvoiceOrdered where the invoice was ordered before, NotNow
    in a status in which nothing can be ordered, or where no provider was named.
    """
    with held(application_id) as found:
        known = Order.objects.filter(key=key).first()
        if known is not None:
            return known
        found.step("order")
        if found.dossier.provider_id is None:
            raise NotNow("order", found.dossier.status)
        money = _with_orders(found)
        if invoice.amount > money.balance:
            raise NotEnough(money.balance)
        ordered = Order.objects.filter(application_id=application_id, invoice_number=invoice.number)
        if ordered.exists():
            raise InvoiceOrdered(invoice.number)
        event = found.take("order", by)
        return Order.objects.create(
            key=key,
            application_id=application_id,
            event=event,
            invoice_number=invoice.number,
            invoice_date=invoice.day,
            amount_cents=invoice.amount,
            document_id=invoice.document_id,
        )


def pay(order_id: int, by: By) -> Order:
    """Pay the provider what was ordered: own share and subsidy, and the room is used for good.

    An order that was paid before stays as it is. NotEnough where a revision has left too little.
    """
    application_id = Order.objects.values_list("application_id", flat=True).get(pk=order_id)
    with held(application_id) as found:
        order = Order.objects.get(pk=order_id)
        if order.paid_by_id is not None:
            return order
        money = _with_orders(found)
        if order.amount_cents > money.own + money.subsidy:
            raise NotEnough(money.own + money.subsidy)
        parts = parts_of_payment(money, order.amount_cents)
        it = found.dossier
        assert it.provider_id is not None, "nothing is ordered where no provider was named"
        after = _status_after(money, order.amount_cents)
        due_on = pay_by(found.decided().law, it.service, it.submitted_on)
        event = found.take(
            "pay", by, to_status=after, due_on=due_on if after == PARTLY_PAID else None
        )
        key = it.application_id
        spent = min(parts.subsidy, money.held)
        post(
            [
                move(
                    "payment",
                    event,
                    Line("own", key, -parts.own),
                    Line("subsidy", key, -parts.subsidy),
                    Line("provider", it.provider_id, order.amount_cents),
                    Line("held", key, -spent),
                    Line("spent", key, spent),
                )
            ]
        )
        order.paid_by = event
        order.save(update_fields=["paid_by"])
        return order


def _status_after(money: Money, amount: Cents) -> str:
    if money.ordered > amount:
        return PAYMENT_ORDERED
    return PAID if money.paid + amount >= money.cost else PARTLY_PAID


def _with_orders(found: Held) -> Money:
    ordered = ordered_of([found.dossier.application_id])
    return replace(found.dossier.money, ordered=ordered.get(found.dossier.application_id, 0))
