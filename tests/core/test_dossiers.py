"""Every dossier gives the decision it expects, and together they cover every rule and era."""

from typing import Any

import pytest

from portefeuille import law as laws
from portefeuille.core.decide import Decision, decide
from portefeuille.core.dossier import read_case
from portefeuille.core.explain import decision_document
from portefeuille.core.rules import RULES
from tests.dossiers import Dossier, dossiers

LAW = laws.load()
AMOUNTS_AND_DAYS = (
    *("outcome", "size", "rate", "ceiling", "room_before"),
    *("eligible_cost", "grant", "own_share", "file_before"),
)
ABOUT_RULES = ("fails", "holds", "unknown", "silent")
BASES = ("Published: ", "Derived: ", "Inference: ")

NEVER_FAIL = {
    "main-activity": "the list of the ministerial decree was not found",
    "profession-specific-listed": "the limitative list was not found",
    "higher-rate": "it adds points or stays silent",
    "juridical-situation": "which situations are refused was not found",
    "de-minimis": "under which regime of state aid a grant falls was not found",
}
NEVER_HOLD = {
    "de-minimis": "under which regime of state aid a grant falls was not found",
    "main-activity": "the list of the ministerial decree was not found",
    "profession-specific-listed": "the limitative list was not found",
}


def decided(dossier: Dossier) -> tuple[Decision, dict[str, Any]]:
    case = read_case(dossier.case)
    decision = decide(case, LAW)
    return decision, decision_document(decision, LAW.on(case.application.submitted_on), "nl")


def rules_where(decision: Decision, *, holds: bool | None) -> list[str]:
    return [reason.rule for reason in decision.reasons if reason.holds is holds]


@pytest.mark.parametrize("dossier", dossiers(), ids=str)
def test_the_dossier_gives_its_decision(dossier: Dossier) -> None:
    decision, document = decided(dossier)
    expect = dossier.expect
    wanted = {name: expect[name] for name in AMOUNTS_AND_DAYS if name in expect}
    if "file_before" in wanted:
        wanted["file_before"] = str(wanted["file_before"])
    assert {name: document[name] for name in wanted} == wanted
    assert rules_where(decision, holds=False) == expect.get("fails", [])
    assert set(expect.get("holds", [])) <= set(rules_where(decision, holds=True))
    assert set(expect.get("unknown", [])) <= set(document["unknown"])
    assert not set(expect.get("silent", [])) & {reason.rule for reason in decision.reasons}


@pytest.mark.parametrize("dossier", dossiers(), ids=str)
def test_the_dossier_is_well_written(dossier: Dossier) -> None:
    assert dossier.basis.startswith(BASES)
    assert "outcome" in dossier.expect
    assert set(dossier.expect) <= {*AMOUNTS_AND_DAYS, *ABOUT_RULES}
    assert (dossier.expect["outcome"] == "approved") == ("fails" not in dossier.expect)
    named = {rule for part in ABOUT_RULES for rule in dossier.expect.get(part, [])}
    assert named <= set(RULES)


def test_no_two_dossiers_have_one_name() -> None:
    names = [str(dossier) for dossier in dossiers()]
    assert len(names) == len(set(names)) >= 150


def test_every_rule_holds_fails_and_is_not_judged_in_some_dossier() -> None:
    names = set(RULES)
    decisions = [decided(dossier)[0] for dossier in dossiers()]
    seen: dict[bool | None, set[str]] = {
        holds: {rule for decision in decisions for rule in rules_where(decision, holds=holds)}
        for holds in (True, False, None)
    }
    assert names - seen[True] == set(NEVER_HOLD)
    assert names - seen[False] == set(NEVER_FAIL)
    always_judged = {"submitted-in-time", "minimum-cost", "small-or-medium", "room-left"}
    always_judged |= {"budget-left"}
    assert names - seen[None] == always_judged | {"de-minimis"}


def test_every_period_of_the_law_begins_in_some_dossier() -> None:
    first_days = {period.first_day for period in LAW.periods}
    days = {read_case(dossier.case).application.submitted_on for dossier in dossiers()}
    assert first_days <= days
