"""The lists people work from: whole, in order, a page at a time."""

import pytest

from portefeuille.applications.queries import (
    Chosen,
    assessments_of,
    dossiers_of,
    expecting_deposit,
    naming,
    queue,
    queue_by_rule,
    search,
    superseding,
    to_check,
    to_do_of,
)
from portefeuille.applications.services import Change, assess, check, revise
from portefeuille.register.queries import enterprise_of
from tests.applications.filing import BAKERY, add_enterprises
from tests.applications.nine import IN_ORDER, a_year, nine_applications
from tests.databases import Database
from tests.payments.life import at, the

NOW = at(2026, 11, 25)
NUMBERS = ("DV.O999001", "DV.A999002")
RULE = "main-activity"


@pytest.fixture
def year(database: Database) -> dict[str, int]:
    return a_year(database)


def keys(found: object) -> list[int]:
    return [one.application_id for one in found]  # type: ignore[attr-defined]


def test_all_that_name_a_registration_the_newest_first(year: dict[str, int]) -> None:
    newest = sorted(year.values(), reverse=True)
    assert keys(naming(NUMBERS)) == newest
    assert keys(naming(NUMBERS, before=newest[3], limit=2)) == newest[4:6]
    assert keys(naming(["DV.A999002"])) == keys(naming([])) == []
    assert keys(naming(NUMBERS, chosen=Chosen(status="paid"))) == [year["paid"]]
    assert keys(naming(NUMBERS, chosen=Chosen(service="advice"))) == []
    assert keys(naming(NUMBERS, chosen=Chosen(year=2025))) == []


def test_what_can_still_be_refused_and_was_not_checked(year: dict[str, int]) -> None:
    assert keys(to_check(NUMBERS)) == [year["awaiting"], year["deposited"]]
    assert keys(to_check(NUMBERS, before=year["awaiting"])) == [year["deposited"]]
    check(year["deposited"], NOW)
    assert keys(to_check(NUMBERS)) == [year["awaiting"]]


def test_what_still_runs_by_its_last_day(year: dict[str, int]) -> None:
    enterprise = the(year["paid"]).enterprise_id
    running = ["awaiting", "partly paid", "ordered", "deposited"]
    assert set(keys(to_do_of([enterprise]))) == {year[name] for name in running}
    assert keys(to_do_of([enterprise]))[0] == year["awaiting"]
    assert keys(to_do_of([])) == []


def test_expected_deposits_a_page_at_a_time(year: dict[str, int]) -> None:
    (other,) = add_enterprises(1)
    second = nine_applications(other)["awaiting"]
    first = year["awaiting"]
    assert keys(expecting_deposit()) == [first, second]
    day = the(first).due_on
    assert day is not None
    assert keys(expecting_deposit((day, first))) == [second]
    assert keys(expecting_deposit((day, second))) == []
    assert keys(expecting_deposit(limit=1)) == [first]


def test_a_rule_waits_until_it_is_found_in_order(year: dict[str, int]) -> None:
    counted = {one.rule: one for one in queue_by_rule([RULE, "minimum-cost"])}
    assert set(counted) == {RULE}
    assert (counted[RULE].count, counted[RULE].shown, counted[RULE].more) == (9, 9, False)
    first = max(year.values())
    assert keys(queue(RULE, limit=1)) == [first]
    assess(the(first).decision_id, RULE, "nagekeken", "person:1", NOW.now)
    assess(the(first).decision_id, RULE, "nog eens", "person:2", NOW.now)
    assert keys(queue(RULE, limit=1)) == [first - 1]
    (found,) = assessments_of(the(first).decision_id)
    assert (found.rule, found.motive, found.actor) == (RULE, "nagekeken", "person:1")
    with pytest.raises(ValueError, match="was judged"):
        assess(the(first).decision_id, "minimum-cost", "nagekeken", "person:1", NOW.now)


def test_a_decision_that_was_superseded_waits_no_more(year: dict[str, int]) -> None:
    enterprise = enterprise_of(BAKERY)
    assert enterprise is not None
    revise(enterprise, 2026, Change({"size": "medium"}, {}), "groep", NOW)
    assert keys(queue(RULE)) == sorted(year.values(), reverse=True)
    assert queue_by_rule([RULE])[0].count == len(IN_ORDER)
    changed = superseding(enterprise, 2026, the(year["paid"]).decision_id)
    assert [one.application_id for one in changed] == list(year.values())
    (paid,) = (one for one in changed if one.application_id == year["paid"])
    assert (paid.grant_before, paid.grant_after) == (6_150_00, 4_100_00)
    assert superseding(enterprise, 2026, 1) == []


@pytest.mark.parametrize("before", [None, 3])
def test_search_goes_on_where_it_ended(year: dict[str, int], before: int | None) -> None:
    mine = keys(dossiers_of(the(year["paid"]).enterprise_id, before))
    assert keys(search("1999.900.171", before)) == mine
    assert keys(search("BE 1999 900 171", before)) == mine


def test_search_takes_the_year_of_a_subsidy_number_at_its_word(year: dict[str, int]) -> None:
    key = year["paid"]
    assert keys(search(the(key).reference)) == keys(search(f"kp 2026 {key}")) == [key]
    for wrong in (f"KP-2025-{key:06d}", "KP-2026-", "KP-2026-99999999999999999999", "", "x"):
        assert keys(search(wrong)) == []
