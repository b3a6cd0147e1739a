"""Money in and out: record a deposit, order a payment, pay it. Each is one transaction.

Called again with the same key, each does nothing and answers what it answered: a form that is
sent twice moves money once.
"""

import hashlib
import uuid
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from django.db import transaction

from portefeuille.applications.models import Application
from portefeuille.applications.transitions import (
    AWAITING_DEPOSIT,
    LAPSED,
    PAID,
    PARTLY_PAID,
    PAYMENT_ORDERED,
    NotNow,
    may,
)
from portefeuille.applications.turn import Held, held
from portefeuille.core.money import Cents
from portefeuille.core.settlement import Money, parts_of_payment, pay_by
from portefeuille.journal.models import Event
from portefeuille.journal.queries import history_of
from portefeuille.journal.services import By
from portefeuille.payments.models import Deposit, Document, Order
from portefeuille.payments.queries import ordered_of
from portefeuille.payments.references import application_in
from portefeuille.wallet.queries import balances
from portefeuille.wallet.services import Line, Movement, move, post

MAX_DOCUMENT: Final = 5 * 1024 * 1024
"""Bytes of a file that is kept."""

MEDIA_TYPES: Final = {
    b"%PDF-": "application/pdf",
    b"\x89PNG": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
}
"""What a kept file may be, by how it begins."""


class NotEnough(ValueError):
    """More was ordered than lies ready; `balance` in cents."""

    def __init__(self, balance: Cents) -> None:
        super().__init__(f"only {balance} cents lie ready")
        self.balance = balance


class InvoiceOrdered(ValueError):
    """This invoice was ordered before."""


