"""Whom is told what of each event: the right people, in their language, with what must be in it."""

from datetime import date, timedelta

import pytest
from django.conf import settings

from portefeuille.applications.services import lapse_overdue, refuse, stop
from portefeuille.journal.models import Untold
from portefeuille.messages.models import Message
from portefeuille.messages.services import tell
from portefeuille.payments.references import communication_of
from tests.applications.filing import METALWORKS, NOW, request, submitted
from tests.databases import Database
from tests.messages.post import ACCOUNT, load_all, made, soon, the_one
from tests.payments.life import at, deposited, ordered, paid, the

OWN, NBSP = 700_00, "\u00a0"


def euro(text: str) -> str:
    return f"€{NBSP}{text}"


@pytest.fixture(autouse=True)
def people(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "FINANCIAL_MANAGER_IBAN", ACCOUNT)
    monkeypatch.setattr(settings, "SITE", "https://portefeuille.example")
    load_all()


def filed() -> int:
    return submitted(request(), NOW).application_id


def test_an_approval_tells_what_to_deposit_where_and_by_when() -> None:
    key = filed()
    assert tell(soon(NOW)) == 1
    mail = the_one("approved")
    assert mail.subject == f"[{the(key).reference}] Stort € 700,00 uiterlijk op 20 december 2026"
    for needed in (
        "BE68 5390 0754 7034",
        communication_of(key),
        euro("300,00"),
        euro("700,00"),
        f"20{NBSP}december{NBSP}2026",
        "storten is nog niet betalen",
        f"https://portefeuille.example/o/1999900171/dossiers/{the(key).reference}/storten",
        "geen dienst van VLAIO",
    ):
        assert needed in mail.text, needed
        assert needed in mail.html, needed
    assert mail.letter_id == the(key).decision_id
    english = the_one("approved", "en")
    assert "Deposit € 700,00 no later than 20 December 2026" in english.subject
    assert "/en/o/1999900171/" in english.text
    assert "not a service of VLAIO" in english.text


def test_the_provider_is_asked_to_check_and_told_when_to_refuse() -> None:
    filed()
    tell(soon(NOW))
    mail = the_one("to-check", address="an@opleidingshuis.example")
    assert "controleer ze" in mail.subject
    for needed in ("verwant", "geen inschrijving", "/dv/1999905022/aanvragen/KP-2026-"):
        assert needed in mail.text
    assert mail.letter_id is None


def test_everybody_who_may_act_is_told_and_nobody_else() -> None:
    filed()
    tell(soon(NOW))
    assert sorted(one.address for one in Message.objects.filter(kind="approved")) == [
        "ada@bakery.example",
        "karim@boekhouding.example",
        "lotte@bakkerij.example",
    ]
    submitted(request(METALWORKS), NOW)
    tell(soon(NOW))
    assert [one.address for one in made("approved")][2:] == ["karim@boekhouding.example"]


def test_a_refusal_gives_every_reason_and_what_to_do() -> None:
    answer = submitted(request(application={"theme": None}, enterprise={"size": "large"}), NOW)
    failing = [one for one in answer.decision.reasons if one.holds is False]
    assert failing
    tell(soon(NOW))
    mail = the_one("not-approved")
    assert "Je aanvraag is" in mail.subject
    assert mail.text.count("\n- ") == len(failing)
    assert "hoeft niets te storten" in mail.text


def test_a_deposit_that_came_in_says_that_depositing_is_not_paying() -> None:
    key = filed()
    deposited(key, OWN, date(2026, 12, 1), at(2026, 12, 2))
    tell(at(2026, 12, 2).now)
    mail = the_one("deposited")
    assert "Je storting is ontvangen. Betaal nu je dienstverlener" in mail.subject
    assert "storten is nog niet betalen" in mail.text
    assert f"Klaar om te betalen: {euro('1.000,00')}" in mail.text
    assert f"31{NBSP}december{NBSP}2027" in mail.text


