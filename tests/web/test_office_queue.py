"""The queue at the desk of the finance officer: placed, sent back, explained, once."""

import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from portefeuille.journal.services import By
from portefeuille.payments.models import BankLine, Deposit, Payout
from portefeuille.payments.references import communication_of, communication_of_recovery
from portefeuille.payments.services import explain, prepare, release
from portefeuille.people.models import Person
from portefeuille.scenarios.banking import answer
from portefeuille.wallet.models import Posting
from tests.applications.filing import add_enterprises
from tests.databases import Database
from tests.payments.booked import DAY, OURS, PAYER, bank, costs, near, waiting_line
from tests.payments.life import assert_ledger_is_right, at, the
from tests.web.acting import address, approved, open_counter, signed_in, text_of, words_of
from tests.web.counter import MORNING
from tests.web.desk import counted
from tests.web.forms_recoveries import a_debt

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
    assert "Geen aanvraag of terugvordering heeft dit nummer." in text_of(
        finance.get(there, {"aanvraag": "x"})
    )
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
    debt = communication_of_recovery(a_debt())
    for step in (
        {"stap": "terug"},
        {"stap": "bevestig", "aanvraag": approved(number=add_enterprises(1)[0]).reference},
        {"stap": "terugvordering", "terugvordering": debt},
    ):
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


def test_what_pays_back_a_recovery_is_placed_by_its_communication(
    registers: Database, finance: Client
) -> None:
    key, there = a_debt(), waiting(approved(number=add_enterprises(1)[0]).application_id)
    number = communication_of_recovery(key)
    page = words_of(finance.get(there, {"aanvraag": number}))
    assert "€ 200,00 staat open; wat meer is, wordt teruggestort." in page
    asked = {"stap": "terugvordering", "terugvordering": number}
    for _ in range(2):
        assert finance.post(there, asked).status_code == 303
    page = words_of(finance.get(there))
    assert f"€ 200,00 is terugbetaald van terugvordering {number}" in page
    assert [one.amount_cents for one in Payout.objects.filter(kind="return")] == [500_00]
    other = {**asked, "terugvordering": communication_of_recovery(key + 1)}
    assert finance.post(there, other).status_code == 404
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
