"""A grant under a ceiling of de minimis aid: asked where the law asks it, and never passed."""

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from django.db import connection

from portefeuille import law as laws
from portefeuille.aid.queries import granted_in_window
from portefeuille.aid.services import declare, link
from portefeuille.applications.models import Decision
from portefeuille.applications.replay import replay
from portefeuille.applications.services import Change, Submitted, judge, revise, submit
from portefeuille.core.rules import Reason
from portefeuille.register.queries import enterprise_of
from tests.aid.laws import de_minimis
from tests.applications.filing import (
    BAKERY,
    METALWORKS,
    TODAY,
    add_enterprises,
    load_registers,
    request,
)
from tests.payments.life import assert_ledger_is_right, at

BY = at(2026, 11, 20)


@pytest.fixture
def registers(database):
    load_registers()
    return database


def filed(number=BAKERY, law=None, cost="1000.00") -> Submitted:
    answer = submit(request(number, {"cost": cost}), law or de_minimis(), BY)
    assert isinstance(answer, Submitted), answer
    return answer


def about_aid(one: Submitted) -> Reason | None:
    return next((it for it in one.decision.reasons if it.rule == "de-minimis"), None)


def test_a_law_that_does_not_ask_is_decided_as_before(registers) -> None:
    one = filed(law=laws.load())
    assert about_aid(one) is None
    assert (one.case.aid, one.decision.grant) == (None, 300_00)
    assert "aid" not in Decision.objects.get().facts


def test_what_was_granted_before_counts_and_what_would_pass_the_ceiling_is_refused(
    registers,
) -> None:
    declare(BAKERY, TODAY, 100_00, "Stad Gent", BY)
    found = [filed(cost=cost) for cost in ("1000.00", "1000.00", "1000.03", "1000.00", "100.00")]
    assert [about_aid(one) for one in found] == [
        Reason("de-minimis", True, "400.00", "1000.00"),
        Reason("de-minimis", True, "700.00", "1000.00"),
        Reason("de-minimis", False, "1000.01", "1000.00"),
        Reason("de-minimis", True, "1000.00", "1000.00"),
        Reason("de-minimis", False, "1030.00", "1000.00"),
    ]
    assert [one.decision.outcome for one in found][2] == "refused"
    assert granted_in_window(enterprise_of(BAKERY), TODAY, de_minimis()) == 1_000_00
    ahead = judge(request(), de_minimis(), BY)
    assert ahead.decision.outcome == "refused"
    assert list(replay()) == []
    assert_ledger_is_right(registers)


def test_a_year_decided_again_counts_what_it_grants_otherwise(registers) -> None:
    """Medium is 20 %: the first grant is 200 less a hundred, and the third fits."""
    for _ in range(3):
        filed(cost="1500.00")
    enterprise_id = enterprise_of(BAKERY)
    assert [one.grant_cents for one in Decision.objects.order_by("pk")] == [450_00, 450_00, 0]
    done = revise(enterprise_id, 2026, Change({"size": "medium"}, {}), "de groep", BY)
    assert [one.after.grant for one in done.applications] == [300_00, 300_00, 300_00]
    third = done.applications[2].facts["aid"]["granted_in_window"]
    assert third == "600.00"
    assert granted_in_window(enterprise_id, TODAY, de_minimis()) == 900_00
    assert list(replay()) == []
    assert_ledger_is_right(registers)


def test_a_group_that_applies_at_once_gets_not_a_cent_above_the_ceiling(registers) -> None:
    """Eight linked enterprises, two each, all at once: of sixteen times 300,00 three fit."""
    numbers = [BAKERY, METALWORKS, *add_enterprises(6)]
    for one, other in pairwise(numbers):
        link(one, other, TODAY, "case-handler", "een groep", BY)

    def apply(number: str) -> str:
        try:
            return filed(number).decision.outcome
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(apply, numbers * 2))
    assert sorted(outcomes) == ["approved"] * 3 + ["refused"] * 13
    assert granted_in_window(enterprise_of(numbers[5]), TODAY, de_minimis()) == 900_00
    assert_ledger_is_right(registers)
