"""A day of payments in processes that can be killed: `python -m tests.payments.payday`.

Reads one JSON object a line from standard input (`url` of a database, `folder` of the bank,
`kill_at`), does the day in a fork of itself, and answers with how that fork ended and before how
many writes it has stood. `kill_at` is the write before which it dies by SIGKILL; 0: it lives.

The day goes on from wherever another has left it: what is due is put in a run, released by
somebody else, given to the bank as a file, and answered by the bank's statement.
"""

import json
import os
import signal
import sys
import uuid
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from zlib import crc32

import django

KEY: Final = uuid.UUID(int=7)
NOW: Final = datetime(2026, 12, 3, 9, tzinfo=UTC)


class Deadline:
    """Counts what writes, and dies before one of them."""

    def __init__(self, kill_at: int) -> None:
        self.kill_at, self.count = kill_at, 0

    def __call__(self, execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
        if str(sql).lstrip().startswith(("INSERT", "UPDATE", "SAVEPOINT")):
            self.step()
        return execute(sql, params, many, context)

    def step(self) -> None:
        """Between two steps: here it dies, where it is to."""
        self.count += 1
        if self.count == self.kill_at:
            os.kill(os.getpid(), signal.SIGKILL)


def day(folder: Path, between: Deadline) -> None:
    """What is due is paid."""
    from portefeuille.journal.services import By
    from portefeuille.payments.services import (
        NothingDue,
        NotThere,
        file_of,
        import_statements,
        match_lines,
        prepare,
        release,
        sent,
    )

    one, other = By("officer", NOW), By("another officer", NOW)
    run = prepare(KEY, NOW.date(), one)
    between.step()
    with suppress(NotThere):  # it was released before
        release(run.pk, other)
    between.step()
    draft = folder / "being-written"
    draft.write_bytes(file_of(run))
    between.step()
    draft.rename(folder / f"{run.message_id}.xml")
    between.step()
    sent(run.pk, one)
    between.step()
    import_statements(statement(folder), "camt.xml", one)
    between.step()
    for _ in match_lines(one):
        between.step()
    try:
        prepare(uuid.uuid4(), NOW.date(), one)
    except NothingDue:
        return
    raise AssertionError("something was due that was paid")


def bank_of(folder: Path) -> Any:
    """A bank that took every file in the folder, each under its message number once."""
    from portefeuille.adapters.bank.simulator import Bank
    from portefeuille.config import settings

    files = sorted(folder.glob("*.xml"))
    bank = Bank(None, crc32(files[0].read_bytes()) % 90_000_000)
    bank.open(settings.FINANCIAL_MANAGER_IBAN, "", 100_000_00)
    for file in files:
        bank.receive(file.read_bytes())
    return bank


def statement(folder: Path) -> bytes:
    """What the bank says of the day."""
    told: bytes = bank_of(folder).statement(NOW.date())
    return told


def _in_a_fork(job: dict[str, Any]) -> tuple[int, int]:
    """How it ended (below zero: by a signal), and before how many writes it has stood."""
    told, tell = os.pipe()
    child = os.fork()
    if child == 0:
        from django.db import connection

        from portefeuille.config.database import APPLICATION_ROLE, connection_settings

        connection.settings_dict.update(connection_settings(job["url"], APPLICATION_ROLE))
        between = Deadline(job["kill_at"])
        with connection.execute_wrapper(between):
            day(Path(job["folder"]), between)
        os.write(tell, str(between.count).encode())
        os._exit(0)
    os.close(tell)
    _, status = os.waitpid(child, 0)
    count = os.read(told, 20).decode() or "0"
    os.close(told)
    return os.waitstatus_to_exitcode(status), int(count)


def main() -> None:
    """One answer a line."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "portefeuille.config.settings"
    django.setup()
    from portefeuille import law
    from portefeuille.payments import services  # noqa: F401 - imported once for all of them

    law.load()
    for line in sys.stdin:
        sys.stdout.write(json.dumps(_in_a_fork(json.loads(line))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