class WrongFile(ValueError):
    """A file that cannot be kept: `why` is "large" or "type"."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Invoice:
    """What is ordered: an amount of one invoice."""

    number: str
    day: date
    amount: Cents
    document_id: uuid.UUID | None


def record_deposit(
    key: uuid.UUID, reference: str, amount: Cents, received_on: date, by: By
) -> Deposit:
    """Record money that came in: booked where it is what was asked, else sent back.

    What was asked: the exact amount still to deposit, with the communication of the application,
    on the account by the last day. One that was in time for an application that has lapsed since
    (the bank told us late) is booked, if the room is still there.
    """
    known = Deposit.objects.filter(key=key).first()
    if known is not None:
        return known
    application_id = application_in(reference)
    if application_id is None or not Application.objects.filter(pk=application_id).exists():
        return _store(key, None, reference, amount, received_on, "unknown-reference", by)
    with held(application_id) as found:
        again = Deposit.objects.filter(key=key).first()
        if again is not None:
            return again
        why = _why_returned(found, amount, received_on)
        if not why and found.dossier.status == LAPSED and not _room_is_there(found):
            why = "not-expected"
        if why:
            return _send_back(found, key, reference, amount, received_on, why, by)
        return _book(found, key, reference, amount, received_on, by)


def keep_document(
    application_id: int, person_id: int, name: str, content: bytes, by: By
) -> Document:
    """Keep a file as it came in; WrongFile where it is too large or of a kind we do not take."""
    if len(content) > MAX_DOCUMENT:
        raise WrongFile("large")
    kinds = [kind for begin, kind in MEDIA_TYPES.items() if content.startswith(begin)]
    if not kinds:
        raise WrongFile("type")
    return Document.objects.create(
        application_id=application_id,
        person_id=person_id,
        name=name[:200],
        media_type=kinds[0],
        content=content,
        digest=hashlib.sha256(content).hexdigest(),
        kept_at=by.now,
    )


def order_payment(key: uuid.UUID, application_id: int, invoice: Invoice, by: By) -> Order:
    """Order payment of an amount of an invoice.

    NotEnough above what lies ready, InvoiceOrdered where the invoice was ordered before, NotNow
    in a status in which nothing can be ordered.
    """
    with held(application_id) as found:
        known = Order.objects.filter(key=key).first()
        if known is not None:
            return known
        found.step("order")
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
        assert it.provider_id is not None, "a provider is named by every application under law"
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


def _why_returned(found: Held, amount: Cents, received_on: date) -> str:
    """Why a deposit goes back; empty where it is what was asked."""
    it = found.dossier
    if not may("deposit", it.status) or not it.money.to_deposit:
        return "not-expected"
    if amount != it.money.to_deposit:
        return "wrong-amount"
    last_day = _last_day(found)
    if last_day is not None and received_on > last_day:
        return "too-late"
    return ""


def _last_day(found: Held) -> date | None:
    """The last day of the deposit that is awaited or was; None where one more is free to come."""
    if found.dossier.status == AWAITING_DEPOSIT:
        return found.dossier.due_on
    return _last_day_before_lapse(found) if found.dossier.status == LAPSED else None


def _last_day_before_lapse(found: Held) -> date:
    """The last day of the deposit that did not come; before all days where it lapsed later on."""
    history = history_of("application", found.dossier.application_id)
    lapsed = max(at for at, event in enumerate(history) if event.verb == "lapse")
    last = history[lapsed - 1]
    return (last.due_on if last.to_status == AWAITING_DEPOSIT else None) or date.min


def _room_is_there(found: Held) -> bool:
    """Whether the grant of an application that lapsed can be held once more."""
    lost = balances([found.dossier.application_id])[found.dossier.application_id].get("lost", 0)
    return (
        bool(lost)
        or found.wallet.used_cents + found.dossier.money.grant <= found.wallet.ceiling_cents
    )


def _book(
    found: Held, key: uuid.UUID, reference: str, amount: Cents, received_on: date, by: By
) -> Deposit:
    it = found.dossier
    first = it.status in (AWAITING_DEPOSIT, LAPSED)
    law = found.decided().law
    due_on = pay_by(law, it.service, it.submitted_on) if first else it.due_on
    event = found.take("deposit", by, due_on=due_on)
    own, subsidy = it.application_id, it.money.grant if first else 0
    post(
        [
            move(
                "deposit",
                event,
                Line("enterprise", it.enterprise_id, -amount),
                Line("own", own, amount),
            ),
            move("subsidy", event, Line("government", 0, -subsidy), Line("subsidy", own, subsidy)),
            *_held_again(found, event),
        ]
    )
    return _store(key, found, reference, amount, received_on, "", by, event_id=event.pk)


def _held_again(found: Held, event: Event) -> Iterator[Movement]:
    """The grant of an application that lapsed is held once more, from where the lapse left it."""
    if found.dossier.status != LAPSED:
        return
    key, grant = found.dossier.application_id, found.dossier.money.grant
    lost = balances([key])[key].get("lost", 0)
    yield move("grant", event, Line("lost", key, -lost), Line("held", key, lost))
    rest = grant - lost
    yield move("grant", event, Line("room", found.wallet.pk, -rest), Line("held", key, rest))


def _send_back(
    found: Held, key: uuid.UUID, reference: str, amount: Cents, received_on: date, why: str, by: By
) -> Deposit:
    it = found.dossier
    event_id = None
    with suppress(NotNow):  # a history that was loaded: nobody follows it
        event_id = found.take("return_deposit", by, due_on=it.due_on, reason=why).pk
    return _store(key, found, reference, amount, received_on, why, by, event_id=event_id)


def _store(
    key: uuid.UUID,
    found: Held | None,
    reference: str,
    amount: Cents,
    received_on: date,
    why: str,
    by: By,
    event_id: int | None = None,
) -> Deposit:
    with transaction.atomic():
        return Deposit.objects.create(
            key=key,
            application_id=None if found is None else found.dossier.application_id,
            event_id=event_id,
            reference=reference[:140],
            amount_cents=amount,
            received_on=received_on,
            returned=why,
            actor=by.actor,
            known_at=by.now,
        )
