"""An envelope is taken from with every grant, given back to, and never exceeded."""

from random import Random

import psycopg
import pytest

from portefeuille import law
from portefeuille.applications.services import (
    BudgetIsShort,
    Change,
    NewAmount,
    NotSet,
    Submitted,
    revise,
    set_budget,
    stop,
)
from portefeuille.budget.queries import falls_short, left_of, settings_of
from portefeuille.law.budget import load_budget
from portefeuille.scenarios.population import build
from portefeuille.scenarios.services import load
from tests.applications.filing import add_enterprises, answer_to, load_registers, request, submitted
from tests.budget.books import DIVERSITY, NOW, OFFICER, committed, envelope
from tests.databases import Database

WHOLE, PART = (2026, ""), (2026, "diversity")


@pytest.fixture
def ready(database: Database) -> Database:
    load_registers()
    return database


def left(database: Database, key: tuple[int, str] = WHOLE) -> int:
    has, over, _ = committed(database.owner_url)[key]
    return has - over


def test_a_grant_takes_and_a_stop_gives_back(ready: Database) -> None:
    first, second, third = add_enterprises(3)
    before = submitted(request(first))
    envelope(1_000_00)
    assert left(ready) == 700_00  # what was granted before it was set counts
    submitted(request(second))
    assert left(ready) == 400_00
    stop(before.application_id, "enterprise", "anders", OFFICER)
    assert left(ready) == 700_00
    assert submitted(request(third, {"cost": "2333.33"})).decision.grant == 700_00
    assert left(ready) == 0


def test_what_does_not_fit_is_refused_whole_and_says_why(ready: Database) -> None:
    envelope(299_99)
    found = submitted(request())
    assert found.decision.outcome == "refused"
    (why,) = [one for one in found.decision.reasons if one.rule == "budget-left"]
    assert (why.holds, why.value, why.limit) == (False, "300.00", "299.99")
    assert left(ready) == 299_99
    assert submitted(request(application={"cost": "999.96"})).decision.outcome == "approved"
    assert left(ready) == 0


def test_nothing_is_refused_where_no_source_says_that_it_is(ready: Database) -> None:
    envelope(400_00, "unknown")
    numbers = add_enterprises(3)
    assert {submitted(request(one)).decision.grant for one in numbers} == {300_00}
    assert left(ready) == -500_00
    envelope(1_000_00, "stop")
    assert committed(ready.owner_url)[WHOLE] == (100_00, 0, 900_00)


def test_a_part_is_a_limit_within_the_whole(ready: Database) -> None:
    envelope(10_000_00)
    envelope(500_00, part="diversity")
    numbers = add_enterprises(3)
    theme = {"theme": DIVERSITY}
    assert submitted(request(numbers[0], theme)).decision.grant == 300_00
    found = submitted(request(numbers[1], theme))
    assert found.decision.outcome == "refused"
    assert found.case.budget is not None
    assert (found.case.budget.left, found.case.budget.part) == (200_00, "diversity")
    assert submitted(request(numbers[2])).decision.grant == 300_00
    assert (left(ready), left(ready, PART)) == (9_400_00, 200_00)


def test_an_envelope_can_be_lowered_below_what_is_committed_and_is_made_good_first(
    ready: Database,
) -> None:
    envelope(1_000_00)
    first, second = add_enterprises(2)
    one, other = submitted(request(first)), submitted(request(second))
    envelope(500_00)
    assert committed(ready.owner_url)[WHOLE] == (0, 100_00, 600_00)
    stop(one.application_id, "enterprise", "", OFFICER)
    assert committed(ready.owner_url)[WHOLE] == (200_00, 0, 300_00)
    stop(other.application_id, "enterprise", "", OFFICER)
    assert left(ready) == 500_00


def test_a_revision_that_grants_more_than_is_left_is_not_stored(ready: Database) -> None:
    medium = submitted(request(enterprise={"size": "medium"}))  # 20 %: 200,00
    envelope(299_99)
    change = Change(enterprise={"size": "small"}, application={})  # 30 %: 300,00
    enterprise = _enterprise_of(ready, medium.application_id)
    with pytest.raises(BudgetIsShort):
        revise(enterprise, 2026, change, "klein", OFFICER)
    assert left(ready) == 99_99
    envelope(300_00)
    revise(enterprise, 2026, change, "klein", OFFICER)
    assert left(ready) == 0


