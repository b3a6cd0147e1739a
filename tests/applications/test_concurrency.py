"""Two hundred at the same moment for one enterprise: exactly its room is granted, none is lost."""

from collections import Counter
from pathlib import Path

import pytest

from tests.applications.books import assert_books_are_whole, rows
from tests.applications.filing import BAKERY, CEILING, add_enterprises, load_registers, request
from tests.applications.herding import Told, herd
from tests.databases import Database

MOST_CONNECTIONS = "SELECT current_setting('max_connections')::int"
DEADLOCKS = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"
STORED = """
SELECT application_id, outcome, grant_cents FROM applications_decision ORDER BY application_id
"""


def submitted_together(database: Database, folder: Path, batches: list[list[str]]) -> list[Told]:
    """What was answered when each process submits for the numbers of its batch."""
    requests = [[request(number) for number in batch] for batch in batches]
    with herd(database, folder, requests) as running:
        assert running.wait() == (0, "")
        return sorted(running.answers())


def test_two_hundred_at_once_get_exactly_the_room(database: Database, tmp_path: Path) -> None:
    ((most,),) = rows(database, MOST_CONNECTIONS)
    if most < 210:
        pytest.skip(f"this server takes {most} connections; our own takes 300")
    load_registers()
    answers = submitted_together(database, tmp_path, [[BAKERY]] * 200)
    told = Counter((outcome, grant) for _, outcome, grant in answers)
    assert told == {("approved", 300_00): 25, ("refused", 0): 175}
    assert rows(database, STORED) == answers
    assert rows(database, "SELECT used_cents FROM wallet_wallet") == [(CEILING,)]
    assert rows(database, DEADLOCKS) == [(0,)]
    assert_books_are_whole(database)


def test_five_at_once_for_each_of_eight_enterprises_get_each_room(
    database: Database, tmp_path: Path
) -> None:
    load_registers()
    numbers = add_enterprises(8)
    batches = [[number] * 7 for number in numbers for _ in range(5)]
    answers = submitted_together(database, tmp_path, batches)
    told = Counter((outcome, grant) for _, outcome, grant in answers)
    assert told == {("approved", 300_00): 8 * 25, ("refused", 0): 8 * 10}
    assert rows(database, STORED) == answers
    assert rows(database, "SELECT used_cents FROM wallet_wallet") == [(CEILING,)] * 8
    assert rows(database, DEADLOCKS) == [(0,)]
    assert_books_are_whole(database)


def test_many_enterprises_in_any_order_do_not_wait_for_each_other_in_a_ring(
    database: Database, tmp_path: Path
) -> None:
    load_registers()
    numbers = add_enterprises(8)
    batches = [numbers, numbers[::-1]] * 10
    answers = submitted_together(database, tmp_path, batches)
    assert {outcome for _, outcome, _ in answers} == {"approved"}
    assert rows(database, "SELECT used_cents FROM wallet_wallet") == [(20 * 300_00,)] * 8
    assert rows(database, DEADLOCKS) == [(0,)]
    assert_books_are_whole(database)
