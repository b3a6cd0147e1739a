"""What MAGDA says as facts: in the words of the dossier, and nothing that is not known."""

import os
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from portefeuille import law, samples
from portefeuille.adapters.magda import Magda
from portefeuille.adapters.magda.simulator import Register, Simulator, simulating
from portefeuille.core.lookup import Found, Unavailable, Unknown
from portefeuille.register.facts import Facts
from portefeuille.register.magda import facts_of_magda
from portefeuille.register.nace import section_of
from tests.register.magda_here import BAKERY, ME, NOW, PAINTER, SOLE, STEEL, settings_for

NONE = Unknown("", "MAGDA")
DAY = date(2026, 11, 25)
NOBODY = "0874713140"  # the recorded answer that no such enterprise exists


@pytest.fixture(scope="module")
def simulator() -> Any:
    register = Register.read(samples.KBO, samples.MAGDA)
    with simulating(register, throttle=None) as running:
        yield running


def facts_of(simulator: Simulator, number: str, now: datetime = NOW) -> Facts:
    client = Magda(settings_for(simulator), lambda _: None)
    try:
        enterprise = client.enterprise(number, ME)
        assert isinstance(enterprise, Found), enterprise
        return facts_of_magda(
            enterprise.value,
            client.employment(number, ME),
            client.accounts(number, ME),
            now,
            law.load().on(DAY),
        )
    finally:
        client.close()


BAKERY_FACTS: Facts = {
    "name": "Bakkerij Voorbeeld",
    "legal_form": "610",
    "natural_person": False,
    "status": "AC",
    "juridical_situation": "000",
    "juridical_situation_since": "2011-04-01",
    "since": "2011-04-01",
    "stopped_on": None,
    "region": "flanders",
    "establishments": [
        {
            "number": "2999000171",
            "name": "'t Verzonnen Broodje",
            "postcode": "9000",
            "nis": "44021",
            "municipality": "Gent",
            "street": "Voorbeeldstraat",
            "house_number": "1",
            "region": "flanders",
            "active": True,
        }
    ],
    "seat_postcode": "9000",
    "seat": {
        "postcode": "9000",
        "nis": "44021",
        "municipality": "Gent",
        "street": "Voorbeeldstraat",
        "house_number": "1",
        "box": None,
        "country": None,
    },
    "nace": {"version": 2025, "code": "10712"},
    "nace_section": "C",
    "activities": [
        {"version": 2025, "code": "10712", "section": "C", "main": True,
         "groups": ["001", "006"]},
        {"version": 2025, "code": "47241", "section": "G", "main": False, "groups": ["001"]},
    ],
    "employment": {"class": "2", "from": 5, "to": 9, "year": 2026, "quarter": 2},
    "accounts": [
        {"year": 2025, "begins": "2025-01-01", "ends": "2025-12-31", "months": 12,
         "headcount": "6.20", "turnover": None, "balance_total": "448975.00"}
    ],
    "size": {
        "category": "small",
        "settled": True,
        "years": [2025],
        "working": [
            {"code": "accounts", "year": 2025, "begins": "2025-01-01", "ends": "2025-12-31",
             "months": 12, "headcount": "6.20", "turnover": None,
             "balance_total": "448975.00"},
            {"code": "class-not-needed", "class": "2", "from": 5, "to": 9, "year": 2026,
             "quarter": 2},
            {"code": "group-not-known"},
        ],
        "ask": [],
    },
    "missing": {},
}  # fmt: skip


def test_a_company_with_all_there_is(simulator: Simulator) -> None:
    assert facts_of(simulator, BAKERY) == BAKERY_FACTS


def test_of_a_natural_person_no_street_and_no_house_number_are_kept(simulator: Simulator) -> None:
    facts = facts_of(simulator, SOLE)
    assert (facts["name"], facts["natural_person"]) == ("Verzonnen, Persoon", True)
    (place,) = facts["establishments"]
    kept = {
        "postcode": "8000",
        "nis": "31005",
        "municipality": "Brugge",
        "street": None,
        "house_number": None,
    }
    assert {name: facts["seat"][name] for name in kept} == kept
    assert facts["seat"]["box"] is None
    assert {name: place[name] for name in kept} == kept
    assert "Fictielaan" not in str(facts)


