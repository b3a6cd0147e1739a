"""The worker in processes of its own, killed in the middle and run side by side."""

import json
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from portefeuille.adapters.mail import Mailbox
from portefeuille.adapters.postgres import Server
from portefeuille.config.owner import migrate
from portefeuille.messages.models import Message
from portefeuille.messages.sending import message_id
from portefeuille.people.services import give_mandate, know_person
from tests.applications.books import rows
from tests.applications.filing import add_enterprises, request, submitted
from tests.databases import Database, django_in
from tests.messages.post import catching, load_all, morning
from tests.payments.life import assert_ledger_is_right
from tests.ports import free_port

COMMAND = [sys.executable, "-c", "from portefeuille.commands.main import main; main()"]
LONG_OVERDUE = morning(2026, 1, 15)
"""Filed on this day an application has lapsed on every day on which this test can run."""

IN_JANUARY = {"starts_on": "2026-01-20", "ends_on": "2026-01-21"}
APPLICATIONS = 24
PROGRESS = """
SELECT (SELECT count(*) FROM journal_event WHERE verb = 'lapse')
     + (SELECT count(*) FROM messages_message)
     + (SELECT count(*) FROM messages_message WHERE sent_at IS NOT NULL)
"""
EXPECTED = """
SELECT e.id, kind FROM journal_event e,
LATERAL (VALUES ('approve', 'approved'), ('approve', 'to-check'),
                ('lapse', 'lapsed'), ('lapse', 'ended-for-you')) AS told (verb, kind)
WHERE e.verb = told.verb ORDER BY e.id, kind
"""


