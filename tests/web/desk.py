"""A desk without a browser: a client that is signed in as a persona, on the day of the counter."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from html import unescape

from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portefeuille import samples
from portefeuille.people.services import load_people

MORNING = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def open_desk(monkeypatch) -> None:
    """The personas, and the clock on 22 November 2026 at ten in Brussels."""
    load_people(samples.PEOPLE, date(2015, 1, 1))
    monkeypatch.setattr(settings, "DEMO", True)
    monkeypatch.setattr("portefeuille.web.clock.now", lambda: MORNING)


def signed_in(persona: str) -> Client:
    """A client that is signed in."""
    client = Client(SERVER_NAME="localhost")
    client.post("/aanmelden", {"persona": f"demo:{persona}"})
    return client


def text_of(response: HttpResponse) -> str:
    """The page as it reads, with plain spaces."""
    return unescape(response.content.decode()).replace("\u00a0", " ")


@contextmanager
def counted() -> Iterator[list[int]]:
    """Collects how many queries each `with` block asks."""
    found: list[int] = []
    with CaptureQueriesContext(connection) as captured:
        yield found
    found.append(len(captured))
