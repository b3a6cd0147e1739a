"""The wizard without a browser: which questions are asked of whom, and who hears no, and when."""

import re
import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from portefeuille import samples
from portefeuille.applications.queries import draft_by_id
from portefeuille.applications.services import save_answers
from portefeuille.people.models import Person
from portefeuille.people.services import give_mandate, load_people
from portefeuille.providers.queries import find_registrations
from portefeuille.wallet.queries import room_of
from tests.applications.books import rows
from tests.applications.filing import load_registers, request, submitted
from tests.databases import Database
from tests.web.counter import BAKERY, METALWORKS, MORNING
from tests.web.ui.filling import ANSWERED

NONPROFIT = "1999900468"
IN_WALLONIA = "1999900567"
IN_TWO_REGIONS = "1999900666"
FIRST = {"size": "small", "public": "no"}


class Visitor:
    """An entrepreneur at the counter, without a browser."""

    def __init__(self, number: str) -> None:
        self.client = Client(SERVER_NAME="localhost")
        self.number = number
        self.client.post("/aanmelden", {"persona": "demo:ondernemer"})
        self.at = self.client.post(f"/o/{number}/aanvragen/nieuw")["Location"]
        self.folder, _, self.slug = self.at.rpartition("/")

    @property
    def draft(self) -> Any:
        return draft_by_id(uuid.UUID(self.folder.rpartition("/")[2]))

    def see(self, slug: str) -> str:
        return self.client.get(f"{self.folder}/{slug}").content.decode()

    def send(self, slug: str, **answers: Any) -> HttpResponse:
        return self.client.post(f"{self.folder}/{slug}", {"version": self.draft.version} | answers)

    def next_after(self, slug: str, **answers: Any) -> str:
        answer = self.send(slug, **answers)
        assert answer.status_code == 303, answer.content.decode()
        return answer["Location"].rpartition("/")[2]

    def answer(self, **answers: Any) -> None:
        draft = self.draft
        save_answers(draft.pk, draft.version, ANSWERED | answers, draft.person_id, MORNING)


