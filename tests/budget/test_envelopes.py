"""An envelope is taken from with every grant, given back to, and never exceeded."""

from portefeuille.applications.services import stop
from tests.applications.filing import add_enterprises, load_registers, request, submitted
from tests.budget.books import OFFICER, committed, envelope
from tests.databases import Database


def test_a_grant_takes_and_a_stop_gives_back(database: Database) -> None:
    load_registers()
    first, second, third = add_enterprises(3)
    before = submitted(request(first))
    envelope(1_000_00)
    assert committed(database.owner_url) == {(2026, ""): (700_00, 0, 300_00)}
    submitted(request(second))
    assert committed(database.owner_url) == {(2026, ""): (400_00, 0, 600_00)}
    stop(before.application_id, "enterprise", "anders", OFFICER)
    assert committed(database.owner_url) == {(2026, ""): (700_00, 0, 300_00)}
    big = submitted(request(third, {"cost": "5000.00"}))
    assert big.decision.outcome == "refused"
