"""What works now: for everybody, for a monitor, and with the reasons for an operator."""

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest
from click.testing import CliRunner
from django.conf import settings
from django.test import Client

from portefeuille.adapters.magda.simulator import Simulator
from portefeuille.commands.main import main
from portefeuille.register.services import look_up
from portefeuille.web import status
from tests.applications.filing import load_registers
from tests.databases import Database
from tests.ports import free_port
from tests.register.magda_here import BAKERY, EMPLOYMENT, ENTERPRISE, ME, magda_here
from tests.web.acting import MORNING, words_of


@pytest.fixture(autouse=True)
def counter(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """A register, no mail server, no worker, and nothing found earlier."""
    load_registers()
    monkeypatch.setattr("portefeuille.web.clock.now", lambda: MORNING)
    monkeypatch.setattr(settings, "MAIL_SERVER", "")
    monkeypatch.setattr(status, "_found", {})


@pytest.fixture
def magda() -> Iterator[Simulator]:
    with magda_here() as simulator:
        yield simulator


def seen() -> dict[str, dict[str, str]]:
    document = json.loads(Client().get("/status?vorm=json").content)
    return {part["part"]: part for part in document["parts"]}


def test_what_is_not_set_up_is_no_trouble_and_a_worker_that_is_not_there_is() -> None:
    states = {code: part["state"] for code, part in seen().items()}
    assert states == {
        "magda": "off",
        "magda-employment": "off",
        "magda-accounts": "off",
        "kbo-open-data": "works",
        "mail": "off",
        "worker": "down",
    }
    page = words_of(Client().get("/status"))
    assert "Niet alles werkt. Je kunt toch aanvragen" in page


def test_a_source_tells_when_it_last_answered_and_since_when_it_does_not(magda: Simulator) -> None:
    look_up(BAKERY, MORNING, ME)
    assert seen()["magda"] == {
        "part": "magda",
        "state": "works",
        "last_success": MORNING.isoformat(),
        "down_since": None,
    }
    magda.play("source-down", service=ENTERPRISE)
    tomorrow = MORNING + timedelta(days=1)
    look_up(BAKERY, tomorrow, ME)
    down = seen()["magda"]
    assert (down["state"], down["down_since"]) == ("down", tomorrow.isoformat())
    assert down["last_success"] == MORNING.isoformat()
    page = words_of(Client().get("/status"))
    assert "Werkt niet sinds 23 november 2026 om 10:00 laatst gelukt op 22 november" in page


def test_each_service_behind_magda_has_a_state_of_its_own(magda: Simulator) -> None:
    magda.play("source-down", service=EMPLOYMENT)
    look_up(BAKERY, MORNING, ME)
    found = seen()
    assert found["magda"]["state"] == "works"
    assert found["magda-employment"]["state"] == "down"


def test_a_mail_server_that_is_gone_is_down_and_why_is_for_the_operator_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(settings, "MAIL_SERVER", f"127.0.0.1:{free_port()}")
    assert seen()["mail"]["state"] == "down"
    assert "127.0.0.1" not in words_of(Client().get("/status"))


def test_the_command_says_why_and_fails_where_something_is_down(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = free_port()
    monkeypatch.setattr(settings, "MAIL_SERVER", f"127.0.0.1:{port}")
    monkeypatch.setattr("portefeuille.commands.check.with_loaded_database", lambda: None)
    done = CliRunner().invoke(main, ["check"])
    assert done.exit_code == 1
    lines = done.stdout.splitlines()
    assert [line.split()[:2] for line in lines[-3:]] == [
        ["kbo-open-data", "works"],
        ["mail", "down"],
        ["worker", "down"],
    ]
    assert f"127.0.0.1:{port}" in lines[-2]
