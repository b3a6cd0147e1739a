"""At the counter while the register gives no answer: nobody loses a day, everybody is told."""

import re
from datetime import date

import pytest
from django.conf import settings
from django.test import Client

from portefeuille import law, samples
from portefeuille.applications.services import decide_arrivals
from portefeuille.people.services import load_people
from portefeuille.providers.services import load_providers
from portefeuille.register.services import load_kbo
from tests.databases import Database
from tests.web.counter import BAKERY, MORNING
from tests.web.desk import signed_in, text_of
from tests.web.test_wizard import Visitor


@pytest.fixture
def visitor(database: Database, monkeypatch: pytest.MonkeyPatch) -> Visitor:
    """Somebody who begins an application while no register was ever loaded."""
    load_providers(samples.PROVIDERS)
    load_people(samples.PEOPLE, date(2015, 1, 1))
    monkeypatch.setattr(settings, "DEMO", True)
    monkeypatch.setattr("portefeuille.web.clock.now", lambda: MORNING)
    return Visitor(BAKERY)


def declared(visitor: Visitor) -> str:
    """The address that follows the declaration."""
    checked = visitor.client.get(f"{visitor.folder}/controleren").content.decode()
    onward = re.search(r'href="([^"]+/verklaring\?[^"]+)"', checked)
    assert onward, checked
    address, _, asked = onward[1].replace("&amp;", "&").partition("?")
    sent = dict(pair.split("=") for pair in asked.split("&"))
    answer = visitor.client.post(address, sent | {"statements": ["true", "size", "proof"]})
    assert answer.status_code == 303, answer.content.decode()
    return answer["Location"]


def test_it_can_be_written_and_submitted_and_says_that_the_decision_follows(
    visitor: Visitor,
) -> None:
    visitor.answer()
    page = text_of(visitor.client.get(f"{visitor.folder}/controleren"))
    assert "Het register antwoordt nu niet" in page
    assert "Je kunt nu indienen" in page
    there = declared(visitor)
    assert there == f"{visitor.folder}/ontvangen"
    received = text_of(visitor.client.get(there))
    assert "We hebben je aanvraag ontvangen" in received
    assert "op 22 november 2026 om 10:00" in received


def test_whoever_comes_back_sees_where_it_stands(visitor: Visitor) -> None:
    visitor.answer()
    there = declared(visitor)
    for slug in ("controleren", "titel", "verklaring"):
        assert visitor.client.get(f"{visitor.folder}/{slug}")["Location"] == there
    portfolio = text_of(visitor.client.get(f"/o/{BAKERY}/"))
    assert "ontvangen op 22 november 2026 om 10:00; de beslissing volgt" in portfolio
    assert "1 aanvraag wacht op het register" in text_of(handler().get("/kantoor/wachtrij"))
    load_kbo(samples.KBO)
    assert len(list(decide_arrivals(MORNING, law.load()))) == 1
    decided = visitor.client.get(there)["Location"]
    assert decided.startswith(f"/o/{BAKERY}/dossiers/KP-2026-")
    assert visitor.client.get(decided).status_code == 200
    assert "wacht op het register" not in text_of(handler().get("/kantoor/wachtrij"))


def test_every_question_can_be_answered_without_a_register(visitor: Visitor) -> None:
    slug = visitor.slug
    seen = []
    answers = {
        "onderneming": {"size": "small", "public": "no"},
        "dienst": {"service": "training"},
        "dienstverlener": {"registration": "DV.O999001"},
        "titel": {"title": "Beter bakken", "delivery": "classroom"},
        "thema": {"theme": "digitalisering/software"},
        "periode": {"starts_on": "27/11/2026", "ends_on": "28/11/2026"},
        "bedrag": {"cost": "1.000,00"},
        "aanverwant": {"related": "no"},
    }
    while slug != "controleren":
        assert slug not in seen, f"{slug} leads back to itself: {seen}"
        seen.append(slug)
        assert visitor.client.get(f"{visitor.folder}/{slug}").status_code == 200
        slug = visitor.next_after(slug, **answers.get(slug, {}))
    assert seen[0] == "onderneming"
    assert seen[-1] == "aanverwant"


def handler() -> Client:
    return signed_in("dossierbehandelaar")
