"""What each rule found: the value of the case, the limit of the law, and whether it holds."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from portefeuille.core.decide import decide_under
from portefeuille.core.dossier import read_case
from portefeuille.core.explain import tell
from portefeuille.core.law import CodeList, HigherRate, LawInForce
from portefeuille.core.lawdocument import law_in_force
from portefeuille.core.rules import Reason
from tests.core.cases import the_law
from tests.dossiers import base, laid_over

LAW, NOW = the_law().on(date(2024, 3, 15)), the_law().on(date(2026, 2, 1))
WHOLE = CodeList(complete=True, codes=frozenset({"610", "000", "shiatsu"}))
COMPLETE = replace(
    LAW, legal_forms_in=WHOLE, situations_in=WHOLE, excluded_content=WHOLE, sectors_in={2008: WHOLE}
)
NOTHING_MORE = replace(
    LAW,
    higher_rates=(
        HigherRate("none", 0, frozenset({"bedrijfsstrategie"}), frozenset({"training"})),
    ),
)
SOME_THEMES = replace(
    LAW, supported_themes={"training": frozenset({"zon/licht", "innovatie"}), "advice": None}
)

Change = dict[str, Any]


def applies(**facts: Any) -> Change:
    return {"application": facts}


def enterprise(**facts: Any) -> Change:
    return {"enterprise": facts}


def provider(**facts: Any) -> Change:
    return {"provider": facts}


REASONS: dict[str, tuple[Change, LawInForce, Reason]] = {
    "days": ({}, LAW, Reason("submitted-in-time", True, "4 days", "14 days")),
    "a-day": (
        applies(starts_on=date(2024, 3, 14), ends_on=date(2024, 3, 14)),
        LAW, Reason("submitted-in-time", True, "1 day", "14 days"),
    ),
    "a-day-before": (
        applies(starts_on=date(2024, 3, 16), ends_on=date(2024, 3, 16)),
        LAW, Reason("submitted-in-time", True, "-1 day", "14 days"),
    ),
    "two-days": (
        applies(starts_on=date(2024, 3, 13), ends_on=date(2024, 3, 13)),
        LAW, Reason("submitted-in-time", True, "2 days", "14 days"),
    ),
    "ends": ({}, LAW, Reason("ends-in-time", True, "2024-03-12", "2025-12-31")),
    "ends-late": (
        applies(ends_on=date(2026, 1, 1)),
        LAW, Reason("ends-in-time", False, "2026-01-01", "2025-12-31"),
    ),
    "ends-unsaid": (applies(ends_on=None), LAW, Reason("ends-in-time", None, None, "2025-12-31")),
    "small": ({}, LAW, Reason("small-or-medium", True, "small", "small or medium")),
    "large": (
        enterprise(size="large"), LAW, Reason("small-or-medium", False, "large", "small or medium"),
    ),
    "sheltered": (
        enterprise(size="large", sheltered_workshop=True),
        NOW, Reason("small-or-medium", True, "large", "sheltered workshop"),
    ),
    "sheltered-too-early": (
        enterprise(size="large", sheltered_workshop=True),
        LAW, Reason("small-or-medium", False, "large", "small or medium"),
    ),
    "form": ({}, LAW, Reason("legal-form", True, "610", "on the list")),
    "form-out": (
        enterprise(legal_form="017"), LAW, Reason("legal-form", False, "017", "on the list"),
    ),
    "form-unknown": (
        enterprise(legal_form="999"), LAW, Reason("legal-form", None, "999", "unknown"),
    ),
    "form-not-listed": (
        enterprise(legal_form="999"), COMPLETE, Reason("legal-form", False, "999", "on the list"),
    ),
    "form-unsaid": (enterprise(legal_form=None), LAW, Reason("legal-form", None, None, None)),
    "person": (
        enterprise(natural_person=True, legal_form=None),
        LAW, Reason("legal-form", True, "natural person", "on the list"),
    ),
    "situation": ({}, LAW, Reason("juridical-situation", True, "000", "on the list")),
    "situation-out": (
        enterprise(juridical_situation="050"),
        replace(LAW, situations_out=CodeList(complete=False, codes=frozenset({"050"}))),
        Reason("juridical-situation", False, "050", "on the list"),
    ),
    "situation-not-listed": (
        enterprise(juridical_situation="050"),
        COMPLETE, Reason("juridical-situation", False, "050", "on the list"),
    ),
    "excluded": (
        applies(content="shiatsu"),
        COMPLETE, Reason("content-not-excluded", False, "shiatsu", "not on the list"),
    ),
    "not-excluded": (
        applies(content="lassen"),
        COMPLETE, Reason("content-not-excluded", True, "lassen", "not on the list"),
    ),
    "excluded-unknown": (
        applies(content="lassen"), LAW, Reason("content-not-excluded", None, "lassen", "unknown"),
    ),
    "independent": ({}, LAW, Reason("provider-independent", True, "not related", None)),
    "related": (
        provider(related_to_applicant=True),
        LAW, Reason("provider-independent", False, "related", None),
    ),
    "related-unsaid": (
        provider(related_to_applicant=None), LAW, Reason("provider-independent", None, None, None),
    ),
    "room": ({}, LAW, Reason("room-left", True, "7500.00", "7500.00")),
    "active": ({}, LAW, Reason("active-in-register", True, "AC", "AC")),
    "active-or-stopped": (
        enterprise(status="NP"),
        replace(LAW, statuses=frozenset({"ST", "AC"})),
        Reason("active-in-register", False, "NP", "AC, ST"),
    ),
    "region": (
        enterprise(region="brussels"),
        replace(LAW, regions=frozenset({"wallonia", "flanders"})),
        Reason("flemish-establishment", False, "brussels", "flanders, wallonia"),
    ),
    "service-of-the-scheme": (
        {},
        replace(LAW, services=frozenset({"coaching", "advice"})),
        Reason("service-supported", False, "training", "advice, coaching"),
    ),
    "themes-of-a-service": (
        applies(theme="hrm"),
        SOME_THEMES, Reason("service-supported", False, "hrm", "innovatie, zon/licht"),
    ),
    "theme-of-a-service": (
        applies(theme="innovatie"),
        SOME_THEMES, Reason("service-supported", True, "innovatie", "innovatie, zon/licht"),
    ),
    "theme-without-its-topic": (
        applies(theme="zon"),
        SOME_THEMES, Reason("service-supported", None, None, "innovatie, zon/licht"),
    ),
    "registration": ({}, LAW, Reason("provider-for-service", True, "DV.O999001", "DV.O")),
}  # fmt: skip


def reasons(change: Change, law: LawInForce) -> dict[str, Reason]:
    decision = decide_under(read_case(laid_over(base(), change)), law)
    return {reason.rule: reason for reason in decision.reasons}


@pytest.mark.parametrize("name", REASONS)
def test_a_rule_says_what_it_found_and_what_the_law_sets(name: str) -> None:
    change, law, reason = REASONS[name]
    assert reasons(change, law)[reason.rule] == reason


def test_a_rule_that_does_not_concern_the_case_is_silent() -> None:
    assert "higher-rate" not in reasons({}, NOTHING_MORE)
    assert "room-left" not in reasons(enterprise(size="large"), LAW)
    assert "legal-form" not in reasons(enterprise(sheltered_workshop=True), NOW)


def test_a_registration_is_held_against_the_prefix_of_the_law() -> None:
    values = {**LAW.document["values"], "registration-prefix": {"training": "OPL", "advice": "ADV"}}
    law = law_in_force({**LAW.document, "values": values}, "other prefixes")
    found = reasons({}, law)["provider-for-service"]
    assert found == Reason("provider-for-service", False, "DV.O999001", "OPL")


def test_a_sentence_names_no_more_than_is_known() -> None:
    """What a sentence names and nobody gave stays empty; a rate that is not there is a dash."""
    rule = {
        **LAW.document["rules"]["small-or-medium"],
        "fails": {"nl": "[{value}|{limit}|{rate}|{grant}]", "en": "[{value}|{limit}|{rate}]"},
    }
    independent = {
        **LAW.document["rules"]["provider-independent"],
        "left_out": {"nl": "[{value}|{limit}]", "en": "[{value}|{limit}]"},
    }
    rules = {
        **LAW.document["rules"], "small-or-medium": rule, "provider-independent": independent,
    }  # fmt: skip
    law = law_in_force({**LAW.document, "rules": rules}, "other sentences")
    change = laid_over(enterprise(size="large"), provider(related_to_applicant=None))
    decision = decide_under(read_case(laid_over(base(), change)), law)
    said = {told.rule: told.message for told in tell(decision, law, "nl")}
    assert said["small-or-medium"] == "[groot|klein of middelgroot|-|€\u00a00,00]"
    assert said["provider-independent"] == "[|]"


def test_a_juridical_situation_is_called_by_its_name_and_code() -> None:
    assert LAW.situation("012") == "Vrijwillige ontbinding – vereffening (012)"
    assert LAW.situation("998") == "998"
    for document in ({"situations": {}}, {}):  # stored before the names were kept
        assert replace(LAW, document=document).situation("012") == "012"


def test_a_rate_of_nothing_grants_nothing() -> None:
    values = {**LAW.document["values"], "rate": {"small": "0.00", "medium": "0.00"}}
    law = law_in_force({**LAW.document, "values": values}, "no rate")
    decision = decide_under(read_case(base()), law)
    assert (decision.outcome, decision.rate, decision.grant) == ("approved", 0, 0)


def test_where_a_law_does_not_ask_for_room_what_is_used_up_still_gives_nothing() -> None:
    rules = {name: rule for name, rule in LAW.document["rules"].items() if name != "room-left"}
    law = law_in_force({**LAW.document, "rules": rules}, "no room")
    case = read_case(laid_over(base(), {"wallet": {"granted_this_year": "7500.00"}}))
    decision = decide_under(case, law)
    assert (decision.outcome, decision.room_before, decision.grant) == ("approved", 0, 0)
