"""The conditions on the grant itself: what a budget has left, and de minimis aid."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portefeuille import law as laws
from portefeuille.core.decide import Decision, decide, decide_under
from portefeuille.core.dossier import read_case
from portefeuille.core.explain import tell
from portefeuille.core.fields import CaseError
from portefeuille.core.law import StateAid
from portefeuille.core.money import format_euro
from portefeuille.core.rules import RULES, Reason
from tests.core.cases import dossiers_of_any_kind, the_law
from tests.dossiers import base, laid_over

SCHEME = laws.load("voorbeeldcheque")
DAY = date(2026, 3, 15)
UNDER = SCHEME.on(DAY)
CENTS = st.integers(0, 40_000_000)


def decided(cost: str, **more: Any) -> Decision:
    application = {"submitted_on": DAY, "service": "scan", "starts_on": DAY, "cost": cost}
    raw = {"application": application, "enterprise": {"status": "AC", "size": "small"}, **more}
    return decide(read_case(raw, SCHEME.services), SCHEME)


def reason(decision: Decision, rule: str) -> Reason | None:
    return next((one for one in decision.reasons if one.rule == rule), None)


def test_the_new_rules_come_last_so_that_earlier_reasons_keep_their_places() -> None:
    assert list(RULES)[-3:] == ["higher-rate", "budget-left", "de-minimis"]


def test_a_grant_up_to_the_ceiling_is_approved_and_a_cent_above_it_refused_as_a_whole() -> None:
    for before, holds, grant in (("299500.00", True, 500_00), ("299500.01", False, 0)):
        decision = decided("1000.00", aid={"granted_in_window": before})
        total = "300000.00" if holds else "300000.01"
        assert reason(decision, "de-minimis") == Reason("de-minimis", holds, total, "300000.00")
        assert decision.grant == grant
        assert decision.outcome == ("approved" if holds else "refused")


def test_what_is_not_given_is_not_judged_and_said() -> None:
    for more in ({}, {"aid": None}, {"aid": {"granted_in_window": None}}):
        decision = decided("1000.00", **more)
        assert reason(decision, "de-minimis") == Reason("de-minimis", None, None, "300000.00")
        assert (decision.outcome, decision.unknown) == ("approved", ("de-minimis",))


@pytest.mark.parametrize("regime", [None, StateAid("gber", None, None)])
def test_under_another_regime_or_none_that_is_known_the_rule_is_silent(
    regime: StateAid | None,
) -> None:
    law = replace(UNDER, state_aid=regime)
    raw = laid_over(base(), {"aid": {"granted_in_window": "300000.00"}})
    assert RULES["de-minimis"](read_case(raw), law, None) is None  # type: ignore[arg-type]


@given(cost=CENTS, before=CENTS, left=CENTS)
def test_what_is_granted_never_passes_a_limit(cost: int, before: int, left: int) -> None:
    """Approved: both hold and the whole is granted. Refused: with this grant one would not hold."""
    decision = decided(
        format_euro(cost),
        aid={"granted_in_window": format_euro(before)},
        budget={"left": format_euro(left)},
    )
    whole = decided(format_euro(cost)).grant
    fits = whole <= left and before + whole <= 300_000_00
    assert decision.outcome == ("approved" if fits else "refused")
    assert decision.grant == (whole if fits else 0)


@given(raw=dossiers_of_any_kind(), left=CENTS, before=CENTS)
def test_without_a_budget_every_decision_is_what_it_was(
    raw: dict[str, Any], left: int, before: int
) -> None:
    """The two keys add reasons and can refuse; all else of a decision stays as it is."""
    law = the_law().on(raw["application"]["submitted_on"])
    alone = decide_under(read_case(raw), law)
    asked = laid_over(raw, {"budget": {"left": format_euro(left)}})
    asked["aid"] = {"granted_in_window": format_euro(before)}
    with_both = decide_under(read_case(asked), law)
    assert with_both.reasons[:-1] == alone.reasons
    assert with_both.reasons[-1].rule == "budget-left"
    assert with_both.eligible_cost == alone.eligible_cost
    if with_both.reasons[-1].holds:
        assert replace(with_both, reasons=alone.reasons) == alone
    else:
        assert with_both.outcome == ("refused" if alone.outcome == "approved" else alone.outcome)
        assert with_both.grant == 0


def test_both_are_told_with_their_amounts_and_what_to_do() -> None:
    decision = decided("1000.00", aid={"granted_in_window": "299600.00"}, budget={"left": "499.99"})
    told = {one.rule: one for one in tell(decision, UNDER, "en")}
    budget, aid = told["budget-left"], told["de-minimis"]
    plain = budget.message.replace("\u00a0", " ")
    assert plain == "The budget is used up: € 499,99 is left; € 500,00 is needed."
    assert "€\u00a0300.100,00" in aid.message
    assert budget.remedy
    assert aid.remedy


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"budget": {"left": 5}}, "budget.left: 5 is not an amount in euro"),
        ({"budget": {"left": None}}, "budget.left: is missing"),
        ({"budget": {"over": "1.00"}}, "budget.left: is missing"),
        ({"budget": {"left": "1.00", "of": "2.00"}}, "budget.of: is not a field"),
        ({"aid": {"granted": "1.00"}}, "aid.granted: is not a field"),
        ({"aid": {"granted_in_window": "-1.00"}}, "aid.granted_in_window: '-1.00' is not"),
        ({"aid": "1.00"}, "aid: '1.00' is not a mapping"),
    ],
)
def test_what_cannot_be_read_says_where(change: dict[str, Any], message: str) -> None:
    with pytest.raises(CaseError) as error:
        read_case(laid_over(base(), change))
    assert str(error.value).startswith(message)
