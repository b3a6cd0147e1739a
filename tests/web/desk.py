"""A desk without a browser: a client that is signed in as a persona, on the day of the counter."""

import re
import uuid
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
from portefeuille.payments.references import communication_of
from portefeuille.people.services import load_people
from tests.payments.life import the

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


def case_of(key):
    """The address of a dossier in the office."""
    return f"/kantoor/dossiers/{the(key).reference}"


def facts(**more):
    """What a case handler sends to revise."""
    return {"size": "medium", "motive": "De groep was vergeten", "stap": "vooraf", **more}


def seen_in(page):
    """The mark of the revision that a page shows."""
    found = re.search(r'name="gezien" value="(\w+)"', page)
    assert found
    return found[1]


def deposit_of(key, **more):
    """What a finance officer sends of a deposit."""
    return {
        "key": str(uuid.uuid4()),
        "reference": communication_of(key),
        "amount": "700",
        "received_on": "22/11/2026",
        **more,
    }
