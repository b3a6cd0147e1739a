"""kill -9 before every write of a payment run: afterwards nothing is paid twice, nothing lost."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.db import connection

from portefeuille.applications.services import stop
from portefeuille.payments.services import give_account
from tests.applications.books import rows
from tests.applications.filing import METALWORKS, NOW, load_registers, request, submitted
from tests.applications.herding import REPOSITORY
from tests.databases import Cluster, Database, django_in
from tests.payments.life import PROVIDERS_IBAN, assert_ledger_is_right, at, deposited, ordered, the
from tests.payments.payday import bank_of

DAY = date(2026, 12, 1)


class Paydays:
    """Days of payments, each in a process that may be killed."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def day(self, database: Database, folder: Path, kill_at: int = 0) -> tuple[int, int]:
        """How it ended, and before how many writes it has stood where it lived."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        job = {"url": database.app_url, "folder": str(folder), "kill_at": kill_at}
        self._process.stdin.write(json.dumps(job) + "\n")
        self._process.stdin.flush()
        ended, count = json.loads(self._process.stdout.readline())
        return ended, count


@pytest.fixture(scope="module")
def paydays() -> Iterator[Paydays]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.payments.payday"],
        cwd=REPOSITORY,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    yield Paydays(process)
    process.kill()
    process.communicate()


@pytest.fixture
def due(database: Database) -> Database:
    """An order of an invoice, own share to refund, and a deposit to send back."""
    load_registers()
    paid, stopped = (
        submitted(request(number), NOW).application_id for number in ("1999900171", METALWORKS)
    )
    for one in (paid, stopped):
        deposited(one, 700_00, DAY, at(2026, 12, 1))
    provider = the(paid).provider_id
    assert provider is not None
    give_account("provider", provider, PROVIDERS_IBAN, "Opleidingshuis", at(2026, 12, 1))
    give_account(
        "enterprise", the(stopped).enterprise_id, "BE62510007547061", "Metaal", at(2026, 12, 1)
    )
    ordered(paid, "F-1", 1000_00, at(2026, 12, 2))
    stop(stopped, "enterprise", "toch niet", at(2026, 12, 2))
    return database


def assert_paid_once(database: Database, folder: Path) -> None:
    """Each payout left the bank once and was booked once; the dossier is paid, the ledger right."""
    assert rows(
        database,
        "SELECT kind, amount_cents, (SELECT to_status FROM journal_event"
        " WHERE subject = 'payout' AND subject_id = p.id ORDER BY sequence DESC LIMIT 1)"
        " FROM payments_payout p ORDER BY kind",
    ) == [("order", 1000_00, "booked"), ("refund", 700_00, "booked")]
    assert rows(database, "SELECT count(*) FROM payments_run") == [(1,)]
    assert rows(database, "SELECT count(*) FROM journal_event WHERE verb = 'pay'") == [(1,)]
    bank = bank_of(folder)
    (iban,) = rows(database, "SELECT iban FROM payments_account WHERE iban <> ''")[0]
    assert bank.balance(iban, date(2026, 12, 31)) == 100_000_00 - 1000_00 - 700_00
    (cash,) = rows(
        database,
        "SELECT sum(amount_cents) FROM wallet_posting p JOIN payments_account a ON a.id = owner_id"
        " WHERE account = 'bank' AND iban <> ''",
    )[0]
    assert cash == 1700_00, "what left the bank stands in the ledger, to the cent"
    assert_ledger_is_right(database)


def test_killed_before_every_write_and_gone_on_with(
    cluster: Cluster, due: Database, paydays: Paydays, tmp_path: Path
) -> None:
    connection.close()  # or nobody can copy the database
    with_nothing_killed = cluster.create(due.name)
    (tmp_path / "0").mkdir()
    ended, writes = paydays.day(with_nothing_killed, tmp_path / "0")
    assert (ended, writes > 30) == (0, True)
    assert_paid_once(with_nothing_killed, tmp_path / "0")
    cluster.drop(with_nothing_killed)
    for at_write in range(1, writes + 1):
        folder = tmp_path / str(at_write)
        folder.mkdir()
        scratch = cluster.create(due.name)
        assert paydays.day(scratch, folder, at_write)[0] == -9, f"killed before write {at_write}"
        assert paydays.day(scratch, folder)[0] == 0, f"gone on with after write {at_write}"
        with django_in(scratch):
            assert_paid_once(scratch, folder)
        cluster.drop(scratch)