def file_some(count: int = APPLICATIONS) -> None:
    """Applications that are long overdue, of enterprises for which somebody may act."""
    load_all()
    for number in add_enterprises(4):
        owner = know_person(f"test:{number}", number, f"{number}@enterprise.example", "nl")
        give_mandate(owner, "entrepreneur", number, date(2015, 1, 1))
        for _ in range(count // 4):
            submitted(request(number, IN_JANUARY), LONG_OVERDUE)


@contextmanager
def worker(database: Database, port: int, *options: str) -> Iterator[subprocess.Popen[str]]:
    """A worker in a process of its own that sends to a port."""
    environment = {**database.environment(), "PORTEFEUILLE_MAIL": f"127.0.0.1:{port}"}
    process = subprocess.Popen(
        [*COMMAND, "worker", *options],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


def progress(database: Database) -> int:
    count: int = rows(database, PROGRESS)[0][0]
    return count


def assert_all_is_told_once(database: Database, mailbox: Mailbox) -> None:
    """By the rows: one message for each event, kind and person. By the mailbox: one mail each."""
    told = rows(database, "SELECT key FROM messages_message ORDER BY id")
    wanted = {f"event:{event}/{kind}" for event, kind in rows(database, EXPECTED)}
    assert {key.rpartition("/")[0] for (key,) in told} == wanted
    assert len(told) == len(wanted), "one person for each enterprise, one for the provider"
    assert rows(database, "SELECT * FROM journal_untold") == []
    assert rows(database, "SELECT * FROM messages_message WHERE sent_at IS NULL") == []
    caught = [mail.message_id for mail in mailbox.mails()]
    assert sorted(caught) == sorted(message_id(one) for one in Message.objects.all())


def test_killed_in_the_middle_of_lapses_and_mails_nothing_is_twice_and_nothing_missed(
    database: Database, tmp_path: Path
) -> None:
    file_some()
    chance, kills, port = random.Random(7), 0, free_port()
    with catching(tmp_path / "mailbox", port) as mailbox:
        while True:
            start, enough = progress(database), chance.randint(1, 20)
            with worker(database, port, "--once") as process:
                while process.poll() is None and progress(database) < start + enough:
                    time.sleep(chance.random() / 100)
                if process.poll() is None:
                    process.send_signal(signal.SIGKILL)
                    kills += 1
                    continue
                assert process.returncode == 0, process.stderr and process.stderr.read()
                break
        assert kills >= 8, "it was killed again and again"
        assert_all_is_told_once(database, mailbox)
    lapsed = "SELECT subject_id FROM journal_event WHERE verb = 'lapse'"
    assert len(rows(database, lapsed)) == len(set(rows(database, lapsed))) == APPLICATIONS
    assert_ledger_is_right(database)


def test_workers_side_by_side_do_each_thing_once(database: Database, tmp_path: Path) -> None:
    file_some()
    port = free_port()
    with catching(tmp_path / "mailbox", port) as mailbox:
        with (
            worker(database, port, "--once", "--json") as one,
            worker(database, port, "--once", "--json") as two,
            worker(database, port, "--once", "--json") as three,
        ):
            done = [json.loads(process.communicate()[0]) for process in (one, two, three)]
        # Whoever ended first may have left what the others still lapsed.
        with worker(database, port, "--once", "--json") as last:
            done.append(json.loads(last.communicate()[0]))
        total = {name: sum(each[name] for each in done) for name in done[0]}
        assert total == {
            "decided": 0,
            "lapsed": APPLICATIONS,
            "matched": 0,
            "refunds": 0,
            "runs": 0,
            "reminders": 0,
            "told": 2 * APPLICATIONS,
            "sent": 4 * APPLICATIONS,
            "asked": 0,
        }
        assert_all_is_told_once(database, mailbox)
        assert {mail.deliveries for mail in mailbox.mails()} == {1}
    assert_ledger_is_right(database)


def wait_until(true: Callable[[], bool], seconds: float) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if true():
            return True
        time.sleep(0.1)
    return False


def test_a_worker_goes_on_until_it_is_told_to_stop(database: Database, tmp_path: Path) -> None:
    load_all()
    port = free_port()
    with catching(tmp_path / "mailbox", port) as mailbox, worker(database, port) as process:
        assert process.stdout is not None
        assert "at work" in process.stdout.readline()
        submitted(request(), morning(2026, 11, 20))
        assert wait_until(lambda: len(mailbox.keys()) >= 4, 30), "three people and the provider"
        process.terminate()
        assert process.wait(10) == 0
    assert rows(database, "SELECT * FROM procrastinate_workers") == []
    assert rows(database, "SELECT * FROM procrastinate_jobs WHERE status <> 'todo'") == []


def test_a_worker_waits_for_a_database_that_is_gone(tmp_path: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="pf-") as folder:
        server = Server(Path(folder) / "data")
        endpoint = server.ensure_running()
        database, port = Database("portefeuille", endpoint.owner_url, endpoint.app_url), free_port()
        with django_in(database):
            migrate(endpoint.owner_url)
            load_all()
        with catching(tmp_path, port) as mailbox, worker(database, port) as process:
            assert process.stdout is not None
            assert "at work" in process.stdout.readline()
            server.stop()
            assert wait_until(lambda: process.poll() is not None, 8) is False
            server.ensure_running()
            with django_in(database):
                submitted(request(), morning(2026, 11, 20))
            assert wait_until(lambda: len(mailbox.keys()) >= 4, 60)
            process.terminate()
            assert process.wait(15) == 0
        server.wipe()


@pytest.mark.skipif(sys.platform != "linux", reason="only there a process hears of its parent")
def test_a_worker_ends_with_the_process_that_started_it(database: Database) -> None:
    load_all()
    code = "import subprocess, sys; p = subprocess.Popen(sys.argv[1:]); print(p.pid); p.wait()"
    parent = subprocess.Popen(
        [sys.executable, "-uc", code, *COMMAND, "worker", "--with-parent"],
        env=database.environment(),
        stdout=subprocess.PIPE,
        text=True,
    )
    with parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        assert "at work" in parent.stdout.readline()
        parent.kill()
        assert wait_until(lambda: not is_there(pid), 10)


def is_there(pid: int) -> bool:
    """Whether a process is there and not merely waiting to be buried."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
