"""A run and its bank: the folder it is put in, what came back, what was refused."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from click.testing import CliRunner
from django.conf import settings

from portefeuille.adapters.bank.simulator import Troubles
from portefeuille.commands.main import main
from portefeuille.payments.models import Payout, Run
from portefeuille.payments.outgoing import due as outgoing
from portefeuille.payments.services import give_account, send_released
from portefeuille.scenarios.banking import answer
from tests.applications.filing import load_registers
from tests.payments.life import PROVIDERS_IBAN, assert_ledger_is_right, at, the
from tests.web.acting import with_order
from tests.web.desk import open_desk, signed_in, text_of
from tests.web.paydesk import PAYMENTS, known, released

OTHER_IBAN = "BE87500000002194"


@pytest.fixture
def desk(database, monkeypatch):
    load_registers()
    open_desk(monkeypatch)


@pytest.fixture
def one(desk):
    return signed_in("financien")


@pytest.fixture
def other(desk):
    return signed_in("financien-twee")


def test_the_bank_answers_and_what_came_back_waits_for_another_account(one, other, database):
    it = known(with_order())
    there = released(one, other)
    run = Run.objects.get()
    assert "Bij de bank" in text_of(one.get(there))
    answer(run.pk, at(2026, 11, 22, 10), Troubles(rejected={PROVIDERS_IBAN: "AC04"}))
    page = text_of(one.get(there))
    assert "Teruggekomen" in page
    assert "De rekening is afgesloten (AC04)." in page
    due = text_of(one.get(PAYMENTS))
    assert "Geen rekening bekend" in due
    assert "Teruggekomen van BE68 5390 0754 7034: de rekening is afgesloten" in due
    give_account("provider", it.provider_id, OTHER_IBAN, "Huis", at(2026, 11, 22, 11))
    released(one, other)
    second = Run.objects.latest("pk")
    answer(second.pk, at(2026, 11, 22, 12))
    assert the(it.application_id).status == "paid"
    assert "Teruggekomen" in text_of(one.get(there))  # of the first run, for ever
    assert "op 22 november 2026" in text_of(one.get(f"/kantoor/betaalruns/{second.pk}"))
    assert_ledger_is_right(database)


def test_what_the_bank_refuses_otherwise_is_due_again_once(one, other, database):
    it = known(with_order())
    there = released(one, other)
    payout = Payout.objects.get()
    form = f"{there}/{payout.pk}/geweigerd"
    assert one.post(form, {"reason": "AC01"}).status_code == 409  # the bank does not have it
    one.post(f"{there}/bezorgd")
    assert f'href="{form}"' in text_of(one.get(there))
    assert one.post(form, {"reason": "geen"}).status_code == 422
    for _ in range(2):
        assert one.post(form, {"reason": "AC01"}).status_code == 303
    assert the(it.application_id).money.paid == 0
    (waits,) = outgoing.payouts_due()
    assert waits.course.back is not None
    assert waits.course.back.reason == "AC01"
    assert_ledger_is_right(database)


@contextmanager
def folder(monkeypatch, path) -> Iterator[None]:
    monkeypatch.setattr(settings, "BANK_FOLDER", str(path))
    yield


def test_a_folder_of_the_bank_gets_the_file_at_release(one, other, tmp_path, monkeypatch):
    known(with_order())
    with folder(monkeypatch, tmp_path):
        there = released(one, other)
    run = Run.objects.get()
    (file,) = tmp_path.iterdir()
    assert file.name == f"{run.message_id}.xml"
    assert file.read_bytes() == one.get(f"{there}/bestand").content
    assert outgoing.runs_done()[0].status == "sent"


def test_the_worker_finishes_what_a_crash_left(one, other, tmp_path, monkeypatch):
    known(with_order())
    there = released(one, other)  # released, and nothing given to the bank
    content = one.get(f"{there}/bestand").content
    with folder(monkeypatch, tmp_path / "nowhere"):
        assert send_released(at(2026, 11, 22).now) == 0
    assert outgoing.runs_open()[0].status == "released"
    name = f"{Run.objects.get().message_id}.xml"
    with folder(monkeypatch, tmp_path):
        (tmp_path / name).write_bytes(b"something else")
        assert send_released(at(2026, 11, 22).now) == 0
        (tmp_path / name).write_bytes(content)  # written, and killed before it was said
        assert [send_released(at(2026, 11, 22).now) for _ in range(2)] == [1, 0]
    assert [one.name for one in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_bytes() == content


def bank(*words):
    """What a command of the bank prints, as JSON, and how it ends."""
    done = CliRunner().invoke(main, ["bank", *words, "--json"])
    return done.exit_code, done.output


def test_runs_are_listed_and_sent_on_the_command_line(one, other, tmp_path, monkeypatch):
    known(with_order())
    released(one, other)
    run = Run.objects.get()
    code, told = bank("runs")
    assert code == 0
    (listed,) = json.loads(told)["runs"]
    assert (listed["message_id"], listed["status"]) == (run.message_id, "released")
    assert bank("send")[0] == 2
    with folder(monkeypatch, tmp_path / "nowhere"):
        assert bank("send")[0] == 1
    with folder(monkeypatch, tmp_path):
        code, told = bank("send")
    assert (code, json.loads(told)) == (0, {"given": 1, "left": 0})
    assert json.loads(bank("runs")[1])["runs"] == []
    assert run.message_id in bank("runs", "--all")[1]
