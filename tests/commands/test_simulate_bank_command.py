"""`simulate-bank` as a command: a run goes in, the statements of its days come out."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from portefeuille.adapters.bank import Debtor, Transfer, read_statements, write_transfers
from portefeuille.commands.main import main

OURS, BAKERY, SCHOOL = "BE68539007547034", "BE71096123456769", "BE32123456789002"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A run of two transfers, for the second of March."""
    transfers = [
        Transfer("P-1", 70_000, "Bakery", BAKERY, "010806817183", ""),
        Transfer("P-2", 30_000, "School", SCHOOL, None, "voucher"),
    ]
    made_at, debtor = datetime(2026, 3, 1, tzinfo=UTC), Debtor("Scheme", OURS, "")
    path = tmp_path / "run.xml"
    path.write_bytes(write_transfers("RUN-1", made_at, date(2026, 3, 2), debtor, transfers))
    return path


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["simulate-bank", *map(str, arguments)])


def amounts(content: bytes) -> list[list[int]]:
    """What moved, statement by statement."""
    return [
        [line.amount if line.credit else -line.amount for line in one.lines]
        for one in read_statements(content)
    ]


@pytest.mark.parametrize("version", ["02", "08"])
def test_a_run_is_answered(file: Path, version: str) -> None:
    result = run(file, "--version", version, "--opening", "1500.00")
    assert f"camt.053.001.{version}".encode() in result.stdout_bytes
    assert amounts(result.stdout_bytes) == [[-70_000, -30_000]]
    assert read_statements(result.stdout_bytes)[0].closing == 50_000


def test_trouble_is_played(file: Path) -> None:
    result = run(file, "--reject", "BE32 1234 5678 9002", "--late", BAKERY, "--reason", "AC01")
    assert amounts(result.stdout_bytes) == [[-30_000, 30_000], [-70_000]]
    returned = read_statements(result.stdout_bytes)[0].lines[1]
    assert (returned.end_to_end_id, returned.return_reason) == ("P-2", "AC01")
    as_one = read_statements(run(file, "--as-one", "--without-references").stdout_bytes)[0].lines
    assert [(one.amount, one.count) for one in as_one] == [(100_000, 2)]
    assert "~" in as_one[0].key


def test_it_is_told_to_programs(file: Path) -> None:
    told = json.loads(run(file, "--json").stdout)
    assert (told["first_day"], told["last_day"]) == ("2026-03-02", "2026-03-02")
    assert amounts(told["statement"].encode()) == [[-70_000, -30_000]]


def test_what_is_wrong_is_said(file: Path) -> None:
    for arguments, said in (
        (["--reject", "BE00"], "'BE00' is no IBAN"),
        (["--opening", "1,50"], "'1,50' is not an amount such as 1000.00"),
        (["--reason", "late"], "'late' is not one of"),
    ):
        result = run(file, *arguments)
        assert result.exit_code == 2
        assert said in result.stderr
    file.write_text("<a/>")
    result = run(file)
    assert result.exit_code == 2
    assert "expected a valid pain.001.001.09" in result.stderr
