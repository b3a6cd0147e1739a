"""The demo register over HTTP: who stands in it, told as MAGDA tells it, valid by its schemas."""

from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from portefeuille.adapters.magda.simulator import MAGIC, Simulator
from portefeuille.adapters.magda.simulator.schemas import Schemas
from portefeuille.adapters.magda.simulator.services import SERVICES
from portefeuille.core.numbers import parse_enterprise_number
from tests.adapters.magda_simulator.asking import (
    ADVISER,
    BAKERY,
    PERSON,
    SENDER,
    STEEL,
    Answer,
    ask,
    question,
    register,
    send,
)

PLACES = str.maketrans("", "", "[]0123456789")
NAME = "Namen/MaatschappelijkeNamen/MaatschappelijkeNaam"
SITUATION = "Rechtstoestanden/Rechtstoestand/Code"
RUBRIC = "Jaarrekening/Elementen/Element"


def enterprise(simulator: Simulator, number: str) -> Answer:
    return ask(simulator.url, "GeefOnderneming", number)


def amounts(account: Any) -> dict[str, str]:
    return {
        one.findtext("Rubriek"): one.findtext("AantalBedrag/Waarde")
        for one in account.iterfind("Elementen/Element")
    }


def test_the_context_says_who_answers_whom(simulator: Simulator) -> None:
    body = question("GeefOnderneming", BAKERY, referte="mine")
    answer = send(simulator.url, body, "/GeefOndernemingDienst-02.00/soap/WebService")
    context = "Repliek/Context"
    assert answer.status == 200
    assert answer.text(f"{context}/Naam") == "GeefOnderneming"
    assert answer.text(f"{context}/Versie") == "02.00.0000"
    assert answer.text(f"{context}/Bericht/Type") == "ANTWOORD"
    assert answer.text(f"{context}/Bericht/Afzender/Identificatie") == "vip.vlaanderen.be"
    assert answer.text(f"{context}/Bericht/Ontvanger/Identificatie") == SENDER
    assert answer.text(f"{context}/Bericht/Ontvanger/Referte") == "mine"
    assert answer.text("Repliek/Antwoorden/Antwoord/Referte") == "mine"


def test_a_company_in_flanders_with_an_earlier_name(simulator: Simulator) -> None:
    found = enterprise(simulator, BAKERY)
    assert found.texts("Ondernemingsnummer") == [BAKERY]
    assert found.texts("StatusKBO/Code") == ["AC"]
    assert found.texts("SoortOnderneming/Code") == ["2"]
    assert found.texts("Rechtsvormen/Rechtsvorm/Code") == ["610"]
    names = [(one.findtext("Naam"), one.get("DatumEinde")) for one in found.inhoud.iterfind(NAME)]
    assert names == [("Bakkerij Probeersel", "2016-05-31"), ("Bakkerij Voorbeeld", "9999-12-31")]
    codes = [
        (one.findtext("Nace/Versie"), one.findtext("Groep"), one.get("DatumEinde"))
        for one in found.inhoud.iterfind("Activiteiten/Activiteit")
        if one.findtext("Nace/Code") == "10712"
    ]
    assert ("2025", "001", None) in codes
    assert ("2008", "006", "2024-12-31") in codes


def test_a_natural_person_has_a_seat_that_open_data_hides(simulator: Simulator) -> None:
    found = enterprise(simulator, PERSON)
    assert found.texts("SoortOnderneming/Code") == ["1"]
    assert found.texts("Adressen/Adres/Type/Code") == ["001"]
    assert found.inhoud.find("Functies") is None
    assert ask(simulator.url, "GeefTewerkstelling", PERSON).codes == ["30001"]
    assert ask(simulator.url, "GeefJaarrekeningen", PERSON).codes == ["30001"]


def test_establishments_lie_in_two_regions(simulator: Simulator) -> None:
    found = enterprise(simulator, ADVISER)
    address = "Vestigingen/Vestiging/Adressen/Adres"
    assert found.texts(f"{address}/Gemeente/PostCode") == ["1000", "1800"]
    assert found.texts(f"{address}/Gemeente/NISCode") == ["21004", "23088"]


