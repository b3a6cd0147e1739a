"""Many at once on one dossier: each thing happens once, and nobody waits for ever."""

import threading
import uuid
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connections

from portefeuille import law
from portefeuille.applications.services import By, Change, lapse, revise, stop, submit
from portefeuille.applications.transitions import NotNow
from portefeuille.payments.references import communication_of
from portefeuille.payments.services import (
    Invoice,
    InvoiceOrdered,
    NotEnough,
    order_payment,
    record_deposit,
)
from tests.applications.books import rows
from tests.applications.filing import NOW, load_registers, request, submitted
from tests.databases import Database
from tests.payments.life import assert_ledger_is_right, at, deposited, ordered, pay, the

DAY = date(2026, 12, 1)
POLITE = (NotNow, NotEnough, InvoiceOrdered)


@pytest.fixture
def application(database: Database) -> int:
    load_registers()
    return submitted(request(), NOW).application_id


def at_once(*deeds: Callable[[], object]) -> list[object]:
    """Every deed in a thread and a connection of its own, from one starting shot."""
    start = threading.Barrier(len(deeds))
    answers: list[object] = [None] * len(deeds)

    def do(number: int) -> None:
        start.wait()
        try:
            answers[number] = deeds[number]()
        except Exception as error:
            answers[number] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=do, args=[number]) for number in range(len(deeds))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
        assert not thread.is_alive(), "nobody waits for ever"
    rude = [a for a in answers if isinstance(a, Exception) and not isinstance(a, POLITE)]
    assert rude == []
    return answers


def events(database: Database, verb: str) -> int:
    return int(rows(database, "SELECT count(*) FROM journal_event WHERE verb = %s", verb)[0][0])


def test_one_deposit_of_twenty_with_the_same_key_or_another(
    database: Database, application: int
) -> None:
    key, reference = uuid.uuid4(), communication_of(application)

    def same() -> object:
        return record_deposit(key, reference, 700_00, DAY, at(2026, 12, 1))

    def other() -> object:
        return deposited(application, 700_00, DAY, at(2026, 12, 1))

    at_once(*[same] * 10, *[other] * 10)
    assert events(database, "deposit") == 1
    assert the(application).money.own == 700_00
    assert_ledger_is_right(database)


def test_a_payment_of_ten_and_an_invoice_of_ten(database: Database, application: int) -> None:
    deposited(application, 700_00, DAY, at(2026, 12, 1))

    def order() -> object:
        invoice = Invoice("F-1", DAY, 600_00, None)
        return order_payment(uuid.uuid4(), application, invoice, at(2026, 12, 2))

    at_once(*[order] * 10)
    assert events(database, "order") == 1
    (order_id,) = rows(database, "SELECT id FROM payments_order")[0]
    at_once(*[lambda: pay(order_id, at(2026, 12, 3))] * 10)
    assert events(database, "pay") == 1
    assert the(application).money.paid == 600_00
    assert_ledger_is_right(database)


def test_two_orders_that_do_not_fit_together(database: Database, application: int) -> None:
    deposited(application, 700_00, DAY, at(2026, 12, 1))
    answers = at_once(
        *[
            lambda number=number: ordered(application, number, 600_00, at(2026, 12, 2))
            for number in ("F-1", "F-2")
        ]
    )
    assert [type(a).__name__ for a in answers if isinstance(a, Exception)] == ["NotEnough"]


def test_stop_lapse_deposit_revision_and_new_applications_at_once(
    database: Database, application: int
) -> None:
    number = the(application).number
    enterprise = the(application).enterprise_id
    others = [submitted(request(), NOW).application_id for _ in range(3)]
    late = at(2026, 12, 21)

    def revised() -> object:
        return revise(enterprise, 2026, Change({"size": "medium"}, {}), "andere cijfers", late)

    def again() -> object:
        return submit(request(number), law.load(), By("test", NOW))

    for _ in range(3):
        at_once(
            lambda: stop(application, "enterprise", "toch niet", late),
            lambda: lapse(application, late.now),
            lambda: deposited(application, 700_00, DAY, late),
            revised,
            again,
            *[lambda key=key: lapse(key, late.now) for key in others],
            *[lambda key=key: stop(key, "enterprise", "nee", late) for key in others],
        )
    assert the(application).status in ("stopped", "lapsed", "deposited")
    assert_ledger_is_right(database)
