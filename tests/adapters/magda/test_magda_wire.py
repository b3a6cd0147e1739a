"""What can go wrong on the wire itself, and that both sides show who they are."""

import ssl
import time
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from portefeuille.adapters.magda import Call, Magda
from portefeuille.adapters.magda.requests import VKBO
from portefeuille.core.lookup import Found, Unavailable
from tests.adapters.magda import made
from tests.adapters.magda.speaking import (
    REASON,
    Say,
    asking,
    papers,
    reset,
    say,
    say_made,
    settings,
    speaking,
)

FOUND = say_made(VKBO, inhoud=made.VKBO_INHOUD)


def ask(magda: Magda) -> object:
    return magda.vkbo(made.NUMBER, REASON)


def slowly(handler: BaseHTTPRequestHandler, _: str) -> None:
    time.sleep(0.5)


def in_drips(handler: BaseHTTPRequestHandler, _: str) -> None:
    handler.send_response(200)
    handler.end_headers()
    for _ in range(20):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.05)


def cut_short(handler: BaseHTTPRequestHandler, _: str) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "5000")
    handler.end_headers()
    handler.wfile.write(b"<a>")
    handler.close_connection = True


def too_long(handler: BaseHTTPRequestHandler, _: str) -> None:
    handler.send_response(200)
    handler.end_headers()
    for _ in range(20):
        handler.wfile.write(b" " * 1_000_000)


@pytest.mark.parametrize(
    ("trouble", "says"),
    [
        (slowly, "no answer in time"),
        (reset, "the connection broke"),
        (cut_short, "the connection broke"),
        (too_long, "longer than 16777216 bytes"),
        (say(b"Service Unavailable", 503), "HTTP status 503"),
        (say(b"Slow down", 429), "HTTP status 429"),
        (say(made.fault("Internal error"), 500), "Internal error"),
        (say_made(VKBO, second=made.exception("70002")), "70002"),
    ],
    ids=["slow", "reset", "short", "long", "503", "429", "fault", "70002"],
)
def test_trouble_that_may_pass_is_tried_again(trouble: Say, says: str) -> None:
    with asking(trouble, FOUND, read_timeout=0.2) as (magda, _, calls):
        assert isinstance(ask(magda), Found)
        assert calls[0].attempts == 2
    with asking(trouble, read_timeout=0.1, attempts=2, deadline=1.0) as (magda, _, calls):
        result = ask(magda)
        assert isinstance(result, Unavailable)
        assert says in result.why
        assert calls[0].answer == "unavailable"


def test_an_answer_in_drips_is_broken_off() -> None:
    calls: list[Call] = []
    with speaking(in_drips) as spoken:
        magda = Magda(settings(spoken.address, read_timeout=0.2, attempts=1), calls.append)
        result = ask(magda)
        magda.close()
    assert isinstance(result, Unavailable)
    assert "took longer than" in result.why


def test_both_sides_show_their_papers(tmp_path: Path) -> None:
    own = papers(tmp_path)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    own.authority.issue_cert("127.0.0.1").configure_cert(tls)
    own.authority.configure_trust(tls)
    tls.verify_mode = ssl.CERT_REQUIRED
    files = {"certificate": own.certificate, "key": own.key, "authorities": own.authorities}
    calls: list[Call] = []
    with speaking(FOUND, tls=tls) as spoken:
        for signature, more, found in (
            ("wss", files, True),
            ("body", files, True),
            ("none", {"authorities": own.authorities}, False),  # we show none
            ("none", {**files, "authorities": None}, False),  # we do not know theirs
        ):
            ours = settings(spoken.address, signature=signature, attempts=1, **more)
            magda = Magda(ours, calls.append)
            assert isinstance(ask(magda), Found if found else Unavailable), signature
            magda.close()
    assert len(calls) == 4
