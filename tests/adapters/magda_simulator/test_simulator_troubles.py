"""Every trouble over the wire: by the number that stands for it, and switched on at run time."""

import threading
import time
from contextlib import suppress
from http.client import HTTPException
from pathlib import Path

import pytest
from lxml import etree

from portefeuille.adapters.magda.simulator import MAGIC, TROUBLES, Simulator, simulating
from portefeuille.adapters.magda.simulator.schemas import Schemas
from portefeuille.adapters.magda.simulator.services import SERVICES
from tests.adapters.magda_simulator.asking import (
    BAKERY,
    Answer,
    Clock,
    ask,
    control,
    question,
    register,
    send,
)

NUMBERS = {one.trouble.name: one.number for one in MAGIC.values() if one.service is None}
EXCEPTIONS = {
    "unknown-number": "40046",
    "no-data": "30001",
    "source-down": "60006",
    "source-unreadable": "60007",
    "source-failed": "60009",
    "source-away": "99997",
}
REFUSALS = {"access-denied": "40005", "not-authorised": "40006"}
WARNINGS = {"filtered": "15021", "no-description": "99984"}


def about(simulator: Simulator, trouble: str, service: str = "GeefOnderneming") -> Answer:
    return ask(simulator.url, service, NUMBERS[trouble])


@pytest.mark.parametrize("trouble", EXCEPTIONS)
def test_an_exception_comes_alone(simulator: Simulator, trouble: str) -> None:
    for service in ("GeefOnderneming", "GeefTewerkstelling", "RegistreerInschrijving"):
        answer = about(simulator, trouble, service)
        assert (answer.status, answer.codes) == (200, [EXCEPTIONS[trouble]])
        assert answer.inhoud is None


@pytest.mark.parametrize("trouble", REFUSALS)
def test_a_refusal_stands_above_the_answers(simulator: Simulator, trouble: str) -> None:
    answer = about(simulator, trouble)
    assert answer.codes == [REFUSALS[trouble]]
    assert answer.wrapper.find("Repliek/Antwoorden") is None
    assert answer.wrapper.find("Repliek/Uitzonderingen") is not None


@pytest.mark.parametrize("trouble", WARNINGS)
def test_a_warning_comes_with_the_answer(simulator: Simulator, trouble: str) -> None:
    answer = about(simulator, trouble)
    assert answer.codes == [WARNINGS[trouble]]
    assert answer.texts("Ondernemingsnummer") == [NUMBERS[trouble]]


def test_a_connection_is_reset(simulator: Simulator) -> None:
    with pytest.raises(ConnectionResetError):
        about(simulator, "reset")
    assert about(simulator, "no-data").codes == ["30001"]


def test_a_fault_says_too_many(simulator: Simulator) -> None:
    answer = about(simulator, "throttled")
    assert answer.status == 500
    assert answer.text("faultcode") == "soapenv:Server"
    assert answer.text("faultstring") == "99995 - Te veel gelijktijdige bevragingen"
    assert answer.text("detail") == "Exceeded the max throttle rate within 1000ms"


def test_what_is_no_answer_at_all(simulator: Simulator) -> None:
    malformed = about(simulator, "malformed")
    assert malformed.status == 200
    with pytest.raises(etree.XMLSyntaxError):
        etree.fromstring(malformed.body)
    assert about(simulator, "empty").body == b""
    assert about(simulator, "gateway").status == 503


def test_the_referte_is_that_of_another(simulator: Simulator) -> None:
    body = question("GeefOnderneming", NUMBERS["wrong-referte"], referte="mine")
    referte = send(simulator.url, body).text("Repliek/Antwoorden/Antwoord/Referte")
    assert referte not in (None, "mine")


def test_open_ends_lie_in_the_year_9999(simulator: Simulator) -> None:
    found = about(simulator, "years-9999").inhoud
    assert found.findtext("Afsluiting/Datum") == "9999-12-31"
    ends = [one.get("DatumEinde") for one in found.iter() if one.get("DatumBegin")]
    assert None not in ends
    assert ends.count("9999-12-31") > 5
    short = about(simulator, "years-9999", "GeefOndernemingVKBO").inhoud
    assert short.findtext("DatumAfsluiting") == "9999-12-31"


def test_white_space_stands_around_numbers(simulator: Simulator) -> None:
    (number,) = about(simulator, "whitespace").texts("Ondernemingsnummer")
    assert number != number.strip() == NUMBERS["whitespace"]


def test_three_versions_of_nace_hold_at_once(simulator: Simulator) -> None:
    activities = about(simulator, "mixed-nace").inhoud.findall("Activiteiten/Activiteit")
    versions = [one.findtext("Nace/Versie") for one in activities]
    assert set(versions) == {"2003", "2008", "2025"}
    assert versions[0] == "2003"
    assert not [one for one in activities if one.get("DatumEinde")]


def test_there_are_two_accounts_for_one_year(simulator: Simulator) -> None:
    accounts = about(simulator, "two-accounts", "GeefJaarrekeningen")
    years = accounts.texts("Jaarrekening/Hoofding/Boekjaar/Jaar")
    filed = accounts.texts("Jaarrekening/Hoofding/Datum/Neerlegging")
    assert len(years) == 2
    assert years[0] == years[1]
    assert filed[0] < filed[1]


