"""The accounts that enterprise and provider give, and the transfer as a code to scan."""

import re
import uuid
from datetime import date

import pytest
from django.conf import settings

from portefeuille.adapters.bank import epc_svg
from portefeuille.payments.models import Beneficiary
from portefeuille.payments.outgoing.due import out_to_enterprise, payouts_due
from portefeuille.payments.references import communication_of
from portefeuille.payments.services import owe_refunds, record_deposit
from portefeuille.people.models import Person
from portefeuille.people.services import give_mandate
from portefeuille.providers.queries import registrations_of
from tests.payments.life import PROVIDERS_IBAN, at
from tests.web.acting import address, approved, open_counter, signed_in, stopped, text_of

TWO_IN_ONE = "1999905319"
FORM = {"iban": "BE68 5390 0754 7034", "name": "Bakkerij Voorbeeld"}


@pytest.fixture(autouse=True)
def counter(database, monkeypatch):
    open_counter(monkeypatch)


def given(**more):
    return {**FORM, "key": str(uuid.uuid4()), **more}


def test_an_enterprise_gives_an_account_for_what_comes_back_of_both_kinds():
    lotte = signed_in("ondernemer")
    it = stopped()
    assert lotte.get(address(it, "rekening")).status_code == 409
    record_deposit(
        uuid.uuid4(),
        communication_of(it.application_id),
        5_00,
        date(2026, 11, 21),
        at(2026, 11, 21),
    )
    owe_refunds(at(2026, 11, 22))
    assert {one.kind for one in out_to_enterprise(it.application_id)} == {"refund", "return"}
    page = text_of(lotte.get(address(it)))
    assert "We kennen geen rekening om je op terug te betalen." in page
    wrong = lotte.post(address(it, "rekening"), given(iban="BE68"))
    assert wrong.status_code == 422
    answered = lotte.post(address(it, "rekening"), given())
    assert answered.status_code == 303
    page = text_of(lotte.get(answered["Location"]))
    assert "De rekening is bewaard." in page
    assert "We kennen geen rekening" not in page
    assert [one.to and one.to.iban for one in payouts_due()] == [PROVIDERS_IBAN] * 2
    assert "Nu in gebruik" in text_of(lotte.get(address(it, "rekening")))


def test_of_two_providers_under_a_number_one_is_paid_on_it():
    an = Person.objects.get(subject="demo:dienstverlener")
    give_mandate(an, "provider", TWO_IN_ONE, date(2015, 1, 1))
    client, there = signed_in("dienstverlener"), f"/dv/{TWO_IN_ONE}/rekening"
    one, other = {each.provider_id for each in registrations_of(TWO_IN_ONE)}
    assert client.post(there, given()).status_code == 422
    stranger = registrations_of("1999905022")[0].provider_id
    assert client.post(there, given(whose=str(stranger))).status_code == 422
    assert client.post(there, given(whose=str(other))).status_code == 303
    assert Beneficiary.objects.get().party_id == other
    page = text_of(client.get(there))
    assert page.count("We kennen nog geen rekening van je") == 1
    assert one != other


def test_the_deposit_is_shown_as_the_code_of_exactly_that_transfer():
    it = approved()
    page = text_of(signed_in("ondernemer").get(address(it, "storten")))
    drawn = epc_svg(
        settings.FINANCIAL_MANAGER_NAME,
        settings.FINANCIAL_MANAGER_IBAN,
        "",
        it.money.to_deposit,
        communication_of(it.application_id),
    )
    assert drawn in page
    (said,) = re.findall(r'role="img" aria-label="(QR[^"]+)"', page)
    assert "€ 700,00" in said
    assert communication_of(it.application_id) in said
