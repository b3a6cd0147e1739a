"""Every rule has its sentence, in both languages, for every way in which it can answer."""

import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from string import Formatter
from typing import Any

import pytest

from portefeuille.core.decide import decide_under
from portefeuille.core.dossier import read_case
from portefeuille.core.explain import tell
from portefeuille.core.law import LawInForce
from portefeuille.core.lawdocument import law_in_force
from portefeuille.core.rules import RULES, UNKNOWN, Reason
from portefeuille.law import load
from tests.dossiers import base, laid_over

LAW = load()
PERIODS = pytest.mark.parametrize("period", LAW.periods, ids=lambda period: str(period.first_day))
NAMES = tuple(name for name in RULES if name != "de-minimis")
"""The rules that this law asks in some period."""

# Where a rule can always be judged, or no list stands behind it, it needs no further sentence.
ALWAYS_JUDGED = {
    *("submitted-in-time", "minimum-cost", "small-or-medium", "room-left", "budget-left"),
}
FROM_A_LIST = {
    *("legal-form", "main-activity", "theme-in-list"),
    *("content-not-excluded", "profession-specific-listed", "juridical-situation"),
}

CHANGES: tuple[dict[str, Any], ...] = (
    {},
    {"application": {"theme": None, "content": None, "ends_on": None}},
    {"application": {"theme": "astrologie", "content": "shiatsu"}},
    {"application": {"theme": "innovatie", "content": "ergonomie"}},
    {"application": {"theme": "hrm"}},
    {"application": {"theme": "cybersecurity"}},
    {"application": {"theme": "beroepsspecifieke-competenties", "content": "lassen"}},
    {"application": {"theme": "beroepsspecifieke-competenties", "content": "shiatsu"}},
    {"application": {"theme": "beroepsspecifieke-competenties"}},
    {"application": {"theme": "digitalisering/cybersecurity"}},
    {"application": {"theme": "duurzaamheid/energie-efficientie-en-alternatieve-energiebronnen"}},
    {"application": {"cost": "1.00"}},
    {"enterprise": {"size": "large"}},
    {"enterprise": {"natural_person": True}},
    {"enterprise": {"legal_form": "017", "status": "ST", "region": "brussels"}},
    {"enterprise": {"legal_form": "030", "public_share": "0.5", "nace": {"version": 2008,
     "code": "01110"}}},
    {"enterprise": {"legal_form": None, "status": None, "region": None, "nace": None,
     "public_share": None}},
    {"enterprise": {"sheltered_workshop": True, "size": "large"}},
    {"enterprise": {"juridical_situation": "050"}},
    {"enterprise": {"juridical_situation": "013"}},
    {"enterprise": {"juridical_situation": None}},
    {"enterprise": {"nace": {"version": 2025, "code": "62100"}}},
    {"provider": {"registration": "DV.A999002"}},
    {"provider": {"registered": {"until": "2015-12-31"}}},
    {"provider": {"registration": None, "registered": None, "related_to_applicant": None}},
    {"provider": {"related_to_applicant": True}},
    {"wallet": {"granted_this_year": "15000.00"}},
    {"budget": {"left": "500.00"}},
    {"budget": {"left": "0.01"}},
)  # fmt: skip


def completed(law: LawInForce) -> LawInForce:
    """The same law with its lists complete and filled, as if somebody had found them."""
    document = json.loads(json.dumps(law.document))
    lists = [document["legal-forms"]["in"], document["sectors"], document["themes"]]
    for one in [*lists, document["listed-only"], *filter(None, [document["excluded"]])]:
        one["complete"] = True
    document["sectors"]["versions"] = {"2008": {"62010": "Software"}}
    document["situations"]["out"]["codes"] = {"050": "Opening faillissement"}
    document["listed-only"]["codes"] = {"lassen": "Lassen"}
    return law_in_force(document, "completed")