@pytest.mark.parametrize(
    ("number", "status", "situations"),
    [
        ("1999900864", "AC", ["000"]),  # the municipality
        ("1999900963", "AC", ["000", "050"]),  # bankrupt, and yet active
        ("1999901557", "ST", ["000", "021"]),
        ("1999901656", "ST", ["000", "006"]),
        ("1999901755", "AC", ["003", "000"]),
        ("1999901854", "ST", ["000", "016"]),
        ("1999901953", "ST", ["000", "050", "053"]),
    ],
)
def test_situations_are_told_with_their_history(
    simulator: Simulator, number: str, status: str, situations: list[str]
) -> None:
    found = enterprise(simulator, number)
    assert found.texts("StatusKBO/Code") == [status]
    assert found.texts(SITUATION) == situations
    assert (found.inhoud.find("Stopzetting/Datum") is not None) == (status == "ST")


@pytest.mark.parametrize(
    ("number", "other", "bond"),
    [
        ("1999901557", STEEL, "wordt opgeslorpt door"),
        ("1999901656", "1999901755", "wordt vervangen door"),
        ("1999901755", "1999901656", "vervangt"),
    ],
)
def test_a_merger_and_a_new_number_name_the_other(
    simulator: Simulator, number: str, other: str, bond: str
) -> None:
    relation = "GerelateerdeOndernemingen/GerelateerdeOnderneming"
    found = enterprise(simulator, number)
    assert found.texts(f"{relation}/Ondernemingsnummer") == [other]
    assert found.texts(f"{relation}/Relatie/Omschrijving") == [bond]


def test_an_old_printer_has_no_code_of_2025(simulator: Simulator) -> None:
    activities = enterprise(simulator, "1999901062").inhoud.iterfind("Activiteiten/Activiteit")
    versions = {one.findtext("Nace/Versie"): one.get("DatumEinde") for one in activities}
    assert versions == {"2008": None, "2003": "2007-12-31"}


def test_what_is_not_asked_for_is_not_told(simulator: Simulator) -> None:
    basis = ask(simulator.url, "GeefOnderneming", BAKERY, "<Basisgegevens>1</Basisgegevens>").inhoud
    none = ask(simulator.url, "GeefOnderneming", BAKERY, "<Basisgegevens>0</Basisgegevens>").inhoud
    assert [one.tag for one in basis][-1] == "Rechtsvormen"
    assert basis.find(".//StatusKBO/Omschrijving") is None
    assert [one.tag for one in none] == [
        "Ondernemingsnummer",
        "AuthentiekBron",
        "OndernemingOfVestiging",
    ]
    asked = "<Basisgegevens>0</Basisgegevens><Vestigingen><Aanduiding>1</Aanduiding></Vestigingen>"
    places = ask(simulator.url, "GeefOnderneming", BAKERY, asked).inhoud.find("Vestigingen")
    assert [one.tag for one in places[0]] == ["Vestigingsnummer", "StatusKBO"]


def test_the_short_answer_is_about_an_enterprise_or_an_establishment(simulator: Simulator) -> None:
    whole = ask(simulator.url, "GeefOndernemingVKBO", BAKERY)
    assert whole.texts("Namen/MaatschappelijkeNaam") == ["Bakkerij Voorbeeld"]
    assert whole.texts("OndernemingOfVestiging/Code") == ["1"]
    place = ask(simulator.url, "GeefOndernemingVKBO", "2999000864")
    assert place.texts("OndernemingOfVestiging/Code") == ["2"]
    assert place.texts("MaatschappelijkeZetel") == [ADVISER]
    place = ask(simulator.url, "GeefOndernemingVKBO", "2999000171")
    assert place.texts("MaatschappelijkeZetel") == [BAKERY]
    assert ask(simulator.url, "GeefOndernemingVKBO", "2999009999").codes == ["40046"]


def test_class_7_with_and_without_accounts(simulator: Simulator) -> None:
    for number, codes in ((STEEL, []), ("1999901458", ["30001"])):
        employment = ask(simulator.url, "GeefTewerkstelling", number)
        assert employment.texts("Personeelsklasse/Code") == ["7"]
        assert employment.texts("Periode/Einde") == ["2026-06-30"]
        assert ask(simulator.url, "GeefJaarrekeningen", number).codes == codes


def test_amounts_are_in_hundredths_persons_as_well(simulator: Simulator) -> None:
    account = ask(simulator.url, "GeefJaarrekeningen", STEEL).inhoud.find("Jaarrekening")
    assert account.findtext("Hoofding/Boekjaar/Jaar") == "2025"
    assert amounts(account) == {
        "20/58": "3100227500",
        "70": "4311890400",
        "9087": "23410",
        "9086": "23800",
    }


