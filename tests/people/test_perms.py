"""Who may do what: each permission is held by whom it should be, and by nobody else."""

from datetime import date

import pytest
from django.conf import settings
from django.test import Client

from portefeuille import samples
from portefeuille.people.models import Mandate, Person
from portefeuille.people.services import load_people
from tests.applications.filing import load_registers
from tests.databases import Database

FROM = date(2015, 1, 1)
PAGES = {
    "/o/1999900171/": {"ondernemer", "boekhouder"},
    "/o/1999900270/": {"boekhouder"},
    "/dv/1999905022/": {"dienstverlener"},
    "/dv/1999905121/": set(),
    "/kantoor/wachtrij": {"dossierbehandelaar"},
    "/kantoor/stortingen": {"financien"},
    "/kantoor/betalingen": {"financien"},
    "/kantoor/opzoekingen": {"gegevensbescherming"},
    "/kantoor/opzoekingen/bestand": {"gegevensbescherming"},
    "/kantoor/cijfers": {"dossierbehandelaar", "financien", "beleid"},
    "/kantoor/cijfers/thema": {"dossierbehandelaar", "financien", "beleid"},
}
PERSONAS = (
    "ondernemer",
    "boekhouder",
    "dienstverlener",
    "dossierbehandelaar",
    "financien",
    "gegevensbescherming",
    "beleid",
)


@pytest.fixture
def people(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    load_people(samples.PEOPLE, FROM)
    load_registers()
    monkeypatch.setattr(settings, "DEMO", True)


def signed_in(persona: str) -> Client:
    client = Client()
    answer = client.post("/aanmelden", {"persona": f"demo:{persona}"})
    assert answer.status_code == 303
    return client


@pytest.mark.parametrize("persona", PERSONAS)
def test_a_page_opens_for_whom_it_is_for(people: None, persona: str) -> None:
    client = signed_in(persona)
    found = {page: client.get(page).status_code for page in PAGES}
    assert found == {page: 200 if persona in for_whom else 403 for page, for_whom in PAGES.items()}


def test_who_is_not_signed_in_is_asked_to(people: None) -> None:
    for page in PAGES:
        answer = Client().get(page)
        assert answer.status_code == 303, page
        assert answer.headers["Location"].startswith("/aanmelden?next="), page


def test_a_mandate_that_ended_opens_nothing(people: None) -> None:
    Mandate.objects.filter(role="entrepreneur").update(held_until=date(2020, 1, 1))
    assert signed_in("ondernemer").get("/o/1999900171/").status_code == 403


def test_outside_a_demonstration_nobody_signs_in_by_persona(
    people: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "DEMO", False)
    assert Client().get("/aanmelden").status_code == 403
    answer = Client().post("/aanmelden", {"persona": "demo:ondernemer"})
    assert answer.status_code == 403
    assert not answer.cookies


def test_what_was_made_for_somebody_is_kept_by_no_cache(people: None) -> None:
    client = signed_in("ondernemer")
    for page in ("/o/1999900171/", "/"):
        assert "no-store" in client.get(page).headers["Cache-Control"]
    assert "Cache-Control" not in Client().get("/").headers


def test_a_session_gets_a_new_key_and_leaves_nothing(people: None) -> None:
    client = signed_in("ondernemer")
    first = client.session.session_key
    client.post("/aanmelden", {"persona": "demo:boekhouder"})
    assert client.session.session_key != first
    client.post("/afmelden")
    assert client.get("/o/1999900171/").status_code == 303


@pytest.mark.parametrize(
    "there", ["https://elsewhere.example/", "//elsewhere.example", "javascript:1"]
)
def test_signing_in_leads_nowhere_else(people: None, there: str) -> None:
    answer = Client().post("/aanmelden", {"persona": "demo:ondernemer", "next": there})
    assert answer.headers["Location"] == "/o/1999900171/"


def test_a_form_without_our_token_is_refused(people: None) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post("/aanmelden", {"persona": "demo:ondernemer"}).status_code == 403


def test_loading_people_twice_changes_nothing(people: None) -> None:
    before = (Person.objects.count(), Mandate.objects.count())
    load_people(samples.PEOPLE, FROM)
    assert (Person.objects.count(), Mandate.objects.count()) == before
