"""Statements at the desk of the finance officer: read once, held to the ledger, refused whole."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from portefeuille.adapters.bank.simulator import Bank
from portefeuille.payments.models import BankLine, Statement, StatementFile
from portefeuille.payments.services import match_waiting
from tests.applications.filing import add_enterprises
from tests.databases import Database
from tests.payments.booked import DAY, OURS, PAYER, bank, costs, digits, near
from tests.payments.life import assert_ledger_is_right, the
from tests.web.acting import approved, open_counter, signed_in, text_of, words_of
from tests.web.counter import MORNING

STATEMENTS, QUEUE, DEPOSITS = (
    f"/kantoor/{name}" for name in ("afschriften", "verrichtingen", "stortingen")
)


@pytest.fixture
def registers(database: Database, monkeypatch: pytest.MonkeyPatch) -> Database:
    open_counter(monkeypatch)
    return database


@pytest.fixture
def finance(registers: Database) -> Client:
    return signed_in("financien")


def upload(client: Client, content: bytes, name: str = "dag.xml") -> Any:
    return client.post(STATEMENTS, {"file": SimpleUploadedFile(name, content, "text/xml")})


def test_a_statement_is_read_once_and_says_what_became_of_it(
    registers: Database, finance: Client
) -> None:
    right, short, unclear = (approved(number=one) for one in add_enterprises(3))
    it = bank()
    for one, amount in ((right, 700_00), (short, 699_99)):
        it.deposit(OURS, amount, DAY, structured=digits(one.application_id))
    it.deposit(OURS, 700_00, DAY, text=near(unclear.application_id), sender=PAYER)
    it.book(OURS, costs())
    content = it.statement(DAY)
    answered = upload(finance, content)
    assert answered.status_code == 303
    page = words_of(finance.get(answered["Location"]))
    assert "4 verrichtingen zijn nieuw." in page
    assert "Thuisgebracht1 Worden teruggestort aan wie ze stuurde1 Wachten op jou2" in page
    assert the(right.application_id).status == "deposited"
    assert "Bank en grootboek komen overeen: € 7.087,49" in words_of(finance.get(STATEMENTS))
    (statement,) = Statement.objects.all()
    lines = words_of(finance.get(f"{STATEMENTS}/{statement.pk}"))
    assert "Het bedrag is niet het gevraagde bedrag" in lines
    queue = words_of(finance.get(QUEUE))
    assert "2 verrichtingen wachten" in queue
    assert "Geen mededeling erin hoort bij een aanvraag1" in queue
    assert "Ze noemt geen betaling van ons0" in queue
    again = upload(finance, content, "nog eens.xml")
    page = words_of(finance.get(again["Location"]))
    assert "Er staat niets nieuws in. 4 verrichtingen waren al gekend" in page
    assert (Statement.objects.count(), BankLine.objects.count()) == (1, 4)
    assert StatementFile.objects.count() == 1
    assert_ledger_is_right(registers)
    for missing in (f"{STATEMENTS}/999", f"{STATEMENTS}/bestanden/999", f"{QUEUE}/999"):
        assert finance.get(missing).status_code == 404


def test_a_file_that_cannot_be_read_keeps_nothing_and_says_where_it_is_wrong(
    finance: Client,
) -> None:
    it = bank()
    it.deposit(OURS, 700_00, DAY)
    good = it.statement(DAY)
    broken = upload(finance, good.replace(b'Ccy="EUR">700.00<', b'Ccy="EUR">7OO.00<', 1))
    assert broken.status_code == 422
    page = words_of(broken)
    assert "kan niet gelezen worden als rekeningafschrift" in page
    assert re.search(r"Plaatsstatement 1, entry 1: Amt Wat er staatis '7OO\.00'", page)
    other = Bank()
    other.open(PAYER, "Iemand anders")
    other.deposit(PAYER, 5_00, DAY)
    theirs = upload(finance, other.statement(DAY))
    assert theirs.status_code == 422
    assert "een afschrift van BE62 5100 0754 7061" in text_of(theirs)
    assert "Dit bestand is leeg." in text_of(upload(finance, b""))
    assert "Kies het bestand van de bank." in text_of(finance.post(STATEMENTS, {}))
    assert StatementFile.objects.count() == BankLine.objects.count() == 0


def test_a_statement_that_is_missing_is_said_aloud_until_it_is_read(finance: Client) -> None:
    it = bank()
    days = [DAY + timedelta(days=more) for more in range(3)]
    for day in days:
        it.deposit(OURS, 100_00, day, text="koffie", sender=PAYER)
    first, between, last = (it.statement(day) for day in days)
    upload(finance, first)
    upload(finance, last)
    page = words_of(finance.get(STATEMENTS))
    assert "Bank en grootboek komen niet overeen." in page
    assert "zegt de bank € 5.300,00 en het grootboek € 5.200,00: € 100,00 die in geen" in page
    assert "ontbreekt er een, samen goed voor € 100,00" in page
    assert "Sluit niet aan" in page
    upload(finance, between)
    page = words_of(finance.get(STATEMENTS))
    assert "Bank en grootboek komen overeen: € 5.300,00" in page
    assert "Sluit niet aan" not in page
    it.deposit(OURS, 50_00, days[2], text="nog koffie", sender=PAYER)
    upload(finance, it.statement(days[2]), "aangevuld.xml")
    page = words_of(finance.get(STATEMENTS))
    assert "Bank en grootboek komen overeen: € 5.350,00" in page
    assert "Sluit niet aan" not in page


def test_of_a_long_statement_the_worker_does_the_rest(
    finance: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portefeuille.web.office.statements.AT_ONCE", 1)
    monkeypatch.setattr("portefeuille.web.office.statements.LINES", 2)
    it = bank()
    for sum_of_it in range(3):
        it.deposit(OURS, 100 + sum_of_it, DAY, text="koffie", sender=PAYER)
    there = upload(finance, it.statement(DAY))["Location"]
    assert "2 verrichtingen worden nog bekeken" in text_of(finance.get(there))
    assert match_waiting(MORNING) == {"sent_back": 2}
    assert "worden nog bekeken" not in text_of(finance.get(there))
    (statement,) = Statement.objects.all()
    first = text_of(finance.get(f"{STATEMENTS}/{statement.pk}"))
    (after,) = re.findall(r'href="([^"]+)" rel="next"', first)
    assert "€ 1,02" in text_of(finance.get(after))
