"""Fifty processes on one envelope, while it is raised and given back to: not a cent over."""

from collections import Counter
from pathlib import Path

from portefeuille.applications.services import stop
from tests.applications.books import assert_books_are_whole, rows
from tests.applications.filing import add_enterprises, load_registers, request, submitted
from tests.applications.herding import herd
from tests.applications.test_concurrency import DEADLOCKS, STORED
from tests.budget.books import DIVERSITY, OFFICER, committed, envelope
from tests.databases import Database

WHOLE, PART = (2026, ""), (2026, "diversity")
BIG = {"cost": "25000.00"}
"""Granted 7.500,00, the ceiling of an enterprise."""


def test_fifty_at_once_get_exactly_an_envelope_that_they_take_from_slots(
    database: Database, tmp_path: Path
) -> None:
    load_registers()
    envelope(320_000_00)  # sixteen slots, each of which two grants fit in
    envelope(37_499_99, part="diversity")
    numbers = add_enterprises(100)
    batches = [
        [request(numbers[at], {**BIG, "theme": DIVERSITY}), request(numbers[50 + at], BIG)]
        for at in range(50)
    ]
    with herd(database, tmp_path, batches) as running:
        assert running.wait() == (0, "")
        answers = sorted(running.answers())
    told = Counter((outcome, grant) for _, outcome, grant in answers)
    assert told == {("approved", 7_500_00): 42, ("refused", 0): 58}
    assert rows(database, STORED) == answers
    books = committed(database.owner_url)
    assert books[WHOLE] == (5_000_00, 0, 315_000_00)
    assert books[PART] == (7_499_99, 0, 30_000_00)
    assert rows(database, DEADLOCKS) == [(0,)]
    assert_books_are_whole(database)


def test_what_comes_back_and_is_added_meanwhile_is_granted_too_and_no_more(
    database: Database, tmp_path: Path
) -> None:
    load_registers()
    numbers = add_enterprises(50)
    before = [submitted(request(number, BIG)).application_id for number in numbers[40:]]
    envelope(135_000_00)  # 75.000,00 of which is committed
    batches = [[request(number, BIG) for number in numbers[at:40:10]] for at in range(10)]
    with herd(database, tmp_path, batches) as running:
        running.wait_for_answers(1)
        for at, application_id in enumerate(before):
            stop(application_id, "enterprise", "", OFFICER)
            envelope(135_000_00 + (at + 1) * 1_000_00)
        assert running.wait() == (0, "")
        granted = sum(grant for _, _, grant in running.answers())
    left, over, taken = committed(database.owner_url)[WHOLE]
    assert (over, taken) == (0, granted)
    assert left == 145_000_00 - granted
    assert rows(database, DEADLOCKS) == [(0,)]
