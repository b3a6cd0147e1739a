"""Workers that are killed (`kill -9`), each one step later than the one before; the last is not.

`python -m tests.messages.killed APPLICATION PORT`. A step is a statement to the database, a
commit, or a line to or from the mail server; a worker dies before its n-th. Before each worker
something has happened of which one person is told, and after each another does what was left.
Writes, as JSON, the steps of the last worker, which came to its end, and how many were killed.

It lives outside of pytest, so that workers are forked from a process without threads.
"""

import json
import os
import signal
import smtplib
import sys
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import django

STEPS: list[str] = []


def main(application_id: int, port: int) -> None:
    """Until a worker has fewer steps than the one before should have died at."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "portefeuille.config.settings"
    os.environ["PORTEFEUILLE_MAIL"] = f"127.0.0.1:{port}"
    django.setup()
    from django.db import connection

    from portefeuille.messages.services import send, tell

    killed = 0
    while True:
        # Those before it, and, the first time, whatever is read once by all who are forked.
        tell(datetime.now(UTC))
        send(datetime.now(UTC))
        happen(application_id)
        connection.close()
        status, steps = in_a_fork(lambda before=killed + 1: work(before))  # type: ignore[misc]
        if status == 0:
            break
        assert status == -signal.SIGKILL, status
        killed += 1
    sys.stdout.write(json.dumps({"steps": steps, "killed": killed}))


def happen(application_id: int) -> None:
    """Money comes in that is not what was asked, and goes back: the enterprise is told."""
    from portefeuille.payments.references import communication_of
    from portefeuille.payments.services import record_deposit
    from tests.payments.life import at

    by = at(2026, 11, 21)
    record_deposit(uuid.uuid4(), communication_of(application_id), 1, by.now.date(), by)


def in_a_fork(work: Callable[[], None]) -> tuple[int, list[str]]:
    """How a process that does this ended: minus the signal, or its code; and its steps."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            work()
            os.write(writing, json.dumps(STEPS).encode())
            os._exit(0)
        finally:
            os._exit(1)
    os.close(writing)
    with os.fdopen(reading, "rb") as said:
        steps = said.read()
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return code, json.loads(steps or b"[]")


def work(dies_before: int) -> None:
    """One round of a worker, that dies before this step."""
    from django.db import connection
    from django.db.backends.base.base import BaseDatabaseWrapper

    from portefeuille.messages.services import send, tell

    def step(name: str) -> None:
        STEPS.append(name)
        if len(STEPS) == dies_before:
            os.kill(os.getpid(), signal.SIGKILL)

    def statement(execute: Any, sql: str, *rest: Any) -> Any:
        step(" ".join(sql.split()[:3]))
        return execute(sql, *rest)

    def before(holder: Any, name: str) -> None:
        real = getattr(holder, name)

        def stepping(self: Any, *values: Any) -> Any:
            step(name)
            return real(self, *values)

        setattr(holder, name, stepping)

    def after(holder: Any, name: str) -> None:
        real = getattr(holder, name)

        def stepping(self: Any, *values: Any) -> Any:
            answer = real(self, *values)
            step(f"after {name}")
            return answer

        setattr(holder, name, stepping)

    before(BaseDatabaseWrapper, "_commit")
    before(smtplib.SMTP, "putcmd")
    after(smtplib.SMTP, "getreply")
    now = datetime.now(UTC)
    with connection.execute_wrapper(statement):
        tell(now)
        send(now)
    step("the end")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
