"""An order to pay an amount of an invoice, and what becomes of it at the bank.

Called again with the same key an order does nothing and answers what it answered: a form that
is sent twice moves money once. It is given to the bank in a run (`runs`), and paid or back once
the bank says so (`answers`).
"""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from portefeuille.applications.dossiers import Dossier
from portefeuille.applications.transitions import (
    PAID,
    PARTLY_PAID,
    PAYMENT_ORDERED,
    NotNow,
)
from portefeuille.applications.turn import Held, held
from portefeuille.core.money import Cents
from portefeuille.core.settlement import Money, parts_of_payment, pay_by
from portefeuille.journal.models import Event
from portefeuille.journal.services import By
from portefeuille.payments.models import Order
from portefeuille.payments.outgoing.checking import InvoiceRefused, check_invoice, keep_checked
from portefeuille.payments.outgoing.payouts import owe_order
from portefeuille.payments.queries import ordered_of
from portefeuille.wallet.models import Posting
from portefeuille.wallet.services import Line, Movement, move, post
from portefeuille.wallet.written_off import written_off


class NotEnough(ValueError):
    """More was ordered than lies ready for an application; `balance` in cents."""

    def __init__(self, balance: Cents, application_id: int) -> None:
        super().__init__(f"only {balance} cents lie ready for application {application_id}")
        self.balance, self.application_id = balance, application_id


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

    NotEnough above what lies ready, InvoiceOrdered where the invoice was ordered before,
    InvoiceRefused where it is not what it should be, NotNow in a status in which nothing can be
    ordered, or where no provider was named.
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
            raise NotEnough(money.balance, application_id)
        ordered = Order.objects.filter(application_id=application_id, invoice_number=invoice.number)
        if ordered.exists():
            raise InvoiceOrdered(invoice.number)
        checked = check_invoice(
            found.dossier, invoice.number, invoice.day, invoice.amount, invoice.document_id, by.now
        )
        if checked.refused:
            raise InvoiceRefused(checked.checks)
        event = found.take("order", by)
        order = Order.objects.create(
            key=key,
            application_id=application_id,
            event=event,
            invoice_number=invoice.number,
            invoice_date=invoice.day,
            amount_cents=invoice.amount,
            document_id=invoice.document_id,
        )
        keep_checked(order, checked, by.now)
        owe_order(order, found.dossier, by)
        return order


def send(order: Order, found: Held, by: By) -> None:
    """The order is given to the bank: own share and subsidy leave, the room is used for good.

    NotEnough where a revision has left too little.
    """
    money = found.dossier.money
    if order.amount_cents > money.own + money.subsidy:
        raise NotEnough(money.own + money.subsidy, order.application_id)
    parts = parts_of_payment(money, order.amount_cents)
    it = found.dossier
    assert it.provider_id is not None, "nothing is ordered where no provider was named"
    event = found.take("send", by)
    key, spent = it.application_id, min(parts.subsidy, money.held)
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
    order.sent_by = event
    order.save(update_fields=["sent_by"])


def pay(order: Order, found: Held, by: By) -> None:
    """The bank has paid what it was given; the dossier is paid once all of it is."""
    waiting = Order.objects.filter(application_id=order.application_id, paid_by=None)
    others = waiting.exclude(pk=order.pk).exists()
    it = found.dossier
    after = PAYMENT_ORDERED if others else PARTLY_PAID
    if not others and it.money.paid >= it.money.cost:
        after = PAID
    due_on = pay_by(found.decided().law, it.service, it.submitted_on)
    order.paid_by = found.take(
        "pay", by, to_status=after, due_on=due_on if after == PARTLY_PAID else None
    )
    order.save(update_fields=["paid_by"])


def come_back(order: Order, found: Held, reason: str, by: By) -> None:
    """The bank sent it back: the payment is reversed, and the order waits for another account.

    NotNow where the dossier has ended since: then a finance officer decides.
    """
    event = found.take("bounce", by, reason=reason)
    post(_unpaid(order, found.dossier, event))
    order.sent_by = order.paid_by = None
    order.save(update_fields=["sent_by", "paid_by"])


def _unpaid(order: Order, it: Dossier, event: Event) -> Iterator[Movement]:
    """All of it lies ready again, but for subsidy that a revision has taken since: that settles
    what is owed for it, then what was written off of that. Where the enterprise has paid it back
    already, it is own share."""
    key = it.application_id
    paid = Posting.objects.filter(entry__event=order.sent_by_id, entry__kind="payment")
    of = dict(paid.exclude(account__in=["held", "spent"]).values_list("account", "amount_cents"))
    subsidy = -of.get("subsidy", 0)
    owed = min(subsidy, it.owed)
    held = min(subsidy - owed, it.money.grant - it.money.held)
    forgiven = min(subsidy - owed - held, written_off([key]).get(key, 0))
    own = subsidy - owed - held - forgiven
    assert it.provider_id is not None, "nothing is ordered where no provider was named"
    yield move(
        "unpay",
        event,
        Line("own", key, -of.get("own", 0)),
        Line("subsidy", key, subsidy),
        Line("provider", it.provider_id, -order.amount_cents),
        Line("held", key, held),
        Line("spent", key, -held),
    )
    yield move("write-off", event, Line("owed", key, -forgiven), Line("government", 0, forgiven))
    settled = owed + forgiven
    yield move("set-off", event, Line("subsidy", key, -settled), Line("owed", key, settled))
    yield move("revision", event, Line("subsidy", key, -own), Line("own", key, own))


def _with_orders(found: Held) -> Money:
    ordered = ordered_of([found.dossier.application_id])
    return replace(found.dossier.money, ordered=ordered.get(found.dossier.application_id, 0))
