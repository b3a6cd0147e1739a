"""An e-invoice with a payment order: it fills in the form, is checked, and is shown to who pays."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from portefeuille.payments.queries import checks_of, payments_of
from portefeuille.web.ui.invoices import SENTENCES, told_checks
from tests.adapters.invoices.made import CUSTOMER, SAMPLE, SUPPLIER, changed
from tests.databases import Database
from tests.payments.life import at, ordered, the
from tests.web.acting import (
    address,
    open_counter,
    order_of,
    signed_in,
    text_of,
    with_deposit,
    words_of,
)

EMPTY = {"invoice_number": "", "invoice_date": ""}
CHEAPER = (("1000.00", "750.00"), ("500.00</cbc:Price", "375.00</cbc:Price"))


@pytest.fixture
def lotte(database: Database, monkeypatch: pytest.MonkeyPatch) -> Client:
    """The baker."""
    open_counter(monkeypatch)
    return signed_in("ondernemer")


def sent(content: bytes = SAMPLE.encode(), **answers: str) -> dict[str, Any]:
    """What the form sends with an invoice."""
    return {**order_of(), **answers, "file": SimpleUploadedFile("factuur.xml", content)}


def asked(answer: Any) -> dict[str, str]:
    """What the page to check is asked for."""
    assert answer.status_code == 303, text_of(answer)
    return {name: value[0] for name, value in parse_qs(urlsplit(answer["Location"]).query).items()}


def test_what_was_not_typed_is_filled_in_from_the_invoice(lotte: Client) -> None:
    page = address(with_deposit(), "betalen")
    for content, answers, number, amount in (
        (SAMPLE.encode(), {**EMPTY, "amount": ""}, "2026/0117", "1.000,00"),
        (changed(*CHEAPER), {**EMPTY, "amount": "1.000,00"}, "2026/0117", "750,00"),
        (changed(("1000.00", "1500.00")), {**EMPTY, "amount": ""}, "2026/0117", "1.000,00"),
        (changed(*CHEAPER), {**EMPTY, "amount": "400"}, "2026/0117", "400,00"),
    ):
        found = asked(lotte.post(page, sent(content, **answers)))
        assert (found["invoice_number"], found["invoice_date"], found["amount"]) == (
            number,
            "20/11/2026",
            amount,
        )


def test_what_was_checked_stands_on_the_page_to_check_and_with_the_order(lotte: Client) -> None:
    it = with_deposit()
    page = address(it, "betalen")
    check = lotte.post(page, sent(**EMPTY, amount=""))
    shown = words_of(lotte.get(check["Location"]))
    assert "In orde Ze komt van de dienstverlener van deze aanvraag." in shown
    assert "Na te kijken De factuur is van 20 november 2026, voor de dienst start op" in shown
    assert "De financieel beheerder bekijkt voor de betaling wat niet in orde" in shown
    lotte.post(page, {**asked(check), "confirm": "1"})
    (order,) = payments_of(it.application_id)
    (found,) = checks_of([order.order_id]).values()
    assert {one.name for one in found if one.holds is not True} == {"start"}


def test_an_invoice_that_is_not_right_is_said_at_its_field(lotte: Client) -> None:
    it = with_deposit()
    page = address(it, "betalen")
    for change, said in (
        ((SUPPLIER, "1999905121"), "Ze komt van onderneming 1999.905.121."),
        ((CUSTOMER, "1999900270"), "Ze is gericht aan onderneming 1999.900.270."),
        ((">380<", ">381<"), "Het is een creditnota"),
        (("Invoice-2", "Invoice-3"), "Deze XML is geen e-factuur (UBL)."),
        (("1210.00</cbc:Pay", "x</cbc:Pay"), "bij cac:LegalMonetaryTotal/cbc:PayableAmount"),
    ):
        answer = lotte.post(page, sent(changed(change), **EMPTY, amount="1,00"))
        assert answer.status_code == 422
        assert text_of(answer).count(said) == 2
    assert payments_of(it.application_id) == []


def test_another_number_day_or_amount_than_the_invoice_has_is_not_ordered(lotte: Client) -> None:
    it = with_deposit()
    page = address(it, "betalen")
    right = asked(lotte.post(page, sent(changed(*CHEAPER), **EMPTY, amount="")))
    for name, value, said in (
        ("invoice_number", "2026/0118", "Het nummer op de factuur is 2026/0117"),
        ("invoice_date", "19/11/2026", "De datum op de factuur is 20 november 2026"),
        ("amount", "750,01", "De factuur is € 750,00 zonder btw."),
    ):
        for more in ({}, {"confirm": "1"}):
            answer = lotte.post(page, {**right, name: value, **more})
            assert answer.status_code == 422
            assert text_of(answer).count(said) == 2
    assert payments_of(it.application_id) == []
    assert the(it.application_id).status == "deposited"


def test_a_pdf_is_not_checked_and_that_is_said_to_both(lotte: Client) -> None:
    it = with_deposit()
    page = address(it, "betalen")
    pdf = {"file": SimpleUploadedFile("factuur.pdf", b"%PDF-1.7")}
    check = lotte.post(page, {**order_of(), **pdf})
    assert "Niet nagekeken: er is geen gestructureerde" in words_of(lotte.get(check["Location"]))
    lotte.post(page, {**asked(check), "confirm": "1"})
    paying = words_of(signed_in("financien").get("/kantoor/betalingen"))
    assert "1 punt om na te kijken" in paying
    assert "Niet nagekeken: er is geen gestructureerde" in paying


def test_who_pays_sees_where_the_same_number_was_ordered_and_who_orders_does_not(
    lotte: Client,
) -> None:
    other, it = with_deposit(), with_deposit()
    ordered(other.application_id, "2026-0117", 400_00, at(2026, 11, 21))
    check = lotte.post(address(it, "betalen"), sent(**EMPTY, amount=""))
    shown = words_of(lotte.get(check["Location"]))
    assert "Niet in orde Er is al een andere betaalopdracht voor dit nummer" in shown
    assert other.reference not in shown
    lotte.post(address(it, "betalen"), {**asked(check), "confirm": "1"})
    paying = words_of(signed_in("financien").get("/kantoor/betalingen"))
    assert f"voor dit nummer van deze dienstverlener. {other.reference}" in paying


def test_every_check_has_its_sentences() -> None:
    from tests.payments.test_invoices import ASKED, INVOICE, check

    names = {name for name, _ in SENTENCES}
    found = check(ASKED, INVOICE)
    assert {one.name for one in found} == names
    assert all(one.sentence and "%" not in one.sentence for one in told_checks(found))
