"""Order a payment and stop: sent twice, sent late, or sent with something wrong in it."""

import re
import uuid
from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from portefeuille.journal.queries import history_of
from portefeuille.payments.queries import payments_of
from tests.databases import Database
from tests.payments.life import at, ordered, the
from tests.web.acting import (
    address,
    open_counter,
    order_of,
    signed_in,
    stopped,
    text_of,
    with_deposit,
    with_order,
    with_payment,
)
from tests.web.counter import MORNING


@pytest.fixture
def lotte(database: Database, monkeypatch: pytest.MonkeyPatch) -> Client:
    """The baker."""
    open_counter(monkeypatch)
    return signed_in("ondernemer")


def upload(content: bytes, name: str = "factuur.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_what_was_checked_is_ordered_once_however_often_it_is_sent(lotte: Client) -> None:
    it = with_deposit()
    page, answers = address(it, "betalen"), order_of()
    check = lotte.post(page, answers)
    assert check.status_code == 303
    shown = text_of(lotte.get(check["Location"]))
    assert "€ 400,00" in shown
    assert "Na deze opdracht blijft er € 600,00 over." in shown
    assert payments_of(it.application_id) == []
    for _ in range(2):
        sent = lotte.post(page, {**answers, "confirm": "1"})
        assert sent["Location"] == address(it) + "?gedaan=betaalopdracht"
    (order,) = payments_of(it.application_id)
    assert (order.invoice_number, order.amount) == ("F-7", 400_00)
    back = lotte.get(check["Location"])
    assert back.status_code == 409
    assert "Je hebt deze betaalopdracht al gegeven" in text_of(back)
    mandate = history_of("application", it.application_id)[-1].actor
    assert mandate.startswith("person:")


def test_another_order_under_a_used_key_is_asked_again_and_not_swallowed(lotte: Client) -> None:
    it = with_deposit()
    page, first = address(it, "betalen"), order_of()
    lotte.post(page, {**first, "confirm": "1"})
    second = {**first, "invoice_number": "F-8", "confirm": "1"}
    again = lotte.post(page, second)
    query = parse_qs(urlsplit(again["Location"]).query)
    assert query["invoice_number"] == ["F-8"]
    assert query["key"] != [first["key"]]
    assert len(payments_of(it.application_id)) == 1
    lotte.post(page, {**second, "key": query["key"][0]})
    assert [one.invoice_number for one in payments_of(it.application_id)] == ["F-7", "F-8"]


@pytest.mark.parametrize("confirm", [{}, {"confirm": "1"}], ids=["asked", "confirmed"])
def test_more_than_lies_ready_or_an_invoice_of_before_is_refused(
    lotte: Client, confirm: dict[str, str]
) -> None:
    it = with_order(400_00)
    page = address(it, "betalen")
    dear = lotte.post(page, {**order_of("600,01"), **confirm})
    assert dear.status_code == 422
    assert "Je kunt hoogstens € 600,00 betalen" in text_of(dear)
    twice = lotte.post(page, {**order_of("1,00", "F-1"), **confirm})
    assert twice.status_code == 422
    assert "Je gaf al een betaalopdracht voor deze factuur" in text_of(twice)
    assert len(payments_of(it.application_id)) == 1


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (upload(b"MZ not an invoice"), "Kies een e-factuur (UBL), een pdf, een JPEG of een PNG."),
        (upload(b"%PDF-" + b"0" * 5 * 1024 * 1024), "Kies een bestand van hoogstens 5 MB."),
    ],
    ids=["type", "large"],
)
def test_a_file_that_is_not_taken_is_said_at_its_field(
    lotte: Client, file: SimpleUploadedFile, said: str
) -> None:
    answer = lotte.post(address(with_deposit(), "betalen"), {**order_of(), "file": file})
    assert answer.status_code == 422
    assert text_of(answer).count(said) == 2


def test_the_file_goes_with_the_order_and_stands_in_the_dossier(lotte: Client) -> None:
    it = with_deposit()
    page, answers = address(it, "betalen"), order_of()
    check = lotte.post(page, {**answers, "file": upload(b"%PDF-1.7")})["Location"]
    document = parse_qs(urlsplit(check).query)["document"][0]
    assert "factuur.pdf" in text_of(lotte.get(check))
    lotte.post(page, {**answers, "document": document, "confirm": "1"})
    assert f"stuk/{document}" in text_of(lotte.get(address(it)))


