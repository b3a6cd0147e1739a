"""The counter as people meet it: the real site over HTTP in this process, on a frozen clock.

In this process, so that a test can move the clock (`counter.now`) and ask the book of record;
everything else is as in service: the application's role, sessions, CSRF, a real Chromium.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.conf import settings
from django.db import connection, connections
from playwright.sync_api import Browser, BrowserContext, Page

from portefeuille import samples
from portefeuille.config.wsgi import application
from portefeuille.people.services import load_people
from tests.applications.filing import load_registers
from tests.databases import Database
from tests.web.looking import follow

MORNING = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
"""22 November 2026, 10 o'clock in Brussels."""

PERSONAS = ("ondernemer", "boekhouder", "dienstverlener", "dossierbehandelaar", "financien")
BAKERY = "1999900171"
METALWORKS = "1999900270"


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        super().process_request_thread(request, client_address)
        connections.close_all()


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass


@dataclass
class Counter:
    """The running site; `now` is what its clock says and may be moved."""

    address: str
    database: Database
    browser: Browser
    now: datetime = MORNING
    contexts: list[BrowserContext] = field(default_factory=list)

    def page(self, persona: str | None = None, **how: Any) -> Page:
        """A new browser window, signed in as a persona; keyword arguments are the context's."""
        usual = {"viewport": {"width": 1280, "height": 900}, "locale": "nl-BE"}
        context = self.browser.new_context(**{**usual, **how})
        self.contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        if persona is not None:
            self.sign_in(page, persona)
        return page

    def sign_in(self, page: Page, persona: str) -> None:
        """Sign in by persona, as everybody does in the demonstration."""
        page.goto(f"{self.address}/aanmelden")
        follow(page.locator(f"button[value='demo:{persona}']"))


@contextmanager
def running_counter(database: Database, browser: Browser, monkeypatch: Any) -> Iterator[Counter]:
    """The site on a scratch database with the sample registers and personas."""
    load_registers()
    load_people(samples.PEOPLE, date(2015, 1, 1))
    monkeypatch.setattr(settings, "DEMO", True)
    server = make_server("127.0.0.1", 0, application, _Server, _Quiet)
    counter = Counter(f"http://127.0.0.1:{server.server_port}", database, browser)
    monkeypatch.setattr("portefeuille.web.clock.now", lambda: counter.now)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield counter
    finally:
        for context in counter.contexts:
            context.close()
        server.shutdown()
        server.server_close()
        connection.close()