def answers(law: LawInForce) -> Iterator[tuple[Reason, LawInForce, Any]]:
    """Every reason that a period gives in many cases, by the law as it is and as if complete."""
    day = law.first_day
    laws = (law, completed(law))
    dates = {"submitted_on": day, "starts_on": day, "ends_on": day}
    late = {"starts_on": day - timedelta(days=15), "ends_on": day + timedelta(days=900)}
    for change in (*CHANGES, {"application": late}):
        for service in ("training", "advice"):
            case = laid_over(base(), {"application": {**dates, "service": service}})
            for known in laws:
                decision = decide_under(read_case(laid_over(case, change)), known)
                for reason in decision.reasons:
                    yield reason, known, decision


def kind(reason: Reason) -> str:
    if reason.holds is None:
        return "law_unknown" if reason.limit == UNKNOWN else "left_out"
    return "holds" if reason.holds else "fails"


@PERIODS
def test_whatever_a_rule_answers_is_said_in_full(period: LawInForce) -> None:
    for _, law, decision in answers(period):
        for language in ("nl", "en"):
            for told in tell(decision, law, language):
                said = [told.title, told.source, told.message]
                said += [told.remedy or ""] if told.holds is False else []
                where = f"{told.rule} ({told.holds}, {language})"
                assert all(text.strip() for text in said), where
                assert not [text for text in said if "{" in text or "  " in text], where
                assert not [text for text in said if "()" in text or " ." in text], where


def test_every_answer_that_a_rule_can_give_was_given() -> None:
    seen: defaultdict[str, set[str]] = defaultdict(set)
    for period in LAW.periods:
        for reason, _, _ in answers(period):
            seen[reason.rule].add(kind(reason))
    for name in NAMES:
        expected = {"holds", "fails"}
        expected |= set() if name in ALWAYS_JUDGED else {"left_out"}
        expected |= {"law_unknown"} if name in FROM_A_LIST else set()
        if name == "higher-rate":
            expected = {"holds", "law_unknown"}
        assert seen[name] == expected, name


@PERIODS
def test_both_languages_name_the_same_values(period: LawInForce) -> None:
    for name, rule in period.rules.items():
        for sentence in (rule.holds, rule.fails, rule.left_out, rule.law_unknown, rule.remedy):
            named = [{part[1] for part in Formatter().parse(text)} for text in sentence.values()]
            assert named[0] == named[1], (name, sentence)
            assert bool(sentence["nl"]) == bool(sentence["en"]), (name, sentence)


@PERIODS
def test_both_languages_are_there_and_differ(period: LawInForce) -> None:
    for name, rule in period.rules.items():
        for text in (rule.title, rule.holds, rule.source):
            assert set(text) == {"nl", "en"}
            assert text["nl"], name
            assert text["en"], name
        assert rule.holds["nl"] != rule.holds["en"], name


@PERIODS
def test_every_theme_has_a_label_in_both_languages(period: LawInForce) -> None:
    for code, label in period.themes.labels.items():
        assert label["nl"], code
        assert label["en"], code


def test_the_sentences_of_a_decision_name_its_amounts_and_days() -> None:
    law = LAW.on(base()["application"]["submitted_on"])
    change = {"application": {"theme": "digitalisering/cybersecurity"}}
    decision = decide_under(read_case(laid_over(base(), change)), law)
    dutch = {told.rule: told.message for told in tell(decision, law, "nl")}
    english = {told.rule: told.message for told in tell(decision, law, "en")}
    plain = {name: text.replace("\u00a0", " ") for name, text in dutch.items()}
    assert plain["submitted-in-time"] == (
        "Je dient op tijd in. Dat kan tot en met 25 maart 2024: in de regel 14 dagen na de start."
    )
    assert (
        plain["higher-rate"]
        == "Voor dit thema is het percentage met 15 procentpunten verhoogd tot 45%."
    )
    assert "€\u00a07.500,00" in dutch["room-left"]
    assert "€\u00a07.500,00" in english["room-left"]
    assert "25\u00a0March\u00a02024" in english["submitted-in-time"]