def test_a_file_of_another_dossier_cannot_be_named(lotte: Client) -> None:
    it, other = with_deposit(), with_deposit()
    check = lotte.post(address(other, "betalen"), {**order_of(), "file": upload(b"%PDF-1.7")})
    document = parse_qs(urlsplit(check["Location"]).query)["document"][0]
    lotte.post(address(it, "betalen"), {**order_of(), "document": document, "confirm": "1"})
    (order,) = payments_of(it.application_id)
    assert order.document_id is None


def test_what_cannot_be_ordered_or_stopped_any_more_says_where_it_stands(lotte: Client) -> None:
    ended, waits = stopped(), with_order()
    for it, page, sent, heading in (
        (ended, "betalen", {**order_of(), "confirm": "1"}, "Je kunt nu niet betalen"),
        (ended, "betalen", order_of(), "Je kunt nu niet betalen"),
        (ended, "stopzetten", {"reason": "Nog eens"}, "Je kunt deze aanvraag niet stopzetten"),
        (waits, "stopzetten", {"reason": "Toch niet"}, "Er loopt een betaling"),
    ):
        answer = lotte.post(address(it, page), sent)
        assert answer.status_code == 409
        assert heading in text_of(answer)
        assert f'href="{address(it)}"' in text_of(answer)
        assert the(it.application_id).sequence == it.sequence


def test_an_order_that_came_first_in_another_tab_leaves_less(lotte: Client) -> None:
    it = with_deposit()
    check = lotte.post(address(it, "betalen"), order_of("600,00"))
    ordered(it.application_id, "F-1", 500_00, at(2026, 11, 22))
    late = lotte.get(check["Location"])
    assert late.status_code == 422
    assert "Je kunt hoogstens € 500,00 betalen" in text_of(late)


def seen_on(page: str) -> str:
    found = re.search(r'name="seen" value="([^"]*)"', page)
    assert found
    return found[1]


def test_stopping_needs_a_reason_and_is_done_once(lotte: Client) -> None:
    it = with_deposit()
    page = address(it, "stopzetten")
    seen = seen_on(text_of(lotte.get(page)))
    silent = lotte.post(page, {"withdraws": "enterprise", "seen": seen, "reason": " "})
    assert silent.status_code == 422
    assert text_of(silent).count("Vul in waarom je stopzet.") == 2
    sent = {"withdraws": "enterprise", "seen": seen, "reason": "Geen tijd"}
    assert lotte.post(page, sent)["Location"] == address(it) + "?gedaan=stopgezet"
    assert lotte.post(page, sent).status_code == 409
    assert [e.verb for e in history_of("application", it.application_id)].count("stop") == 1


def test_a_stop_that_became_another_since_it_was_shown_is_shown_anew(
    lotte: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    it = with_deposit()
    page = address(it, "stopzetten")
    seen = seen_on(text_of(lotte.get(page)))
    later: datetime = MORNING + timedelta(days=60)
    monkeypatch.setattr("portefeuille.web.clock.now", lambda: later)
    sent = {"withdraws": "enterprise", "seen": seen, "reason": "Geen tijd"}
    lotte = signed_in("ondernemer")
    answer = lotte.post(page, sent)
    assert answer.status_code == 409
    shown = text_of(answer)
    assert "dus er is niets stopgezet" in shown
    assert "Geen tijd" in shown
    assert the(it.application_id).status == "deposited"
    assert lotte.post(page, {**sent, "seen": seen_on(shown)}).status_code == 303


def test_once_all_was_paid_who_withdraws_is_asked_first(lotte: Client) -> None:
    it = with_payment()
    page = address(it, "stopzetten")
    assert "Wie trekt zich terug?" in text_of(lotte.get(page))
    silent = lotte.get(page, {"vraag": "1"})
    assert silent.status_code == 422
    assert text_of(silent).count("Kies wie zich terugtrekt.") == 2
    assert "je dienstverlener annuleert" in text_of(lotte.get(page, {"withdraws": "provider"}))


def test_a_key_that_is_no_key_orders_nothing(lotte: Client) -> None:
    it = with_deposit()
    answers = {**order_of(), "key": "zomaar", "confirm": "1"}
    assert lotte.post(address(it, "betalen"), answers).status_code == 422
    empty = lotte.post(address(it, "betalen"), {"confirm": "1", "key": str(uuid.uuid4())})
    assert empty.status_code == 422
    assert payments_of(it.application_id) == []
