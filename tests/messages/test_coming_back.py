"""What came back from the bank is told once, to whoever must give another account."""

import uuid
from dataclasses import replace

import pytest
from django.conf import settings

from portefeuille.adapters.bank.simulator import Troubles
from portefeuille.applications.services import stop
from portefeuille.journal.models import Transition, Untold
from portefeuille.messages.services import tell
from portefeuille.payments.outgoing.due import out_to_enterprise
from portefeuille.payments.services import give_account, owe_refunds, prepare, release
from portefeuille.payments.transitions import TOLD
from portefeuille.scenarios.banking import answer, carry_out
from tests.applications.filing import NOW, request, submitted
from tests.databases import Database
from tests.messages.post import load_all, made, soon, the_one
from tests.payments.life import PROVIDERS_IBAN, at, deposited, ordered, the

OWN = 700_00
CLOSED = Troubles(rejected={PROVIDERS_IBAN: "AC04"})


@pytest.fixture(autouse=True)
def people(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "SITE", "https://portefeuille.example")
    load_all()


def with_deposit() -> int:
    key = submitted(request(), NOW).application_id
    deposited(key, OWN, at(2026, 11, 24).now.date(), at(2026, 11, 24))
    return key


def test_a_provider_is_told_once_why_and_where_to_give_another_account() -> None:
    key = with_deposit()
    it = the(key)
    give_account("provider", it.provider_id or 0, PROVIDERS_IBAN, "Huis", at(2026, 11, 1))
    carry_out([ordered(key, "F-1", 400_00, at(2026, 11, 25)).pk], at(2026, 11, 26), CLOSED)
    for _ in range(2):
        tell(soon(at(2026, 11, 26).now))
    mail = the_one("payment-came-back", address="an@opleidingshuis.example")
    assert "kwam terug: geef een andere rekening" in mail.subject
    for said in ("de rekening is afgesloten (AC04)", "F-1", "eindigt op 7034", "/dv/1999905022/r"):
        assert said in mail.text
    assert PROVIDERS_IBAN not in mail.text.replace(" ", "")
    assert not made("refund-came-back")
    assert not Untold.objects.exists()


def test_an_enterprise_is_told_of_its_refund_in_its_language() -> None:
    key = with_deposit()
    stop(key, "enterprise", "Geen tijd.", at(2026, 11, 25))
    by = at(2026, 11, 26)
    give_account("enterprise", the(key).enterprise_id, PROVIDERS_IBAN, "Bakkerij", by)
    owe_refunds(by)
    run = prepare(uuid.uuid4(), by.now.date(), by)
    release(run.pk, replace(by, actor="another"))
    answer(run.pk, by, CLOSED)
    tell(soon(by.now))
    english = the_one("refund-came-back", "en")
    assert "the account is closed (AC04)" in english.text
    assert f"/en/o/1999900171/dossiers/{the(key).reference}/rekening" in english.text
    (back,) = out_to_enterprise(key)
    assert back.lacks_account
    assert not made("payment-came-back")


def test_the_database_tells_of_what_python_says_is_told() -> None:
    listed = Transition.objects.filter(subject__in=["payout", "run", "line"], told=True)
    assert set(listed.values_list("subject", "verb")) == set(TOLD)
