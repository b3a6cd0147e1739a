"""The counter with an authentic source: what each kind of enterprise sees of itself, and what
everybody sees while the source is down."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from portefeuille import law
from portefeuille.adapters.magda.simulator import Simulator
from portefeuille.applications.models import Application
from portefeuille.applications.queries import awaited
from portefeuille.applications.services import decide_arrivals
from portefeuille.people.models import Person
from portefeuille.people.services import give_mandate
from tests.databases import Database
from tests.register.magda_here import ACCOUNTS, ENTERPRISE, asked, magda_here
from tests.web.acting import MORNING, open_counter, signed_in, words_of
from tests.web.test_register_down import declared
from tests.web.test_wizard import Visitor

BAKERY, STEEL, SOLE, STOPPED = "1999900171", "1999900270", "1999900369", "1999901953"
TOWN, TWO_REGIONS, COURIER, NEW_NUMBER = "1999900864", "1999900666", "1999901458", "1999901755"


@pytest.fixture
def magda(database: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[Simulator]:
    """The counter, with an entrepreneur who may act for all of them, and a MAGDA that answers."""
    open_counter(monkeypatch)
    person = Person.objects.get(subject="demo:ondernemer")
    for number in (STEEL, SOLE, STOPPED, TOWN, TWO_REGIONS, COURIER, NEW_NUMBER):
        give_mandate(person, "entrepreneur", number, date(2015, 1, 1))
    with magda_here() as simulator:
        yield simulator


def data_of(number: str) -> str:
    return words_of(signed_in("ondernemer").get(f"/o/{number}/gegevens"))


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (BAKERY, ("Actief", "Besloten vennootschap", "NACE-BEL 2025: 10712 (sectie C)",
                  "9000 Gent", "5 tot 9 (kwartaal 2 van 2026)", "Jaarrekening 2025",
                  "omzet niet vermeld; balanstotaal € 448.975,00", "Wat dat voorsteltKlein",
                  "De jaarrekening van 2025 telt.", "Geen bron zegt bij welke groep")),
        (SOLE, ("Zelfstandige", "8000 Brugge", "De bron weet er niets over",
                "we vragen je naar het aantal werkenden en omzet en balanstotaal.")),
        (STOPPED, ("Stopgezet op 2 oktober 2024", "Sluiting faillissement (053), sinds 2 oktober",
                   "Niet in het register")),
        (TOWN, ("100 tot 199 (kwartaal 2 van 2026)", "9990 Maldegem",
                "De personeelsklasse van de RSZ telt")),
        (TWO_REGIONS, ("1000 Brussel (Stad), Brussels Hoofdstedelijk Gewest",
                       "1800 Vilvoorde, Vlaams Gewest", "balanstotaal € 1.924.010,00")),
        (COURIER, ("200 tot 499", "Er is geen jaarrekening neergelegd.", "Staat niet vast")),
    ],
    ids=["company", "person", "stopped", "public", "two-regions", "class-seven"],
)  # fmt: skip
def test_each_kind_of_enterprise_sees_what_the_registers_say(
    magda: Simulator, number: str, said: tuple[str, ...]
) -> None:
    page = data_of(number)
    for words in said:
        assert words in page
    assert "via MAGDA, opgevraagd op 22 november 2026 om 10:00" in page


def test_of_a_natural_person_no_street_is_kept_or_shown(magda: Simulator) -> None:
    assert "Fictielaan" not in data_of(SOLE)
    assert "Voorbeeldstraat" in data_of(BAKERY)


def test_the_size_that_is_settled_is_chosen_already_and_its_working_shown(magda: Simulator) -> None:
    small = Visitor(BAKERY).see("onderneming")
    assert re.search(r'value="small"[^>]*checked', small)
    assert "Wat de registers over je grootte zeggen" in small
    assert not re.search(r'name="size"[^>]*checked', Visitor(COURIER).see("onderneming"))


def test_within_a_day_the_source_is_asked_once(magda: Simulator) -> None:
    for _ in range(3):
        data_of(BAKERY)
    assert asked(magda, ENTERPRISE) == 1


def test_while_the_source_is_down_everybody_is_told_since_when_and_nobody_loses_a_day(
    magda: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    magda.play("source-down", service=ENTERPRISE)
    page = data_of(BAKERY)
    assert "Het register antwoordt niet sinds 22 november 2026 om 10:00." in page
    assert "Uit de KBO, zoals ze was op" in page, "what we have is shown, with its day"
    visitor = Visitor(BAKERY)
    visitor.answer(theme="innovatie")
    assert declared(visitor) == f"{visitor.folder}/ontvangen"
    assert list(decide_arrivals(MORNING, law.load())) == []
    magda.quiet()
    later = MORNING + timedelta(days=1)
    assert len(list(decide_arrivals(later, law.load()))) == 1
    assert awaited() == []
    assert Application.objects.get().submitted_on == MORNING.date()
    monkeypatch.setattr("portefeuille.web.clock.now", lambda: later)
    assert "antwoordt niet sinds" not in data_of(BAKERY)


def test_without_its_accounts_an_enterprise_is_known_all_the_same(magda: Simulator) -> None:
    magda.play("source-down", service=ACCOUNTS)
    page = data_of(STEEL)
    assert "De bron antwoordt nu niet" in page
    assert "200 tot 499" in page
    assert "Staat niet vast: we vragen je naar het aantal werkenden" in page