@pytest.fixture
def visit(database: Database, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Begins an application for an enterprise."""
    load_registers()
    load_people(samples.PEOPLE, date(2015, 1, 1))
    person = Person.objects.get(subject="demo:ondernemer")
    for number in (NONPROFIT, IN_WALLONIA, IN_TWO_REGIONS, METALWORKS):
        give_mandate(person, "entrepreneur", number, date(2015, 1, 1))
    monkeypatch.setattr(settings, "DEMO", True)
    monkeypatch.setattr("portefeuille.web.clock.now", lambda: MORNING)
    return Visitor


def test_an_application_begins_with_the_first_question(visit: Any) -> None:
    visitor = visit(BAKERY)
    assert visitor.slug == "onderneming"
    assert 'name="size"' in visitor.see("onderneming")
    assert 'name="establishment"' not in visitor.see("onderneming")
    assert 'name="sheltered_workshop"' not in visitor.see("onderneming")
    assert visitor.next_after("onderneming", **FIRST) == "dienst"


def test_the_size_of_the_year_is_not_asked_again_and_counts(visit: Any) -> None:
    submitted(request(BAKERY, enterprise={"size": "medium"}), MORNING)
    visitor = visit(BAKERY)
    assert 'name="size"' not in visitor.see("onderneming")
    visitor.next_after("onderneming", public="no")
    assert visitor.draft.answers["size"] == "medium"
    assert room_of(visitor.draft.enterprise_id, 2026).size == "medium"


def test_a_size_fixed_since_the_question_is_the_one_that_is_shown(visit: Any) -> None:
    visitor = visit(BAKERY)
    visitor.answer(size="small")
    submitted(request(BAKERY, enterprise={"size": "medium"}), MORNING)
    page = visitor.see("controleren").replace("\u00a0", " ")
    assert "Middelgroot" in page
    assert "€ 200,00" in page
    assert "20%" in visitor.see("thema")


def test_an_enterprise_in_two_regions_says_for_which_it_applies(visit: Any) -> None:
    visitor = visit(IN_TWO_REGIONS)
    page = visitor.see("onderneming")
    brussels, flanders = re.findall(r'name="establishment" value="(\d+)"', page)
    assert "1000, Brussels Hoofdstedelijk Gewest, 2.999.000.765" in page
    assert visitor.send("onderneming", **FIRST).status_code == 422
    assert visitor.next_after("onderneming", **FIRST, establishment=brussels) == "niet-mogelijk"
    assert "Ze moet in het Vlaamse Gewest liggen." in visitor.see("niet-mogelijk")
    assert visitor.next_after("onderneming", **FIRST, establishment=flanders) == "dienst"


def test_an_enterprise_elsewhere_hears_it_before_the_first_question(visit: Any) -> None:
    visitor = visit(IN_WALLONIA)
    assert visitor.slug == "niet-mogelijk"
    assert "De vestiging ligt in het Waalse Gewest." in visitor.see("niet-mogelijk")


def test_a_nonprofit_is_asked_whether_it_is_a_sheltered_workshop(visit: Any) -> None:
    visitor = visit(NONPROFIT)
    assert visitor.slug == "onderneming"
    no, yes = FIRST | {"sheltered_workshop": "no"}, FIRST | {"sheltered_workshop": "yes"}
    assert visitor.next_after("onderneming", **no) == "niet-mogelijk"
    assert "(code 017) komt niet in aanmerking" in visitor.see("niet-mogelijk")
    assert visitor.next_after("onderneming", **yes) == "dienst"


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (FIRST | {"size": "large"}, "Je onderneming is groot."),
        (FIRST | {"public": "yes", "share": "25"}, "De overheid bezit 25% van je onderneming"),
    ],
)
def test_who_is_too_large_or_too_public_hears_it_first(
    visit: Any, answers: dict[str, str], said: str
) -> None:
    visitor = visit(BAKERY)
    assert visitor.next_after("onderneming", **answers) == "niet-mogelijk"
    assert said in visitor.see("niet-mogelijk")


def test_a_public_share_below_the_limit_is_kept(visit: Any) -> None:
    visitor = visit(BAKERY)
    assert visitor.send("onderneming", size="small", public="yes").status_code == 422
    assert visitor.next_after("onderneming", size="small", public="yes", share="24,5%") == "dienst"
    assert visitor.draft.answers["public_share"] == "0.245"
    assert 'value="24,5"' in visitor.see("onderneming")


def test_a_year_in_which_nothing_is_left_is_said_at_once(visit: Any) -> None:
    submitted(request(BAKERY, application={"cost": "30000.00"}), MORNING)
    visitor = visit(BAKERY)
    assert visitor.slug == "niet-mogelijk"
    assert "Vanaf 1 januari is er weer ruimte." in visitor.see("niet-mogelijk")


@pytest.mark.parametrize(
    ("slug", "answers", "heading"),
    [
        ("bedrag", {"cost": "99,99"}, "Het bedrag is te laag"),
        ("aanverwant", {"related": "yes"}, "Hiervoor krijg je geen subsidie"),
        ("dienstverlener", {"registration": "DV.O999007"}, "Hiervoor krijg je geen subsidie"),
    ],
)
def test_what_fails_is_a_page_with_a_way_on(
    visit: Any, slug: str, answers: dict[str, str], heading: str
) -> None:
    visitor = visit(BAKERY)
    visitor.answer()
    assert visitor.next_after(slug, **answers) == "niet-mogelijk"
    page = visitor.see("niet-mogelijk")
    assert f">{heading}</h1>" in page
    assert f"{visitor.folder}/{slug}" in page
    assert "verklaring?" not in visitor.see("controleren")


def test_a_question_that_rests_on_another_sends_there_first(visit: Any) -> None:
    visitor = visit(BAKERY)
    for slug, first in (("thema", "onderneming"), ("dienstverlener", "dienst")):
        answer = visitor.client.get(f"{visitor.folder}/{slug}")
        assert answer["Location"] == f"{visitor.folder}/{first}"
    answer = visitor.client.get(f"{visitor.folder}/controleren")
    assert answer["Location"] == f"{visitor.folder}/onderneming"


def test_saving_for_later_keeps_the_answer_and_leads_to_the_portfolio(visit: Any) -> None:
    visitor = visit(BAKERY)
    assert visitor.send("onderneming", later="1")["Location"] == f"/o/{BAKERY}/"
    answer = visitor.send("onderneming", later="1", **FIRST)
    assert answer["Location"] == f"/o/{BAKERY}/"
    assert visitor.draft.answers["size"] == "small"


@pytest.mark.parametrize(
    "sent", [{"version": "x", "service": "advice"}, {"version": "", "service": "advice"}]
)
def test_a_form_without_its_version_is_not_ours(visit: Any, sent: dict[str, str]) -> None:
    visitor = visit(BAKERY)
    assert visitor.client.post(f"{visitor.folder}/dienst", sent).status_code == 404
    assert "service" not in visitor.draft.answers


def test_the_declaration_needs_every_statement_and_what_was_checked(
    visit: Any, database: Database
) -> None:
    visitor = visit(BAKERY)
    visitor.answer()
    check, declare = f"{visitor.folder}/controleren", f"{visitor.folder}/verklaring"
    assert visitor.client.get(declare)["Location"] == check
    digest = visitor.see("controleren").partition("wet=")[2][:12]
    seen = {"wet": digest, "versie": visitor.draft.version}
    some = visitor.client.post(declare, seen | {"statements": ["true", "size"]})
    assert some.status_code == 422
    assert rows(database, "SELECT count(*) FROM applications_application") == [(0,)]
    all_of_them = {"statements": ["true", "size", "proof"]}
    stale = visitor.client.post(declare, seen | all_of_them | {"versie": "0"})
    assert stale["Location"] == f"{check}?gewijzigd=1"
    done = visitor.client.post(declare, seen | all_of_them)
    assert done["Location"].endswith("/dossiers/KP-2026-000001/ingediend")
    who = "SELECT split_part(actor, ':', 1), split_part(mandate, ':', 1) FROM journal_event LIMIT 1"
    assert rows(database, who) == [("person", "mandate")]


def test_a_draft_is_nobody_elses(visit: Any) -> None:
    visitor = visit(BAKERY)
    other = visit(METALWORKS)
    draft = visitor.folder.rpartition("/")[2]
    for page in ("onderneming", "controleren", "verklaring", "niet-mogelijk"):
        assert other.client.get(f"/o/{METALWORKS}/aanvragen/{draft}/{page}").status_code == 404
    assert visitor.client.get(f"{visitor.folder}/bestaat-niet").status_code == 404


def test_a_number_is_read_however_it_is_typed_and_a_name_in_any_order(visit: Any) -> None:
    visitor = visit(BAKERY)
    visitor.answer()
    for typed in ("DV.O999003", "dvo999003", "DV 0 999 003", "dv-o-999-003", "denkbeeldig acad"):
        page = visitor.client.get(f"{visitor.folder}/dienstverlener", {"zoek": typed})
        assert b"Academie Denkbeeldig" in page.content, typed
        assert ("Je typte een nul." in page.content.decode()) == ("0 999" in typed)
    nobody = visitor.client.get(f"{visitor.folder}/dienstverlener", {"zoek": "DV.O123456"})
    assert nobody.status_code == 422


def test_one_registration_a_number_the_one_that_holds(visit: Any) -> None:
    on = MORNING.date()
    found = find_registrations("voorbeeld", "training", on, 10)
    assert [(one.number, one.last_day) for one in found] == [("DV.O999001", date(2029, 12, 31))]
    ended = find_registrations("proefballon", "training", on, 10)
    assert [one.last_day for one in ended] == [date(2023, 8, 31)]
    assert find_registrations("", "training", on - timedelta(days=1), 2)[1:] != []
