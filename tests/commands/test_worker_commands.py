"""`worker` and `mailbox` as commands: what they print and how they end."""

import json
import signal
import socket
import subprocess
import sys
from pathlib import Path

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
    assert run(database, "worker", "--once") == "lapsed 0\nreminders 0\ntold 0\nsent 0\n"
    counts = json.loads(run(database, "worker", "--once", "--json"))
    assert counts == {"lapsed": 0, "reminders": 0, "told": 0, "sent": 0}


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
