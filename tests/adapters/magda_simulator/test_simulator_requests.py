"""A question is held to what its service wants: by its shape, by its schema, by its signature."""

import http.client
import re
from contextlib import suppress
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from portefeuille.adapters.magda.simulator import Simulator, simulating
from portefeuille.adapters.magda.simulator.requests import NotUnderstood, parse
from portefeuille.adapters.magda.simulator.schemas import Schemas
from portefeuille.adapters.magda.simulator.services import SERVICES
from tests.adapters.magda_simulator.asking import (
    BAKERY,
    Answer,
    ask,
    question,
    register,
    send,
)

GOOD = question("GeefOnderneming", BAKERY)
PATH = "/GeefOndernemingDienst-02.00/soap/WebService"


def without(tag: str) -> bytes:
    return re.sub(rf"<{tag}>.*?</{tag}>".encode(), b"", GOOD, count=1, flags=re.S)


WRONG = {
    "no Referte": (GOOD.replace(b"<Vraag><Referte>ref-1</Referte>", b"<Vraag>"), "Referte"),
    "Referte too long": (GOOD.replace(b"ref-1", b"r" * 37), "Referte"),
    "no Context": (without("Context"), "Context"),
    "no Basisgegevens": (without("Basisgegevens"), "Basisgegevens"),
    "no sender": (without("Identificatie"), "Identificatie"),
    "a number of nine digits": (GOOD.replace(BAKERY.encode(), b"999900171"), "Ondernemingsnummer"),
    "a flag that is no flag": (
        GOOD.replace(b"<Basisgegevens>1", b"<Basisgegevens>ja"),
        "Basisgegevens",
    ),
    "out of order": (
        GOOD.replace(
            b"<Basisgegevens>1</Basisgegevens><Rechtstoestanden>1</Rechtstoestanden>",
            b"<Rechtstoestanden>1</Rechtstoestanden><Basisgegevens>1</Basisgegevens>",
        ),
        "Basisgegevens",
    ),
    "an element nobody knows": (
        GOOD.replace(b"</Criteria>", b"<Geslacht>1</Geslacht></Criteria>"),
        "Geslacht",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_answered_with_50000_and_the_reason(
    simulator: Simulator, case: str
) -> None:
    body, named = WRONG[case]
    assert body != GOOD
    answer = send(simulator.url, body)
    assert (answer.status, answer.codes) == (200, ["50000"])
    assert answer.wrapper.find("Repliek/Antwoorden") is None
    assert named in str(answer.text("Repliek/Uitzonderingen/Uitzondering/Omstandigheid"))


@pytest.mark.parametrize("case", WRONG)
def test_the_schema_finds_wrong_what_the_shape_finds_wrong(case: str, recorded: Path) -> None:
    schemas = Schemas(recorded / "xsd")
    wrapper = etree.fromstring(WRONG[case][0]).find("{*}Body")[0]
    assert schemas.why_invalid(SERVICES["GeefOnderneming"], wrapper)


@pytest.mark.parametrize(
    ("said", "instead"),
    [
        (b"<Naam>GeefOnderneming<", b"<Naam>GeefFuncties<"),
        (b"<Versie>02.00.0000<", b"<Versie>01.00.0000<"),
        (b"<Type>VRAAG<", b"<Type>ANTWOORD<"),
    ],
)
def test_a_context_that_the_schema_would_let_pass_is_wrong(
    simulator: Simulator, said: bytes, instead: bytes
) -> None:
    assert send(simulator.url, GOOD.replace(said, instead)).codes == ["50000"]


def test_with_schemas_they_decide(recorded: Path) -> None:
    with simulating(register(), schemas=recorded / "xsd", throttle=None) as simulator:
        assert ask(simulator.url, "GeefOnderneming", BAKERY).codes == []
        answer = send(simulator.url, GOOD.replace(BAKERY.encode(), b"999900171"))
    assert answer.codes == ["50000"]
    assert "facet 'pattern'" in str(answer.text(".//Omstandigheid"))


def test_a_folder_without_schemas_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="Dienst"):
        Simulator(register(), schemas=tmp_path)


@pytest.mark.parametrize(
    ("body", "path", "said"),
    [
        (b"", PATH, "not well-formed"),
        (b"<half", PATH, "not well-formed"),
        (b"<whole/>", PATH, "Envelope"),
        (GOOD.replace(b"schemas.xmlsoap.org/soap/envelope", b"other.example"), PATH, "Envelope"),
        (GOOD.replace(b"02_00.onderneming", b"02_01.onderneming"), PATH, "no question"),
        (GOOD, "/GeefTewerkstellingDienst-02.00/soap/WebService", "not asked at"),
        (GOOD, "/GeefOndernemingDienst-02.01/soap/WebService", "version 02.00"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]>' + GOOD, PATH, "document type"),
    ],
)
def test_what_is_no_question_is_answered_with_a_fault(
    simulator: Simulator, body: bytes, path: str, said: str
) -> None:
    answer = send(simulator.url, body, path)
    assert answer.status == 500
    assert answer.text("faultcode") == "soapenv:Client"
    assert said in str(answer.text("faultstring"))


def test_one_path_serves_all_and_any_prefix_may_stand_before_it(simulator: Simulator) -> None:
    for path in ("/soap/WebService", "/api/Magda-02.00/soap/WebService", f"/proxy{PATH}"):
        assert send(simulator.url, GOOD, path).codes == []


@pytest.mark.parametrize(
    ("length", "status"),
    [("1000001", 413), ("9" * 5000, 413), ("-1", 411), ("²", 411), (None, 411)],
)
def test_what_is_too_long_or_does_not_say_how_long_is_not_read(
    simulator: Simulator, length: str | None, status: int
) -> None:
    connection = http.client.HTTPConnection(urlsplit(simulator.url).netloc, timeout=20)
    connection.putrequest("POST", PATH)
    if length is not None:
        connection.putheader("Content-Length", length)
    connection.endheaders()
    assert connection.getresponse().status == status
    connection.close()


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: f"<a>{text}".encode()))
def test_whatever_comes_in_is_read_or_not_understood(body: bytes) -> None:
    with suppress(NotUnderstood):
        assert parse(body) is not None


@given(st.data())
def test_a_question_changed_anywhere_gets_an_answer(data: st.DataObject) -> None:
    """Straight to what replies: connections would only make it slow."""
    at = data.draw(st.integers(0, len(GOOD) - 1))
    cut = data.draw(st.integers(0, 40))
    reply = replying().reply(PATH, GOOD[:at] + data.draw(st.binary(max_size=3)) + GOOD[at + cut :])
    assert Answer(reply.status, reply.body).wrapper is not None


@cache
def replying() -> Simulator:
    """A simulator that listens no more, and still knows what to reply."""
    simulator = Simulator(register(), throttle=None)
    simulator.stop()
    return simulator
