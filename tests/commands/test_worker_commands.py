"""`worker` and `mailbox` as commands: what they print and how they end."""

import json
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import psycopg

from portefeuille.adapters.mail import MailServer
from tests.databases import Database
from tests.messages.post import load_all
from tests.ports import free_port

COMMAND = [sys.executable, "-c", "from portefeuille.commands.main import main; main()"]


def run(database: Database, *arguments: str) -> str:
    done = subprocess.run(
        [*COMMAND, *arguments],
        env=database.environment(),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return done.stdout


def test_one_round_prints_how_much_of_each(database: Database) -> None:
    load_all()
    names = (
        *("decided", "lapsed", "matched", "refunds", "runs"),
        *("reminders", "told", "sent", "asked"),
    )
    nothing = "".join(f"{name} 0\n" for name in names)
    assert run(database, "worker", "--once") == nothing
    counts = json.loads(run(database, "worker", "--once", "--json"))
    assert counts == dict.fromkeys(names, 0)


WAITING = """
SELECT count(*) FROM pg_locks WHERE relation = 'journal_running'::regclass AND NOT granted
"""


def test_ctrl_c_in_the_first_round_ends_the_worker_at_once_and_in_silence(
    database: Database,
) -> None:
    load_all()
    with (
        psycopg.connect(database.owner_url) as holding,
        psycopg.connect(database.owner_url, autocommit=True) as looking,
        subprocess.Popen(
            [*COMMAND, "worker"],
            env=database.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as worker,
    ):
        holding.execute("LOCK TABLE journal_running IN ACCESS EXCLUSIVE MODE")
        try:
            until = time.monotonic() + 60
            while looking.execute(WAITING).fetchone() == (0,):
                assert time.monotonic() < until, "the worker does not begin"
                time.sleep(0.05)
            worker.send_signal(signal.SIGINT)
            assert worker.communicate(timeout=10) == ("", "")
            assert worker.returncode == -signal.SIGINT
        finally:
            worker.kill()


def test_the_mailbox_listens_until_it_is_told_to_stop(tmp_path: Path) -> None:
    port = free_port()
    with subprocess.Popen(
        [*COMMAND, "mailbox", "--port", str(port), "--folder", str(tmp_path)],
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert str(port) in process.stdout.readline()
        assert MailServer("127.0.0.1", port).check() == ""
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0


def test_a_port_that_is_taken_ends_the_mailbox_with_a_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = subprocess.run(
            [*COMMAND, "mailbox", "--port", port, "--folder", str(tmp_path)],
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
    assert done.returncode == 1
    assert done.stderr == f"Port {port} cannot be used (Address already in use): choose --port.\n"
