"""Somebody who is signed in, on the frozen day, without a browser; and dossiers at every stage."""

import html
import re
import uuid
from datetime import date
from typing import Any

from django.conf import settings
from django.test import Client

from portefeuille import samples
from portefeuille.applications.dossiers import Dossier
from portefeuille.applications.services import stop
from portefeuille.people.services import load_people
from tests.applications.filing import load_registers, request, submitted
from tests.payments.life import at, deposited, ordered, paid, the
from tests.web.counter import MORNING

OWN, COST = 700_00, 1_000_00
"""Own share and cost of the usual application."""

YESTERDAY = date(2026, 11, 21)


def open_counter(monkeypatch: Any) -> None:
    """The sample registers and personas, in a demonstration, on 22 November 2026 at ten."""
    load_registers()
    load_people(samples.PEOPLE, date(2015, 1, 1))
    monkeypatch.setattr(settings, "DEMO", True)
    monkeypatch.setattr("portefeuille.web.clock.now", lambda: MORNING)


def signed_in(persona: str) -> Client:
    """A client that is signed in as a persona."""
    client = Client(SERVER_NAME="localhost")
    answer = client.post("/aanmelden", {"persona": f"demo:{persona}"})
    assert answer.status_code == 303
    return client


def text_of(answer: Any) -> str:
    """The page, its no-break spaces as spaces."""
    return html.unescape(answer.content.decode()).replace("\u00a0", " ")


def words_of(answer: Any) -> str:
    """What a reader sees of it: without tags, runs of space as one."""
    return " ".join(re.sub(r"<[^>]*>", "", text_of(answer)).split())


def address(it: Dossier, page: str = "", number: str | None = None) -> str:
    """The address of a page of a dossier."""
    return f"/o/{number or it.number}/dossiers/{it.reference}/{page}"


def approved(**changes: Any) -> Dossier:
    """An application that was approved and waits for the deposit."""
    return the(submitted(request(**changes)).application_id)


def with_deposit(**changes: Any) -> Dossier:
    """One whose own share came in."""
    it = approved(**changes)
    deposited(it.application_id, it.money.own_share, YESTERDAY, at(2026, 11, 21))
    return the(it.application_id)


def with_order(amount: int = COST, **changes: Any) -> Dossier:
    """One of which a payment is ordered."""
    it = with_deposit(**changes)
    ordered(it.application_id, "F-1", amount, at(2026, 11, 21, 10))
    return the(it.application_id)


def with_payment(amount: int = COST, **changes: Any) -> Dossier:
    """One of which an amount is paid."""
    it = with_deposit(**changes)
    paid(ordered(it.application_id, "F-1", amount, at(2026, 11, 21, 10)), at(2026, 11, 21, 11))
    return the(it.application_id)


def stopped(**changes: Any) -> Dossier:
    """One that was stopped after the deposit."""
    it = with_deposit(**changes)
    stop(it.application_id, "enterprise", "Wij hebben geen tijd.", at(2026, 11, 21, 12))
    return the(it.application_id)


def order_of(amount: str = "400,00", number: str = "F-7", **more: Any) -> dict[str, Any]:
    """What the form of a payment order sends."""
    return {
        "key": str(uuid.uuid4()),
        "document": "",
        "invoice_number": number,
        "invoice_date": "20/11/2026",
        "amount": amount,
        **more,
    }