@pytest.mark.parametrize(
    "trouble", ["years-9999", "mixed-nace", "two-accounts", *WARNINGS, *REFUSALS]
)
def test_a_trouble_of_real_answers_is_valid(
    simulator: Simulator, recorded: Path, trouble: str
) -> None:
    schemas = Schemas(recorded / "xsd")
    for name in ("GeefOnderneming", "GeefOndernemingVKBO", "GeefJaarrekeningen"):
        wrapper = about(simulator, trouble, name).wrapper
        assert schemas.why_invalid(SERVICES[name], wrapper) is None


@pytest.mark.parametrize("trouble", sorted(TROUBLES))
def test_every_trouble_has_a_number_and_can_be_switched(trouble: str) -> None:
    assert MAGIC[NUMBERS[trouble]].trouble is TROUBLES[trouble]
    assert NUMBERS[trouble].startswith("199999")


def test_some_numbers_have_a_trouble_at_one_service_only(simulator: Simulator) -> None:
    for one in [one for one in MAGIC.values() if one.service]:
        for service in ("GeefOnderneming", "GeefTewerkstelling", "GeefJaarrekeningen"):
            expected = [EXCEPTIONS[one.trouble.name]] if service == one.service else []
            assert ask(simulator.url, service, one.number).codes == expected


def test_a_trouble_is_switched_on_for_a_service_and_off(simulator: Simulator) -> None:
    simulator.play("source-down", service="GeefTewerkstelling")
    assert ask(simulator.url, "GeefTewerkstelling", BAKERY).codes == ["60006"]
    assert ask(simulator.url, "GeefOnderneming", BAKERY).codes == []
    simulator.play("no-data")
    assert ask(simulator.url, "GeefTewerkstelling", BAKERY).codes == ["30001"]
    simulator.quiet()
    assert ask(simulator.url, "GeefTewerkstelling", BAKERY).codes == []


@pytest.mark.parametrize("code", ["70002", "99994", "15021"])
def test_any_code_can_be_switched_on(simulator: Simulator, code: str) -> None:
    simulator.play(code)
    answer = ask(simulator.url, "GeefOnderneming", BAKERY)
    assert answer.codes == [code]
    assert (answer.inhoud is not None) == (code == "15021")


def test_a_trouble_is_played_some_times_or_some_seconds() -> None:
    clock = Clock()
    with simulating(register(), throttle=None, clock=clock) as simulator:

        def codes() -> list[str]:
            return ask(simulator.url, "GeefOnderneming", BAKERY).codes

        simulator.play("source-down", times=2)
        assert [codes(), codes(), codes()] == [["60006"], ["60006"], []]
        simulator.play("no-data", seconds=30)
        clock.now = 29.9
        assert codes() == ["30001"]
        clock.now = 30
        assert codes() == []


def test_troubles_are_switched_over_http_too(simulator: Simulator) -> None:
    url = simulator.url
    wanted = {"trouble": "source-down", "service": "GeefOnderneming", "seconds": None, "times": 1}
    assert control(url, "POST", "/trouble", wanted) == (200, wanted)
    assert ask(url, "GeefOnderneming", BAKERY).codes == ["60006"]
    assert ask(url, "GeefOnderneming", BAKERY).codes == []
    control(url, "POST", "/trouble", {"trouble": "reset", "service": None})
    assert control(url, "DELETE", "/trouble")[0] == 200
    assert ask(url, "GeefOnderneming", BAKERY).codes == []
    assert set(control(url, "GET", "/trouble")[1]) == set(TROUBLES)


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        [],
        {"trouble": "storm"},
        {"trouble": "slow", "service": "GeefPersoon"},
        {"trouble": "slow", "colour": "red"},
        {"trouble": ["slow"]},
        {"trouble": "slow", "seconds": "soon"},
        {"trouble": "slow", "times": -1},
    ],
)
def test_a_switch_that_is_wrong_is_refused_and_says_what_is_expected(
    simulator: Simulator, wrong: object
) -> None:
    status, said = control(simulator.url, "POST", "/trouble", wrong)
    assert status == 400
    assert said["error"]
    assert "trouble" in said["expected"]
    assert ask(simulator.url, "GeefOnderneming", BAKERY).codes == []


def test_a_slow_answer_comes_and_one_that_is_slower_still_ends_with_the_simulator() -> None:
    with simulating(register(), throttle=None, delay=0.05) as simulator:
        assert about(simulator, "slow").texts("Ondernemingsnummer") == [NUMBERS["slow"]]

    def wait(url: str) -> None:
        with suppress(OSError, HTTPException):
            ask(url, "GeefOnderneming", NUMBERS["slow"])

    with simulating(register(), throttle=None, delay=600) as simulator:
        waiting = threading.Thread(target=wait, args=(simulator.url,))
        waiting.start()
        while not simulator.requests:
            time.sleep(0.01)
    waiting.join(20)
    assert not waiting.is_alive()


def test_what_is_not_there_says_so(simulator: Simulator) -> None:
    assert control(simulator.url, "GET", "/")[0] == 404
    assert control(simulator.url, "POST", "/requests")[0] == 404
