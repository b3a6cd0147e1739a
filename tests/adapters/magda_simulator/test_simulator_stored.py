"""Answers from a folder: as they were recorded, but to us and now."""

import shutil
from pathlib import Path

import pytest

from portefeuille.adapters.magda.simulator import Simulator, simulating
from tests.adapters.magda_simulator.asking import (
    BAKERY,
    SENDER,
    STEEL,
    ask,
    question,
    register,
    send,
)

STORED = """<web:{service}Response xmlns:web="urn:stored"><Repliek><Context>
<Naam>{service}</Naam><Versie>02.00.0000</Versie><Bericht><Type>ANTWOORD</Type>
<Tijdstip><Datum>2017-04-20</Datum><Tijd>07:32:54.218</Tijd></Tijdstip>
<Afzender><Identificatie>vip.vlaanderen.be</Identificatie><Referte>a</Referte></Afzender>
<Ontvanger><Identificatie>somebody.example</Identificatie><Referte>b</Referte>
<Hoedanigheid>3003</Hoedanigheid></Ontvanger></Bericht></Context>
<Antwoorden><Antwoord><Referte>c</Referte><Inhoud><Is>{what}</Is></Inhoud></Antwoord></Antwoorden>
</Repliek></web:{service}Response>"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    def store(service: str, file: str, what: str) -> None:
        to = tmp_path / service / file
        to.parent.mkdir(parents=True, exist_ok=True)
        to.write_text(STORED.format(service=service, what=what), "utf-8")

    store("GeefOnderneming", f"{BAKERY}.xml", "stored")
    store("GeefOnderneming", "notfound.xml", "not found")
    store("GeefJaarrekeningen", f"{BAKERY}/2018.xml", "of 2018")
    store("RegistreerInschrijving", "OND/success.xml", "success")
    return tmp_path


def test_a_stored_answer_is_addressed_to_who_asks(folder: Path) -> None:
    with simulating(register(), answers=folder, throttle=None) as simulator:
        answer = send(simulator.url, question("GeefOnderneming", BAKERY, referte="mine"))
    receiver = "Repliek/Context/Bericht/Ontvanger"
    assert answer.inhoud.text == "stored"
    assert answer.text("Repliek/Antwoorden/Antwoord/Referte") == "mine"
    assert answer.text(f"{receiver}/Identificatie") == SENDER
    assert answer.text(f"{receiver}/Referte") == "mine"
    assert answer.text(f"{receiver}/Hoedanigheid") is None
    assert answer.text("Repliek/Context/Bericht/Tijdstip/Datum") != "2017-04-20"


def test_the_year_finds_its_file_and_the_register_says_the_rest(folder: Path) -> None:
    with simulating(register(), answers=folder, throttle=None) as simulator:

        def told(service: str, number: str, more: str | None = None) -> str:
            inhoud = ask(simulator.url, service, number, more).inhoud
            return inhoud.text if inhoud.tag == "Is" else str(inhoud.tag)

        assert told("GeefJaarrekeningen", BAKERY, "<Boekjaar>2018</Boekjaar>") == "of 2018"
        assert told("GeefJaarrekeningen", BAKERY, "<Boekjaar>2025</Boekjaar>") == "Jaarrekeningen"
        assert told("GeefOnderneming", STEEL) == "Onderneming"
        assert told("GeefOnderneming", "1999909978") == "not found"
        assert told("RegistreerInschrijving", STEEL) == "success"


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no folder of answers"):
        Simulator(register(), answers=tmp_path / "nowhere")


def test_the_recorded_answers_are_given(recorded: Path, tmp_path: Path) -> None:
    """All of them, but for the one of three quarters of a megabyte: once is enough."""
    folder = Path(
        shutil.copytree(recorded, tmp_path / "magda", ignore=shutil.ignore_patterns("xsd"))
    )
    with simulating(
        register(), answers=folder, schemas=recorded / "xsd", throttle=None
    ) as simulator:
        for service in ("GeefOnderneming", "GeefOndernemingVKBO"):
            for file in (folder / service).glob("[0-9]*.xml"):
                answer = ask(simulator.url, service, file.stem)
                if answer.codes:
                    assert answer.codes == ["40046"]
                else:
                    assert answer.texts("Ondernemingsnummer") == [file.stem]
        year = "<Boekjaar>2019</Boekjaar>"
        accounts = ask(simulator.url, "GeefJaarrekeningen", "0204923881", year)
        assert len(accounts.inhoud.findall("Jaarrekening/Elementen/Element")) > 300
        assert ask(simulator.url, "GeefTewerkstelling", "0206731645").codes == ["30001"]
