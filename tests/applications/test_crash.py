"""kill -9 in the middle of two hundred submissions: what was answered is there, nothing is half."""

import os
import signal
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from portefeuille.adapters.postgres import Server
from portefeuille.config.owner import migrate
from tests.applications.books import assert_books_are_whole, rows
from tests.applications.filing import add_enterprises, load_registers, request, submitted
from tests.applications.herding import Told, herd
from tests.databases import Database, django_in

PROCESSES, EACH = 8, 25
ENOUGH = 40
STORED = "SELECT application_id, outcome, grant_cents FROM applications_decision"
STILL_AT_WORK = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""


def two_hundred() -> list[list[dict[str, object]]]:
    """A batch for each process, over four enterprises: two processes meet on each wallet."""
    numbers = add_enterprises(4)
    return [[request(numbers[place % 4]) for _ in range(EACH)] for place in range(PROCESSES)]


def assert_kept(database: Database, answers: list[Told]) -> None:
    """All that was answered is stored as it was told; at most one more a process is stored."""
    stored = rows(database, STORED)
    assert set(answers) <= set(stored)
    assert len(stored) <= len(answers) + PROCESSES
    assert_books_are_whole(database)


def test_killed_submitters_leave_nothing_half_done(database: Database, tmp_path: Path) -> None:
    load_registers()
    with herd(database, tmp_path, two_hundred()) as running:
        running.wait_for_answers(ENOUGH)
        running.kill()
        answers = running.answers()
    assert ENOUGH <= len(answers) < PROCESSES * EACH, "it was killed in the middle"
    while rows(database, STILL_AT_WORK) != [(0,)]:
        time.sleep(0.05)
    assert_kept(database, answers)


@pytest.fixture
def data() -> Iterator[Path]:
    """The data folder of a PostgreSQL of this test alone, so that it can be killed."""
    with tempfile.TemporaryDirectory(prefix="pf-") as folder:
        data = Path(folder) / "data"
        yield data
        Server(data).wipe()


def kill_postgres(data: Path) -> None:
    """kill -9 of the postmaster and all its children."""
    postmaster = int((data / "cluster" / "postmaster.pid").read_text().split()[0])
    children = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()
    for pid in (postmaster, *map(int, children)):
        os.kill(pid, signal.SIGKILL)


def test_a_killed_database_comes_back_with_all_that_was_answered(
    data: Path, tmp_path: Path
) -> None:
    server = Server(data)
    endpoint = server.ensure_running()
    database = Database("portefeuille", endpoint.owner_url, endpoint.app_url)
    with django_in(database):
        migrate(endpoint.owner_url)
        load_registers()
        batches = two_hundred()
    with herd(database, tmp_path, batches) as running:
        running.wait_for_answers(ENOUGH)
        kill_postgres(data)
        code, said = running.wait()
        answers = running.answers()
    assert code != 0
    assert "OperationalError" in said
    assert ENOUGH <= len(answers) < PROCESSES * EACH, "it was killed in the middle"
    server.ensure_running()
    assert_kept(database, answers)
    with django_in(database):
        submitted(request())
    assert_books_are_whole(database)
