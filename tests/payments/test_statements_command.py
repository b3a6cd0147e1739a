"""`bank import` as a command: what it prints, what it keeps, how it ends where a file is wrong."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from portefeuille.adapters.bank.simulator import Bank
from portefeuille.commands.main import main
from portefeuille.payments.models import BankLine, StatementFile
from tests.applications.filing import NOW, load_registers, request, submitted
from tests.databases import Database
from tests.payments.booked import DAY, OURS, PAYER, bank, digits
from tests.payments.life import the


@pytest.fixture
def registers(database: Database, monkeypatch: pytest.MonkeyPatch) -> Database:
    load_registers()
    for name, value in database.environment().items():
        monkeypatch.setenv(name, value)
    return database


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["bank", "import", *map(str, arguments)])


def test_what_is_told_is_kept_and_matched_once(registers: Database, tmp_path: Path) -> None:
    application_id = submitted(request(), NOW).application_id
    it = bank()
    it.deposit(OURS, 700_00, DAY, structured=digits(application_id))
    it.deposit(OURS, 5_00, DAY, text="koffie", sender=PAYER)
    file = tmp_path / "dag.xml"
    file.write_bytes(it.statement(DAY))
    first = run(file)
    assert first.exit_code == 0
    assert first.output == (
        "dag.xml: 1 statements, 2 new lines, 0 known before\n1 matched\n1 sent back\n"
    )
    assert the(application_id).status == "deposited"
    again = json.loads(run(file, "--json").output)
    assert again["became"] == {}
    assert [(one["new"], one["known"]) for one in again["files"]] == [(0, 2)]


def test_a_file_that_is_wrong_ends_with_its_place_and_keeps_nothing_of_it(
    registers: Database, tmp_path: Path
) -> None:
    it = bank()
    it.deposit(OURS, 5_00, DAY, text="koffie", sender=PAYER)
    good, broken = tmp_path / "goed.xml", tmp_path / "stuk.xml"
    good.write_bytes(it.statement(DAY))
    broken.write_bytes(it.statement(DAY)[:-20])
    ended = run(good, broken)
    assert ended.exit_code == 2
    assert "stuk.xml, file: is no XML" in ended.output
    assert "Nothing of stuk.xml was kept." in ended.output
    assert [one.name for one in StatementFile.objects.all()] == ["goed.xml"]
    other = Bank()
    other.open(PAYER, "Iemand anders")
    other.deposit(PAYER, 5_00, DAY)
    broken.write_bytes(other.statement(DAY))
    ended = run(broken)
    assert ended.exit_code == 2
    assert f"{PAYER} is not an account of ours" in ended.output
    assert BankLine.objects.count() == 1
