"""What the tests of the pages share: Django without a database, a client on one frozen day, and
the site as it is really served, in a real Chromium."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from datetime import date
from http.client import HTTPConnection

import django
import pytest
from playwright.sync_api import sync_playwright

from tests.ports import free_port

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portefeuille.config.settings")
django.setup()

from django.test import Client  # noqa: E402 (Django must be set up first)

TODAY = date(2026, 11, 22)
SECONDS_TO_START = 60
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture
def client(monkeypatch):
    """A visitor on 22 November 2026."""
    monkeypatch.setattr("portefeuille.web.clock.today", lambda: TODAY)
    return Client(SERVER_NAME="localhost", raise_request_exception=False)


def chromium():
    """The Chromium of this machine; whatever needs it fails where there is none."""
    known = (shutil.which("chromium-headless-shell"), shutil.which("chromium"))
    found = os.environ.get("PORTEFEUILLE_CHROMIUM") or next(filter(None, known), None)
    if not found:
        pytest.fail(
            "No Chromium found. Install it (Debian: apt-get install chromium-headless-shell) "
            "or point PORTEFEUILLE_CHROMIUM at one."
        )
    return found


@pytest.fixture(scope="session")
def browser():
    """A running Chromium."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
        yield running
        running.close()


@pytest.fixture(scope="session")
def site():
    """The address of the site, served by a process of its own."""
    with running_site() as address:
        yield address


@contextmanager
def running_site():
    port = free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"]
    command += ["--host", "127.0.0.1", "--port", str(port), "portefeuille.config.wsgi:application"]
    with (
        tempfile.TemporaryFile() as log,
        subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT) as server,
    ):
        try:
            if not answers_in_time(server, port):
                log.seek(0)
                pytest.fail(f"The site did not start:\n{log.read().decode()}")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def answers_in_time(server, port):
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until and server.poll() is None:
        connection = HTTPConnection("127.0.0.1", port, timeout=5)
        with suppress(OSError):
            connection.request("GET", "/")
            connection.getresponse().read()
            connection.close()
            return True
        connection.close()
        time.sleep(0.1)
    return False


@pytest.fixture
def counter(database, browser, monkeypatch):
    """The counter on a scratch database of this test, on 22 November 2026 at ten."""
    from tests.web.counter import running_counter

    with running_counter(database, browser, monkeypatch) as running:
        yield running
