"""Statements and the queue at the desk of the finance officer: read, placed, sent back, once."""

import re
import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from portefeuille.adapters.bank.simulator import Bank
from portefeuille.journal.services import By
from portefeuille.payments.models import BankLine, Deposit, Payout, Statement, StatementFile
from portefeuille.payments.references import communication_of
from portefeuille.payments.services import explain, match_waiting, prepare, release
from portefeuille.people.models import Person
from portefeuille.scenarios.banking import answer
from portefeuille.wallet.models import Posting
from tests.applications.filing import add_enterprises
from tests.databases import Database
from tests.payments.booked import DAY, OURS, PAYER, bank, costs, digits, near, waiting_line
from tests.payments.life import assert_ledger_is_right, at, the
from tests.web.acting import address, approved, open_counter, signed_in, text_of, words_of
from tests.web.counter import MORNING
from tests.web.desk import counted

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


def waiting(application_id: int) -> str:
    """The address of a line that waits, of which one application is proposed."""
    return f"{QUEUE}/{waiting_line(application_id)}"


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


def test_a_proposal_is_confirmed_once_and_the_second_officer_is_told(
    registers: Database, finance: Client
) -> None:
    one, other = (approved(number=it) for it in add_enterprises(2))
    there = waiting(one.application_id)
    page = words_of(finance.get(there))
    assert one.reference in page
    assert "de mededeling verschilt één cijfer, of twee zijn verwisseld" in page
    asked = {"stap": "bevestig", "aanvraag": one.reference}
    for _ in range(2):
        answered = finance.post(there, asked)
        assert answered.status_code == 303
    page = words_of(finance.get(answered["Location"]))
    assert "Het is gebeurd." in page
    assert f"Geboekt op {one.reference} van" in page
    assert the(one.application_id).status == "deposited"
    for late in ({**asked, "aanvraag": other.reference}, {"stap": "terug"}):
        answered = finance.post(there, late)
        assert answered.status_code == 409
        assert "Iemand anders heeft al over deze verrichting beslist" in text_of(answered)
    assert Deposit.objects.count() == 1
    assert the(other.application_id).status == "awaiting_deposit"
    assert_ledger_is_right(registers)


def test_another_dossier_is_found_by_its_number_and_takes_only_what_it_asks(
    finance: Client,
) -> None:
    one, other = (approved(number=it) for it in add_enterprises(2))
    unasked = approved(number=add_enterprises(3)[2], application={"cost": "2000.00"})
    there = waiting(one.application_id)
    page = words_of(finance.get(there, {"aanvraag": unasked.reference}))
    assert "er kwam € 700,00 binnen, en € 1.400,00 is gevraagd" in page
    refused = finance.post(there, {"stap": "bevestig", "aanvraag": unasked.reference})
    assert refused.status_code == 409
    assert f"kan niet geboekt worden op {unasked.reference}" in text_of(refused)
    assert "Het bedrag is niet het gevraagde bedrag" in text_of(refused)
    assert "Geen aanvraag heeft dit nummer." in text_of(finance.get(there, {"aanvraag": "x"}))
    assert finance.post(there, {"stap": "bevestig", "aanvraag": "x"}).status_code == 404
    assert finance.post(there, {"stap": "iets"}).status_code == 404
    found = finance.get(there, {"aanvraag": communication_of(other.application_id)})
    assert f'value="{other.reference}"' in text_of(found)
    assert finance.post(there, {"stap": "bevestig", "aanvraag": other.reference})
    assert the(other.application_id).status == "deposited"


def test_what_is_sent_back_is_on_its_way_until_the_bank_has_paid_it(
    registers: Database, finance: Client
) -> None:
    it = approved(number=add_enterprises(1)[0])
    there = waiting(it.application_id)
    for _ in range(2):
        assert finance.post(there, {"stap": "terug"}).status_code == 303
    (payout,) = Payout.objects.all()
    assert (payout.kind, payout.amount_cents) == ("return", 700_00)
    assert "Wordt teruggestort met een betaalrun" in text_of(finance.get(there))
    assert ">Wordt teruggestort</strong>" in text_of(finance.get(DEPOSITS))
    by = at(2026, 11, 23)
    run = prepare(uuid.uuid4(), date(2026, 11, 24), by)
    release(run.pk, By("another", by.now))
    answer(run.pk, by)
    assert "Teruggestort op 24 november 2026" in text_of(finance.get(there))
    assert ">Teruggestort</strong>" in text_of(finance.get(DEPOSITS))
    (booked,) = BankLine.objects.filter(credit=False)
    page = words_of(finance.get(f"{QUEUE}/{booked.pk}"))
    assert "€ 700,00 ging weg" in page
    assert "Storting teruggestort: € 700,00, Bakker Bart" in page
    assert_ledger_is_right(registers)