def test_who_has_no_staff_and_no_accounts_is_told_so_and_asked(simulator: Simulator) -> None:
    facts = facts_of(simulator, SOLE)
    assert (facts["employment"], facts["accounts"]) == (None, None)
    assert [facts["missing"][part]["answer"] for part in ("employment", "accounts")] == [
        "unknown",
        "unknown",
    ]
    assert (facts["size"]["category"], facts["size"]["ask"]) == (None, ["headcount", "amounts"])


def test_what_stopped_has_its_day_and_its_closed_places(simulator: Simulator) -> None:
    facts = facts_of(simulator, PAINTER)
    assert (facts["status"], facts["stopped_on"]) == ("ST", "2022-12-01")
    assert [place["active"] for place in facts["establishments"]] == [False]
    assert (facts["region"], facts["nace"], facts["activities"]) == (None, None, [])


def test_a_bankruptcy_that_was_opened_is_a_situation_with_its_day(simulator: Simulator) -> None:
    facts = facts_of(simulator, "1999900963")
    assert (facts["status"], facts["juridical_situation"]) == ("AC", "050")
    assert (facts["juridical_situation_since"], facts["stopped_on"]) == ("2025-11-13", None)


def test_a_seat_abroad_has_no_belgian_postcode_and_no_region(simulator: Simulator) -> None:
    facts = facts_of(simulator, "1999901161")
    assert (facts["seat_postcode"], facts["seat"]["country"]) == (None, "NL")
    assert facts["region"] == "flanders"  # that of its establishment


def test_two_regions_are_two_establishments(simulator: Simulator) -> None:
    facts = facts_of(simulator, "1999900666")
    assert [place["region"] for place in facts["establishments"]] == ["brussels", "flanders"]


def test_of_two_filings_for_a_year_the_later_counts(simulator: Simulator) -> None:
    facts = facts_of(simulator, "1999900666")
    assert facts["accounts"][-1]["balance_total"] == "1924010.00"


def test_class_7_leaves_250_open_and_the_accounts_settle_it(simulator: Simulator) -> None:
    steel, courier = facts_of(simulator, STEEL), facts_of(simulator, "1999901458")
    assert steel["employment"]["class"] == courier["employment"]["class"] == "7"
    assert (steel["size"]["category"], steel["size"]["ask"]) == ("medium", [])
    assert (courier["size"]["category"], courier["size"]["ask"]) == (
        None,
        ["headcount", "amounts"],
    )


def test_a_part_that_was_not_available_says_why_and_when_it_was_asked(
    simulator: Simulator,
) -> None:
    client = Magda(settings_for(simulator), lambda _: None)
    enterprise = client.enterprise(BAKERY, ME)
    assert isinstance(enterprise, Found)
    silent = Unavailable("MAGDA", "60006 the source does not answer")
    facts = facts_of_magda(enterprise.value, silent, NONE, NOW, law.load().on(DAY))
    client.close()
    assert facts["missing"]["employment"] == {
        "answer": "unavailable",
        "why": "60006 the source does not answer",
        "asked_at": "2026-11-25T12:00:00+00:00",
    }


@pytest.mark.parametrize(
    ("version", "code", "section"),
    [
        (2003, "72210", "K"),
        (2008, "62010", "J"),
        (2025, "62100", "K"),
        (2025, "01500", "A"),
        (2025, "99", "V"),
        (2008, "99000", "U"),
        (2008, "00100", None),
        (2008, "x", None),
        (1970, "62010", None),
    ],
)
def test_a_section_is_that_of_its_version(version: int, code: str, section: str | None) -> None:
    assert section_of(version, code) == section


@pytest.mark.skipif("PORTEFEUILLE_SAMPLES" not in os.environ, reason="PORTEFEUILLE_SAMPLES unset")
def test_every_real_enterprise_becomes_facts() -> None:
    folder = Path(os.environ["PORTEFEUILLE_SAMPLES"]) / "magda"
    numbers = sorted(file.stem for file in (folder / "GeefOnderneming").glob("0*.xml"))
    register = Register.read(samples.KBO, samples.MAGDA)
    with simulating(register, answers=folder, throttle=None) as running:
        read = [facts_of(running, number) for number in numbers if number != NOBODY]
    assert len(read) >= 10
    for facts in read:
        assert facts["name"]
        assert facts["status"]
        if facts["natural_person"] is not False:
            assert facts["seat"] is None or facts["seat"]["street"] is None
    stopped = [facts["stopped_on"] for facts in read if facts["status"] == "ST"]
    assert stopped == ["2022-11-30"]
