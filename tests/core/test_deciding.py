"""What holds for every decision, whatever the case."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portefeuille.core.decide import Decision, decide, decide_under
from portefeuille.core.dossier import read_case
from portefeuille.core.explain import decision_document
from portefeuille.core.law import NoLaw
from portefeuille.core.lawdocument import law_in_force
from portefeuille.core.money import parse_euro, share_of
from tests.core.cases import dossiers_of_any_kind, euros, the_law
from tests.dossiers import base, dossiers, laid_over

DOSSIERS = dossiers_of_any_kind()


def decided(dossier: Any) -> Decision:
    return decide(read_case(dossier), the_law())


def approved_in_2024(cost: int, granted: int) -> Decision:
    change = {
        "application": {"cost": f"{cost // 100}.{cost % 100:02d}"},
        "wallet": {"granted_this_year": f"{granted // 100}.{granted % 100:02d}"},
    }
    return decided(laid_over(base(), change))


@given(DOSSIERS)
def test_a_grant_is_at_most_the_room_and_the_share_of_the_cost(dossier: Any) -> None:
    decision = decided(dossier)
    assert 0 <= decision.grant <= decision.eligible_cost
    assert decision.grant + decision.own_share == decision.eligible_cost
    if decision.outcome == "approved":
        assert decision.room_before is not None
        assert decision.rate is not None
        full = share_of(decision.eligible_cost, decision.rate)
        assert decision.grant == min(full, decision.room_before) > 0
    else:
        assert decision.grant == 0


@given(DOSSIERS)
def test_the_outcome_follows_from_the_kinds_of_the_rules_that_fail(dossier: Any) -> None:
    case = read_case(dossier)
    law = the_law().on(case.application.submitted_on)
    decision = decide_under(case, law)
    kinds = [law.rules[reason.rule].kind for reason in decision.reasons if reason.holds is False]
    if "formal" in kinds:
        assert decision.outcome == "inadmissible"
    else:
        assert decision.outcome == ("refused" if "content" in kinds else "approved")


@given(DOSSIERS)
def test_a_rule_speaks_once_and_in_the_words_of_its_law(dossier: Any) -> None:
    case = read_case(dossier)
    law = the_law().on(case.application.submitted_on)
    decision = decide_under(case, law)
    names = [reason.rule for reason in decision.reasons]
    assert len(names) == len(set(names))
    for language in ("nl", "en"):
        for told in decision_document(decision, law, language)["reasons"]:
            assert told["message"].strip(), told
            assert (told["remedy"] is not None) == (told["holds"] is False)
            assert "{" not in f"{told['message']}{told['remedy']}"
            assert "  " not in told["message"], told


@given(DOSSIERS)
def test_the_same_case_gives_the_same_decision_under_the_stored_law(dossier: Any) -> None:
    case = read_case(dossier)
    law = the_law().on(case.application.submitted_on)
    stored = law_in_force(law.document, law.digest)
    assert decide(case, the_law()) == decide_under(case, stored) == decide_under(case, law)


@given(st.integers(10_000, 5_000_000), st.integers(10_000, 5_000_000), euros(749_999))
def test_more_cost_never_gives_less(one: int, other: int, granted: str) -> None:
    less, more = sorted((one, other))
    used = parse_euro(granted)
    assert approved_in_2024(less, used).grant <= approved_in_2024(more, used).grant


@given(st.lists(st.integers(10_000, 900_000), min_size=1, max_size=12))
@settings(max_examples=50)
def test_however_an_amount_is_split_the_year_gives_at_most_the_ceiling(costs: list[int]) -> None:
    granted = 0
    for cost in costs:
        granted += approved_in_2024(cost, granted).grant
    shares = sum(share_of(cost, 3000) for cost in costs)
    assert granted == min(shares, 750_000)


OPTIONAL = {
    "application": ("theme", "title", "content", "delivery", "ends_on"),
    "enterprise": (
        *("number", "legal_form", "natural_person", "status", "juridical_situation"),
        *("region", "nace", "public_share"),
    ),
    "provider": ("registration", "registered", "related_to_applicant"),
}
FACTS = [(part, name) for part, names in OPTIONAL.items() for name in names]


@given(DOSSIERS, st.lists(st.sampled_from(FACTS), unique=True))
def test_leaving_facts_out_never_refuses(dossier: Any, left_out: list[tuple[str, str]]) -> None:
    without: dict[str, Any] = {}
    for part, name in left_out:
        without.setdefault(part, {})[name] = None
    before, after = decided(dossier), decided(laid_over(dossier, without))
    failed = {reason.rule for reason in before.reasons if reason.holds is False}
    still = {reason.rule for reason in after.reasons if reason.holds is False}
    # Only a natural person's form is judged on two facts: without the first, the second counts.
    assert still - {"legal-form"} <= failed
    if before.outcome == "approved" and "legal-form" not in still:
        assert after.outcome == "approved"


def test_leaving_out_one_fact_of_an_approved_dossier_never_refuses() -> None:
    for dossier in (one for one in dossiers() if one.expect["outcome"] == "approved"):
        for part, name in FACTS:
            if name == "natural_person" and dossier.case["enterprise"]["natural_person"]:
                continue
            assert decided(laid_over(dossier.case, {part: {name: None}})).outcome == "approved"


def test_before_the_first_law_there_is_no_decision() -> None:
    early = {"application": {"submitted_on": date(2016, 3, 31)}}
    with pytest.raises(NoLaw, match="no law for 2016-03-31: the first is of 2016-04-01"):
        decided(laid_over(base(), early))


def test_a_rule_set_to_block_fails_where_it_is_not_judged() -> None:
    law = the_law().on(date(2024, 3, 15))
    strict = {**law.document["rules"]["provider-independent"], "unknown": "block"}
    rules = {**law.document["rules"], "provider-independent": strict}
    blocking = law_in_force({**law.document, "rules": rules}, "test")
    case = read_case(laid_over(base(), {"provider": {"related_to_applicant": None}}))
    decision = decide_under(case, blocking)
    assert decision.outcome == "refused"
    assert decision.grant == 0
    assert "provider-independent" in decision.unknown
    assert decide_under(case, law).outcome == "approved"
