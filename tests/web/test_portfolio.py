"""The portfolio: what is left, what comes first, every application; at constant cost."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portefeuille import law
from portefeuille.applications.services import open_draft, save_answers
from portefeuille.core.show import show_euro
from portefeuille.people.models import Person
from portefeuille.people.services import give_mandate
from portefeuille.register.queries import enterprise_of
from tests.applications.filing import BAKERY, METALWORKS, NOW
from tests.databases import Database
from tests.web.acting import (
    approved,
    open_counter,
    signed_in,
    stopped,
    text_of,
    with_deposit,
    with_order,
    with_payment,
)

HOME = f"/o/{BAKERY}/"
DAY = date(2026, 11, 22)


@pytest.fixture
def lotte(database: Database, monkeypatch: pytest.MonkeyPatch) -> Client:
    """The baker."""
    open_counter(monkeypatch)
    return signed_in("ondernemer")


def test_what_is_left_is_the_ceiling_less_what_is_used(lotte: Client) -> None:
    approved()
    page = text_of(lotte.get(HOME))
    assert "Je subsidie in 2026" in page
    assert page.index("€ 7.500,00") < page.index("€ 300,00") < page.rindex("€ 7.200,00")


def test_where_nothing_was_granted_the_ceiling_of_each_size_is_the_law_s(lotte: Client) -> None:
    page = text_of(lotte.get(HOME))
    assert "In 2026 is nog niets toegekend" in page
    for ceiling in law.load().on(DAY).ceilings.values():
        assert show_euro(ceiling).replace("\u00a0", " ") in page


def test_what_is_to_be_done_stands_first_by_its_last_day(lotte: Client) -> None:
    later, sooner = with_deposit(), approved()
    waits, ended = with_order(), stopped()
    page = text_of(lotte.get(HOME))
    to_do = page[page.index('id="te-doen"') : page.index("Nieuwe aanvraag")]
    assert to_do.index(sooner.reference) < to_do.index(later.reference)
    assert "uiterlijk op 20 december 2026" in to_do
    assert "nog 28 dagen" in to_do
    assert waits.reference not in to_do
    assert ended.reference not in to_do


def test_a_draft_can_be_taken_up_and_says_by_when(lotte: Client) -> None:
    approved()
    enterprise, person = enterprise_of(BAKERY), Person.objects.get(subject="demo:ondernemer")
    assert enterprise is not None
    draft = open_draft(enterprise, person.pk, NOW)
    answers = {"title": "Beter rekenen", "starts_on": "2026-11-20"}
    save_answers(draft.pk, draft.version, answers, person.pk, NOW)
    page = text_of(lotte.get(HOME))
    assert f"/o/{BAKERY}/aanvragen/{draft.pk}/controleren" in page
    assert "Beter rekenen" in page
    assert "dien in uiterlijk op 4 december 2026" in page


def test_the_filters_stand_in_the_address(lotte: Client) -> None:
    kept, other = stopped(), approved()
    page = text_of(lotte.get(HOME, {"status": "stopped", "jaar": "2026", "dienst": "training"}))
    table = page[page.index('id="aanvragen"') :]
    assert kept.reference in table
    assert other.reference not in table
    assert '<option value="stopped" selected>' in table
    assert "Geen aanvraag past" in text_of(lotte.get(HOME, {"status": "lapsed"}))
    assert other.reference in text_of(lotte.get(HOME, {"status": "zomaar", "jaar": "x"}))


def test_older_applications_stand_on_the_next_page(
    lotte: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portefeuille.web.enterprise.portfolio.views.PAGE", 2)
    first, second, third = stopped(), stopped(), stopped()
    page = text_of(lotte.get(HOME, {"status": "stopped"}))
    assert third.reference in page
    assert second.reference in page
    assert first.reference not in page
    older = f"?status=stopped&voor={second.application_id}"
    assert f'href="{older}#aanvragen"' in page
    last = text_of(lotte.get(HOME + older))
    assert first.reference in last
    assert second.reference not in last
    assert "Oudere aanvragen" not in last


def test_fifty_applications_cost_as_many_queries_as_five(lotte: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as counted:
            assert lotte.get(HOME).status_code == 200
        return len(counted)

    small = {"application": {"cost": "100.00"}}
    for _ in range(5):
        with_payment(50_00, **small)
    few = queries()
    for _ in range(45):
        approved(**small)
    assert queries() == few <= 14


def test_an_accountant_sees_what_all_enterprises_have_to_do(lotte: Client) -> None:
    bakery, metal = approved(), with_deposit(number=METALWORKS)
    karim = signed_in("boekhouder")
    page = text_of(karim.get("/o/"))
    assert "Bakkerij Voorbeeld" in page
    assert "1999.900.369" in page
    assert page.index(bakery.reference) < page.index(metal.reference)
    assert "Er is nu niets te doen." in text_of(karim.get("/o/", {"binnen": "7"}))
    assert lotte.get(f"/o/{METALWORKS}/").status_code == 403


def test_the_filter_of_a_week_keeps_what_is_due_within_it(
    lotte: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    soon, later = approved(), with_deposit()
    monkeypatch.setattr("portefeuille.web.clock.today", lambda: date(2026, 12, 13))
    page = text_of(lotte.get("/o/", {"binnen": "7"}))
    assert soon.reference in page
    assert "nog 7 dagen" in page
    assert later.reference not in page
    assert "Toon alles (2)" in page


def test_the_data_are_those_of_the_register_with_source_and_day(lotte: Client) -> None:
    page = text_of(lotte.get(f"/o/{BAKERY}/gegevens"))
    assert "Uit de KBO, zoals ze was op" in page
    assert "Bakkerij Voorbeeld" in page
    assert "1999.900.171" in page
    assert "Source: KBO/BCE, FOD Economie" in page


def test_a_number_the_register_does_not_know_is_said(lotte: Client) -> None:
    number = "1999909879"
    give_mandate(Person.objects.get(subject="demo:ondernemer"), "entrepreneur", number, DAY)
    page = text_of(lotte.get(f"/o/{number}/gegevens"))
    assert "kent 1999.909.879 niet" in page
    assert lotte.get(f"/o/{number}/").status_code == 200


def test_a_register_that_cannot_be_asked_is_not_an_empty_one(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.web.acting.load_registers", lambda: None)
    open_counter(monkeypatch)
    page = text_of(signed_in("ondernemer").get(f"/o/{BAKERY}/gegevens"))
    assert "We kunnen het register nu niet bevragen" in page
    assert database


def test_who_is_not_signed_in_is_asked_to(lotte: Client) -> None:
    assert lotte.get(HOME).status_code == 200
    assert Client(SERVER_NAME="localhost").get(HOME)["Location"].startswith("/aanmelden")