def test_what_is_taken_up_again_must_still_fit(ready: Database) -> None:
    envelope(400_00)
    assert not falls_short(2026, "innovatie", 400_00)
    assert falls_short(2026, "innovatie", 400_01)
    assert not falls_short(2027, "innovatie", 400_01)


def test_a_history_that_is_loaded_counts_and_is_never_refused(ready: Database) -> None:
    envelope(100_00, year=2019)
    envelope(10_00, part="diversity", year=2019)
    year = build(2019, 3, "0.001", law.load())
    load(year, law.load())
    left, over, taken = committed(ready.owner_url)[2019, ""]
    assert left == 0
    assert taken > 100_00
    assert taken - over == 100_00
    envelope(taken + 1, year=2019)
    assert committed(ready.owner_url)[2019, ""] == (1, 0, taken)


@pytest.mark.parametrize("seed", range(2))
def test_whatever_happens_the_slots_say_what_is_committed(ready: Database, seed: int) -> None:
    chance = Random(seed)
    numbers, running = add_enterprises(20), []
    for _ in range(50):
        match chance.choice(["submit", "submit", "submit", "stop", "whole", "part"]):
            case "submit":
                cost = f"{chance.choice([100, 1_000, 25_000])}.00"
                theme = chance.choice(["innovatie", DIVERSITY])
                raw = request(chance.choice(numbers), {"cost": cost, "theme": theme})
                answer = answer_to(raw)
                if isinstance(answer, Submitted) and answer.decision.grant:
                    running.append(answer.application_id)
            case "stop" if running:
                gone = running.pop(chance.randrange(len(running)))
                stop(gone, "enterprise", "", OFFICER)
            case "whole":
                end = chance.choice(["stop", "stop", "queue", "unknown"])
                envelope(chance.randrange(60_000_00), end)
            case "part":
                envelope(chance.randrange(20_000_00), "stop", part="diversity")
        for left, over, _ in committed(ready.owner_url).values():
            assert left == 0 or over == 0 or _unsure(2026)


def _unsure(year: int) -> bool:
    return any(one.when_exhausted == "unknown" for one in left_of(year).values())


@pytest.mark.parametrize(
    ("new", "why"),
    [
        (NewAmount(2026, "", 1, NOW.date().replace(day=21), "x"), "day"),
        (NewAmount(2026, "", 1, NOW.date().replace(year=2025), "x"), "day"),
        (NewAmount(2026, "", 1, NOW.date(), " "), "reason"),
        (NewAmount(2026, "nothing", 1, NOW.date(), "x"), "part"),
    ],
)
def test_what_cannot_be_set(ready: Database, new: NewAmount, why: str) -> None:
    with pytest.raises(NotSet) as refused:
        set_budget(new, load_budget(), OFFICER)
    assert refused.value.why == why
    assert left_of(2026) == {}


def test_nothing_of_an_envelope_is_changed_past_its_functions(ready: Database) -> None:
    envelope(1_000_00)
    (told,) = settings_of(2026)
    assert (told.amount, told.reason, told.actor) == (1_000_00, "begroting", "test")
    with psycopg.connect(ready.app_url, autocommit=True) as app:
        for statement in (
            "UPDATE budget_slot SET left_cents = left_cents + 1",
            "UPDATE budget_envelope SET amount_cents = 1",
            "INSERT INTO budget_setting SELECT * FROM budget_setting",
            "SELECT budget_take(1, -100, false)",
            "SELECT budget_set(2026, '', '{}', 'stop', 1, 0)",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                app.execute(statement)  # type: ignore[call-overload]
    with psycopg.connect(ready.owner_url, autocommit=True) as owner:
        with pytest.raises(psycopg.errors.CheckViolation):
            owner.execute("UPDATE budget_slot SET left_cents = -1 WHERE number = 1")
        with pytest.raises(psycopg.Error, match="budget_setting"):
            owner.execute("DELETE FROM budget_setting")


def _enterprise_of(database: Database, application_id: int) -> int:
    with psycopg.connect(database.app_url) as app:
        found = app.execute(
            "SELECT enterprise_id FROM applications_application WHERE id = %s", [application_id]
        ).fetchone()
    assert found is not None
    return int(found[0])