def test_what_no_dossier_explains_is_governments_with_words(
    registers: Database, finance: Client
) -> None:
    it = bank()
    it.book(OURS, costs())
    upload(finance, it.statement(DAY))
    (line,) = BankLine.objects.all()
    there = f"{QUEUE}/{line.pk}"
    assert "Stort terug" not in text_of(finance.get(there))
    for step in ({"stap": "terug"}, {"stap": "bevestig", "aanvraag": approved().reference}):
        refused = finance.post(there, step)
        assert refused.status_code == 409
        assert "het was geen storting" in text_of(refused)
    asked = {"stap": "overheid", "words": ""}
    assert finance.post(there, asked).status_code == 422
    for _ in range(2):
        assert finance.post(there, {**asked, "words": "Kosten"}).status_code == 303
    assert finance.post(there, {**asked, "words": "Rente"}).status_code == 409
    page = words_of(finance.get(there))
    assert "Van de overheid" in page
    assert "“Kosten”" in page
    owed = Posting.objects.filter(account="government", entry__kind="settle")
    assert [one.amount_cents for one in owed] == [-12_50]
    assert_ledger_is_right(registers)


def test_what_another_did_in_the_meantime_is_told_by_name(finance: Client) -> None:
    one = approved(number=add_enterprises(1)[0])
    there = waiting(one.application_id)
    handler = Person.objects.get(subject="demo:dossierbehandelaar")
    explain(int(there.rpartition("/")[2]), "Werkingsmiddelen", By(f"person:{handler.pk}", MORNING))
    late = finance.post(there, {"stap": "overheid", "words": "Werkingsmiddelen"})
    assert late.status_code == 409
    assert "wat je vroeg is niet gebeurd" in text_of(late)
    assert handler.name in text_of(late)


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


def test_a_deposit_by_hand_that_is_unclear_waits_in_the_queue(finance: Client) -> None:
    one = approved(number=add_enterprises(1)[0])
    sent = {
        "key": str(uuid.uuid4()),
        "reference": near(one.application_id),
        "amount": "700",
        "received_on": "21/11/2026",
    }
    for _ in range(2):
        answered = finance.post(DEPOSITS, sent)
        assert answered.status_code == 303
    page = text_of(finance.get(answered["Location"]))
    assert "€ 700,00 is genoteerd, en wacht." in page
    (line,) = BankLine.objects.all()
    assert f'href="{QUEUE}/{line.pk}"' in page
    assert finance.post(DEPOSITS, {**sent, "amount": "701"}).status_code == 409
    finance.post(f"{QUEUE}/{line.pk}", {"stap": "bevestig", "aanvraag": one.reference})
    assert f"€ 700,00 is geboekt op {one.reference}." in text_of(finance.get(answered["Location"]))


def test_the_dossier_shows_every_movement_of_its_money_in_words(finance: Client) -> None:
    one = approved()
    there = waiting(one.application_id)
    finance.post(there, {"stap": "bevestig", "aanvraag": one.reference})
    page = words_of(signed_in("dossierbehandelaar").get(f"/kantoor/dossiers/{one.reference}"))
    assert "Bestemming gevondenVerrichtingen bij de bank€ -700,00" in page
    assert signed_in("ondernemer").get(address(one)).status_code == 200


def test_queries_do_not_grow_with_what_waits(finance: Client) -> None:
    it, keys = bank(), [approved(number=one).application_id for one in add_enterprises(6)]
    for key in keys[:2]:
        it.deposit(OURS, 700_00, DAY, text=near(key), name="Bakker Bart", sender=PAYER)
    upload(finance, it.statement(DAY))
    with counted() as few:
        finance.get(QUEUE)
    for key in keys[2:]:
        it.deposit(OURS, 700_00, DAY + timedelta(days=1), text=near(key), sender=PAYER)
    upload(finance, it.statement(DAY + timedelta(days=1)))
    assert "6 verrichtingen wachten" in text_of(finance.get(QUEUE))
    with counted() as many:
        finance.get(QUEUE)
    assert few == many
