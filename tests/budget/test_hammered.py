"""Fifty processes on one envelope, while it is set and given back to: exactly it, no deadlock."""

from collections import Counter
from pathlib import Path

from portefeuille.applications.services import stop
from tests.applications.books import rows
from tests.applications.filing import add_enterprises, load_registers, request, submitted
from tests.applications.herding import herd
from tests.applications.test_concurrency import DEADLOCKS
from tests.budget.books import DIVERSITY, OFFICER, committed, envelope
from tests.databases import Database

BIG = {"cost": "25000.00"}
"""Granted 7.500,00, the ceiling of an enterprise."""


def test_fifty_at_once_get_exactly_an_envelope_that_they_take_from_slots(
    database: Database, tmp_path: Path
) -> None:
    load_registers()
    numbers = add_enterprises(105)
    small = {"cost": "100.00"}
    before = [submitted(request(one, small)).application_id for one in numbers[100:]]
    whole = 320_150_00  # sixteen slots, each of which two grants fit in, and what was granted
    envelope(whole)
    envelope(37_499_99, part="diversity")
    batches = [
        [request(numbers[at], {**BIG, "theme": DIVERSITY}), request(numbers[50 + at], BIG)]
        for at in range(50)
    ]
    with herd(database, tmp_path, batches) as running:
        running.wait_for_answers(1)
        for application_id in before:
            stop(application_id, "enterprise", "", OFFICER)
            envelope(whole + 1)
            envelope(whole)
        assert running.wait() == (0, "")
        answers = running.answers()
    told = Counter((outcome, grant) for _, outcome, grant in answers)
    assert told == {("approved", 7_500_00): 42, ("refused", 0): 58}
    assert committed(database.owner_url) == {
        (2026, ""): (5_150_00, 0, 315_000_00),
        (2026, "diversity"): (7_499_99, 0, 30_000_00),
    }
    assert rows(database, DEADLOCKS) == [(0,)]
