"""The dossiers of the demonstration: one in every status, and books that are right."""

from datetime import UTC, datetime

import pytest

from portefeuille import law, samples
from portefeuille.applications.services import lapse_overdue
from portefeuille.payments.outgoing.due import lines_of_run, payouts_due, runs_done, runs_open
from portefeuille.payments.outgoing.trips import Trip
from portefeuille.scenarios.demonstration import is_played, play
from tests.applications.books import rows
from tests.applications.filing import load_registers
from tests.databases import Database
from tests.payments.life import assert_ledger_is_right

LAST = """
SELECT DISTINCT ON (subject_id) to_status FROM journal_event
WHERE subject = 'application' ORDER BY subject_id, sequence DESC
"""


@pytest.mark.parametrize("day", [(2026, 11, 25), (2027, 1, 10), (2026, 6, 30)])
def test_every_persona_finds_work_whatever_the_day(
    database: Database, day: tuple[int, int, int]
) -> None:
    load_registers()
    now = datetime(*day, 9, tzinfo=UTC)
    assert not is_played()
    assert play(samples.STORIES, law.load(), now) == 14
    assert is_played()
    assert len(list(lapse_overdue(now))) == 1
    statuses = {status for (status,) in rows(database, LAST)}
    assert statuses >= {
        *("awaiting_deposit", "deposited", "payment_ordered", "partly_paid", "paid"),
        *("lapsed", "stopped", "refused"),
    }
    assert [one.status for one in runs_open()] == ["prepared"]
    stands = {trip.status for one in runs_done() for trip in trips_of(one.run_id)}
    assert stands == {"booked", "back", "at_bank"}
    assert [one.lacks_account for one in payouts_due() if one.course.back] == [True]
    assert_ledger_is_right(database)


def trips_of(run_id: int) -> list[Trip]:
    return [line.trip for line in lines_of_run(run_id)]