def test_a_corrected_account_stands_beside_the_first(simulator: Simulator) -> None:
    flags = "<Boekjaar>2024</Boekjaar><AlleRubrieken>1</AlleRubrieken>"
    accounts = ask(simulator.url, "GeefJaarrekeningen", ADVISER, flags).inhoud
    filed = [
        (one.findtext("Hoofding/Datum/Neerlegging"), amounts(one)["20/58"]) for one in accounts
    ]
    assert filed == [("2025-05-28", "1924010000"), ("2025-09-11", "192401000")]


def test_another_year_tells_when_the_last_one_was_filed(simulator: Simulator) -> None:
    answer = ask(simulator.url, "GeefJaarrekeningen", BAKERY, "<Boekjaar>2019</Boekjaar>")
    assert answer.codes == ["30001"]
    assert answer.texts("Jaarrekening/DatumLaatsteNeerlegging") == ["2026-06-19"]
    assert answer.inhoud.find("Jaarrekening/Hoofding") is None


def test_a_long_book_year_says_its_months(simulator: Simulator) -> None:
    answer = ask(simulator.url, "GeefJaarrekeningen", "1999901062")
    assert answer.texts("Jaarrekening/Hoofding/Boekjaar/AantalMaanden") == ["18"]


def test_without_a_flag_no_rubrics_are_told(simulator: Simulator) -> None:
    answer = ask(simulator.url, "GeefJaarrekeningen", BAKERY, "")
    assert answer.texts("Jaarrekening/Hoofding/Boekjaar/Jaar") == ["2025"]
    assert answer.inhoud.find(RUBRIC) is None


def test_an_unknown_number_does_not_exist(simulator: Simulator) -> None:
    answer = enterprise(simulator, "1999909978")
    assert answer.codes == ["40046"]
    assert answer.text(".//Uitzondering/Type") == "INFORMATIE"
    assert answer.inhoud is None


def test_who_subscribes_twice_is_told_and_who_never_did_as_well(simulator: Simulator) -> None:
    def register_(service: str) -> tuple[list[str], list[str]]:
        answer = ask(simulator.url, service, BAKERY)
        assert answer.inhoud.tag == "Resultaat"
        return [answer.inhoud.text], answer.codes

    assert register_("RegistreerUitschrijving") == (["0"], ["40003"])
    assert register_("RegistreerInschrijving") == (["1"], [])
    assert register_("RegistreerInschrijving") == (["1"], ["40143"])
    assert register_("RegistreerUitschrijving") == (["1"], [])
    assert register_("RegistreerUitschrijving") == (["0"], ["40003"])


def test_numbers_of_the_register_can_exist_and_stay_out_of_the_way_of_troubles() -> None:
    numbers = [one.number for one in register()]
    assert len(numbers) == len(set(numbers)) == 19
    for number in (*numbers, *MAGIC):
        assert parse_enterprise_number(number) == number
    assert not set(numbers) & set(MAGIC)


def test_every_answer_is_valid(simulator: Simulator, recorded: Path) -> None:
    schemas = Schemas(recorded / "xsd")
    numbers = [*(one.number for one in register()), "2999000864", "1999909978"]
    for service in SERVICES.values():
        for number in numbers:
            body = question(service.name, number)
            wrapper = etree.fromstring(body).find("{*}Body")[0]
            assert schemas.why_invalid(service, wrapper) is None
            assert schemas.why_invalid(service, send(simulator.url, body).wrapper) is None


def test_what_every_recorded_answer_has_ours_have(simulator: Simulator, recorded: Path) -> None:
    def paths(root: Any) -> set[str]:
        tree = etree.ElementTree(root)
        return {tree.getelementpath(one).translate(PLACES) for one in root.iter()}

    files = [
        file
        for file in (recorded / "GeefOnderneming").glob("0*.xml")
        if "0874713140" not in file.name
    ]
    everywhere = set.intersection(
        *(paths(etree.parse(file).find(".//Onderneming")) for file in files)
    )
    assert len(files) > 5
    assert len(everywhere) > 20
    missing = everywhere - paths(enterprise(simulator, BAKERY).inhoud)
    assert missing == set()
