"""Money that must come back, at the desk: asked, agreed, set off, written off, and told."""

import pytest

from portefeuille.payments.models import Recovery
from portefeuille.payments.recovering.debts import debt
from portefeuille.payments.references import communication_of_recovery
from tests.payments.owing import receive
from tests.web.acting import (
    address,
    open_counter,
    signed_in,
    stopped,
    text_of,
    with_payment,
    words_of,
)
from tests.web.form import FINANCE, OFFICE, OWNER, PROVIDER
from tests.web.forms_recoveries import a_debt, ask_form


@pytest.fixture(autouse=True)
def _counter(database, monkeypatch):
    open_counter(monkeypatch)


def test_what_is_wrong_with_what_is_asked_is_said_beside_it():
    sent = ask_form()
    for change, said in (
        ({"ground": ""}, "Kies wat je terugvraagt."),
        ({"ground": "revision.enterprise"}, "Dat kan niet meer teruggevraagd worden."),
        ({"amount": "1.000,01", "own": "900"}, "niet meer dan gevraagd kan worden."),
        ({"amount": "1.000,00", "own": "699,99"}, "vul een groter aandeel in."),
        ({"due_on": "21/11/2026"}, "Vul vandaag of een latere dag in."),
        ({"words": ""}, "Zeg waarom je het terugvraagt."),
    ):
        answer = signed_in(OFFICE).post(sent.where, {**sent.what, **change})
        assert answer.status_code == 422
        assert said in text_of(answer)
    assert not Recovery.objects.exists()


def test_who_must_pay_reads_how_and_nobody_else_does():
    it = with_payment()
    there = f"/kantoor/dossiers/{it.reference}/terugvorderen"
    what = {"ground": "inspection.provider", "amount": "1.000,00", "own": "700,00"}
    what |= {"due_on": "1/2/2027", "words": "Nagekeken."}
    answer = signed_in(OFFICE).post(there, what, follow=True)
    assert "Het is teruggevraagd." in text_of(answer)
    told = communication_of_recovery(Recovery.objects.get().pk)
    at_provider = signed_in(PROVIDER).get(f"/dv/{it.provider_number}/aanvragen/{it.reference}")
    assert told in text_of(at_provider)
    assert "1 februari 2027: € 1.000,00" in words_of(at_provider)
    assert told not in text_of(signed_in(OWNER).get(address(it)))


def test_the_list_says_what_is_late():
    key = a_debt()
    page = words_of(signed_in(FINANCE).get("/kantoor/terugvorderingen"))
    assert "Nog niet vervallen€ 200,00" in page
    assert "Alles samen€ 200,00" in page
    receive(Recovery.objects.get(pk=key), 200_00)
    assert "Er is geen terugvordering open." in words_of(
        signed_in(OFFICE).get("/kantoor/terugvorderingen")
    )


def test_instalments_that_are_not_what_is_open_are_asked_again():
    there = f"/kantoor/terugvorderingen/{a_debt()}"
    for parts, said in (
        ("1/2/2027 100,00\n1/3/2027 99,99", "samen zijn wat openstaat: € 200,00."),
        ("1/2/2027 100,00\n1/2/2027 100,00", "voor elke regel een andere dag"),
        ("morgen 200,00", "Schrijf elke regel als een dag en een bedrag"),
        ("", "Vul op elke regel een dag en een bedrag in."),
    ):
        sent = {"stap": "afspreken", "parts": parts, "words": "Per telefoon."}
        answer = signed_in(OFFICE).post(there, sent)
        assert answer.status_code == 422
        assert said in text_of(answer)
    sent = {"stap": "afspreken", "parts": "1/2/2027 150,00\n\n1/3/2027 50,00", "words": "Ja."}
    page = words_of(signed_in(OFFICE).post(there, sent, follow=True))
    assert "1 februari 2027: € 150,00" in page
    assert "“Ja.”" in page


def test_set_off_is_confirmed_by_finance_for_the_amount_that_was_seen():
    stopped()
    key = a_debt("enterprise")
    there = f"/kantoor/terugvorderingen/{key}"
    assert "Verreken € 200,00" in text_of(signed_in(FINANCE).get(there))
    assert "Verreken" not in text_of(signed_in(OFFICE).get(there))
    sent = {"stap": "verrekenen", "gezien": "20000"}
    assert signed_in(OFFICE).post(f"{there}/regelen", sent).status_code == 403
    other = signed_in(FINANCE).post(f"{there}/regelen", {**sent, "gezien": "19999"})
    assert other.status_code == 409
    assert "Er is iets veranderd" in text_of(other)
    page = signed_in(FINANCE).post(f"{there}/regelen", sent, follow=True)
    assert "Het is verrekend." in text_of(page)
    found = debt(key)
    assert found is not None
    assert found.status == "paid_off"


def test_whoever_asked_it_back_is_told_that_another_must_write_it_off():
    it = with_payment()
    there = f"/kantoor/dossiers/{it.reference}/terugvorderen"
    what = {"ground": "inspection.enterprise", "amount": "300,00", "due_on": "1/2/2027"}
    signed_in(FINANCE).post(there, {**what, "words": "Nagekeken."})
    there = f"/kantoor/terugvorderingen/{Recovery.objects.get().pk}/regelen"
    answer = signed_in(FINANCE).post(there, {"stap": "afschrijven", "words": "Failliet."})
    assert answer.status_code == 422
    assert "iemand anders moet het afschrijven" in text_of(answer)
    key = a_debt()
    page = signed_in(FINANCE).post(
        f"/kantoor/terugvorderingen/{key}/regelen",
        {"stap": "afschrijven", "words": "Failliet."},
        follow=True,
    )
    assert "Het is afgeschreven." in text_of(page)
