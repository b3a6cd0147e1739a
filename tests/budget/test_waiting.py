"""Where the law lets wait what does not fit, it is decided in order once there is room."""

from datetime import date, timedelta

import pytest

from portefeuille import law, samples
from portefeuille.applications.queries import awaited, dossier, what_came_of
from portefeuille.applications.services import Received, decide_arrivals, stop
from portefeuille.messages.models import Message
from portefeuille.messages.services import tell
from portefeuille.people.services import load_people
from tests.applications.filing import (
    BAKERY,
    NOW,
    add_enterprises,
    answer_to,
    load_registers,
    request,
    submitted,
)
from tests.budget.books import DIVERSITY, OFFICER, committed, envelope
from tests.databases import Database


@pytest.fixture(autouse=True)
def ready(database: Database) -> Database:
    load_registers()
    return database


def received(number: str, cost: str = "1000.00", theme: str = "innovatie", later: int = 0) -> int:
    raw = request(number, {"cost": cost, "theme": theme})
    answer = answer_to(raw, NOW + timedelta(minutes=later))
    assert isinstance(answer, Received), answer
    return answer.arrival_id


def decide() -> list[int]:
    return list(decide_arrivals(NOW + timedelta(days=1), law.load()))


def test_what_does_not_fit_waits_and_a_smaller_one_behind_it_does_not_go_first(
    ready: Database,
) -> None:
    envelope(400_00, "queue")
    first, second, third, fourth = add_enterprises(4)
    granted = submitted(request(first))
    waits = received(second)
    behind = received(third, "333.33")  # 100,00: it would fit
    (one, other) = awaited()
    assert (one.arrival_id, one.part, one.why) == (
        waits,
        "",
        "the budget of 2026 has 100.00 left and 300.00 is needed",
    )
    assert other.arrival_id == behind
    assert decide() == []
    stop(granted.application_id, "enterprise", "", OFFICER)
    assert decide() == [waits, behind]
    came = what_came_of(waits)
    assert came is not None
    assert came.application_id is not None
    it = dossier(came.application_id)
    assert it is not None
    assert (it.outcome, it.submitted_at) == ("approved", NOW)
    assert committed(ready.owner_url) == {(2026, ""): (0, 0, 400_00)}
    assert len(awaited()) == 0
    received(fourth)


def test_what_waits_for_a_part_holds_up_nobody_who_needs_only_the_whole(ready: Database) -> None:
    envelope(1_000_00, "queue")
    envelope(200_00, "queue", part="diversity")
    first, second, third = add_enterprises(3)
    waits = received(first, theme=DIVERSITY)
    submitted(request(second))
    smaller = received(third, "100.00", theme=DIVERSITY)
    assert [one.part for one in awaited()] == ["diversity", "diversity"]
    envelope(330_00, "queue", part="diversity")
    assert decide() == [waits, smaller]
    assert committed(ready.owner_url) == {
        (2026, ""): (370_00, 0, 630_00),
        (2026, "diversity"): (0, 0, 330_00),
    }


def test_what_its_enterprise_sends_later_waits_behind_it_for_the_same_budget() -> None:
    envelope(200_00, "queue")
    first = received(BAKERY)
    second = received(BAKERY, "100.00")
    assert [one.part for one in awaited()] == ["", ""]
    envelope(330_00, "queue")
    assert decide() == [first, second]


def test_whoever_waits_is_told_for_which_budget() -> None:
    load_people(samples.PEOPLE, date(2015, 1, 1))
    envelope(200_00, "queue")
    received(BAKERY)
    tell(NOW)
    told = [one.text.replace("\u00a0", " ") for one in Message.objects.filter(kind="received")]
    assert told
    assert all("het budget van 2026" in one or "the budget of 2026" in one for one in told)
    assert not any("register" in one for one in told)
