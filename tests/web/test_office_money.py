"""The desk of the finance officer: what came in, what is expected, what is paid."""

import re
import uuid

import pytest

from portefeuille.payments.models import Deposit, Order
from portefeuille.payments.services import Invoice, keep_document, order_payment
from portefeuille.people.models import Person
from tests.applications.filing import NOW, load_registers, request, submitted
from tests.applications.nine import assert_year_is_right, nine_applications
from tests.payments.life import at, the
from tests.web.desk import (
    counted,
    deposit_of,
    open_desk,
    signed_in,
    text_of,
)

DEPOSITS, PAYMENTS = "/kantoor/stortingen", "/kantoor/betalingen"


@pytest.fixture
def desk(database, monkeypatch):
    load_registers()
    open_desk(monkeypatch)


@pytest.fixture
def year(desk):
    return nine_applications()


@pytest.fixture
def handler(desk):
    return signed_in("dossierbehandelaar")


@pytest.fixture
def finance(desk):
    return signed_in("financien")


def small_one(cost="200.00"):
    return submitted(request(application={"cost": cost}), NOW).application_id


def test_a_deposit_sent_twice_is_recorded_once(database, finance, year):
    sent = deposit_of(year["awaiting"])
    before = Deposit.objects.count()
    for _ in range(2):
        answer = finance.post(DEPOSITS, sent)
        assert answer.status_code == 303
    assert Deposit.objects.count() == before + 1
    assert the(year["awaiting"]).status == "deposited"
    page = text_of(finance.get(answer["Location"]))
    assert f"€ 700,00 is geboekt op {the(year['awaiting']).reference}." in page
    assert_year_is_right(database)


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        ({"reference": "+++000/0000/00000+++"}, "hoort bij geen enkele aanvraag"),
        ({"amount": "699,99"}, "niet het gevraagde bedrag"),
    ],
)
def test_a_deposit_that_is_not_what_was_asked_goes_back(finance, year, sent, why):
    answer = finance.post(DEPOSITS, deposit_of(year["awaiting"], **sent))
    page = text_of(finance.get(answer["Location"]))
    assert "gaat terug." in page
    assert why in page
    assert the(year["awaiting"]).status == "awaiting_deposit"


@pytest.mark.parametrize(
    "sent",
    [{"amount": "0"}, {"amount": "1,234.5"}, {"received_on": "23/11/2026"}, {"reference": ""}],
)
def test_a_deposit_that_cannot_be_read_keeps_its_key_and_values(finance, year, sent):
    asked = deposit_of(year["awaiting"], **sent)
    answer = finance.post(DEPOSITS, asked)
    assert answer.status_code == 422
    assert asked["key"] in text_of(answer)


def test_expected_deposits_go_on_by_last_day(finance, desk, monkeypatch):
    keys = [small_one() for _ in range(5)]
    monkeypatch.setattr("portefeuille.web.office.deposits.PAGE", 2)
    seen, address = [], DEPOSITS
    while address:
        page = text_of(finance.get(address)).split('id="verwacht"')[1]
        seen += [key for key in keys if the(key).reference in page.split('id="binnen"')[0]]
        found = re.search(r'href="([^"]+)" rel="next"', page)
        address = found[1] if found else ""
    assert seen == keys
    assert finance.get(f"{DEPOSITS}?na=x.1&voor=&storting=x").status_code == 200


def test_an_invoice_that_was_sent_in_can_be_fetched(finance, year):
    (without,) = Order.objects.filter(application_id=year["ordered"])
    assert finance.get(f"{PAYMENTS}/{without.pk}/stuk").status_code == 404
    key, by = year["deposited"], at(2026, 11, 22)
    person = Person.objects.get(subject="demo:ondernemer")
    kept = keep_document(key, person.pk, "factuur.pdf", b"%PDF-1.7", by)
    invoice = Invoice("D-1", by.now.date(), 400_00, kept.pk)
    order = order_payment(uuid.uuid4(), key, invoice, by)
    there = f"{PAYMENTS}/{order.pk}/stuk"
    assert there in text_of(finance.get(PAYMENTS))
    answer = finance.get(there)
    assert (answer.content, answer["Content-Type"]) == (b"%PDF-1.7", "application/pdf")
    assert 'attachment; filename="factuur.pdf"' in answer["Content-Disposition"]


def test_queries_do_not_grow_with_orders(finance, year):
    with counted() as few:
        finance.get(PAYMENTS)
    nine_applications("1999900270")
    with counted() as many:
        finance.get(PAYMENTS)
    assert few == many