def test_a_deposit_sent_back_says_what_came_and_what_was_expected() -> None:
    key = filed()
    deposited(key, 650_00, date(2026, 12, 1), at(2026, 12, 2))
    tell(at(2026, 12, 2).now)
    mail = the_one("deposit-returned")
    assert f"Ontvangen: {euro('650,00')}" in mail.text
    assert f"Verwacht: {euro('700,00')}" in mail.text
    assert communication_of(key) in mail.text


def test_payments_are_told_to_both() -> None:
    key = filed()
    deposited(key, OWN, date(2026, 12, 1), at(2026, 12, 2))
    paid(ordered(key, "F-1", 400_00, at(2026, 12, 3)), at(2026, 12, 4))
    tell(at(2026, 12, 4).now)
    assert "betaalopdracht van € 400,00" in the_one("ordered").subject
    mail = the_one("paid")
    assert "€ 400,00 betaald aan" in mail.subject
    assert "F-1" in mail.text
    assert f"waarvan subsidie: {euro('120,00')}" in mail.text
    assert f"Ligt nog klaar: {euro('600,00')}" in mail.text
    theirs = the_one("paid-to-you", address="an@opleidingshuis.example")
    assert "€ 400,00 betaald door" in theirs.subject
    assert "F-1" in theirs.text
    assert "ubsidie van" not in theirs.text


def test_a_refusal_by_the_provider_says_who_why_and_what_comes_back() -> None:
    key = filed()
    deposited(key, OWN, date(2026, 12, 1), at(2026, 12, 2))
    refuse(key, "wrong-provider", "Niet\n* bij ons <b>", at(2026, 12, 3))
    tell(at(2026, 12, 3).now)
    mail = the_one("provider-refused")
    assert "geen inschrijving of overeenkomst" in mail.text
    assert "“Niet * bij ons <b>”" in mail.text
    assert "Niet * bij ons &lt;b&gt;" in mail.html
    assert f"terugkrijgt: {euro('700,00')}" in mail.text


@pytest.mark.parametrize("year", [2026, 2027])
def test_a_stop_says_the_case_and_what_becomes_of_the_room(year: int) -> None:
    key = filed()
    deposited(key, OWN, date(2026, 12, 1), at(2026, 12, 2))
    stop(key, "enterprise", "ziek", at(year, 12, 28))
    tell(at(year, 12, 28).now)
    mail = the_one("stopped")
    assert "Wat je stortte, krijg je helemaal terug" in mail.text
    assert f"terugkrijgt: {euro('700,00')}" in mail.text
    room = "Komt weer vrij" if year == 2026 else "Blijft van je plafond af"
    assert room in mail.text
    assert the_one("ended-for-you", address="an@opleidingshuis.example")


def test_a_lapse_is_told_to_both() -> None:
    key = filed()
    late = at(2026, 12, 21)
    assert list(lapse_overdue(late.now)) == [key]
    tell(late.now)
    assert "Je aanvraag is vervallen" in the_one("lapsed").subject
    assert "is vervallen" in the_one("ended-for-you", address="an@opleidingshuis.example").subject


def test_nothing_is_told_twice_and_nothing_waits_on() -> None:
    filed()
    assert tell(soon(NOW)) == 1
    told = Message.objects.count()
    assert (tell(soon(NOW)), tell(NOW + timedelta(days=3))) == (0, 0)
    assert Message.objects.count() == told
    assert not Untold.objects.exists()


def test_no_text_names_a_value_that_is_not_there() -> None:
    key = filed()
    deposited(key, 650_00, date(2026, 12, 1), at(2026, 12, 2))
    deposited(key, OWN, date(2026, 12, 1), at(2026, 12, 2))
    paid(ordered(key, "F-1", 1_000_00, at(2026, 12, 3)), at(2026, 12, 4))
    stop(key, "provider", "ziek", at(2026, 12, 28))
    tell(at(2026, 12, 28).now)
    for one in Message.objects.all():
        assert "?]" not in one.subject + one.text, one.kind
        assert "None" not in one.subject + one.text, one.kind
