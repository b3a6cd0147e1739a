"""A decision in the form scripts rely on, and its reasons in the words people read."""

from typing import Any

from portefeuille.core.decide import Decision, decide
from portefeuille.core.dossier import read_case
from portefeuille.core.explain import Told, decision_document, tell
from portefeuille.core.law import Language, LawInForce
from portefeuille.core.lawdocument import law_in_force
from tests.core.cases import the_law
from tests.dossiers import base, laid_over


def decided(change: dict[str, Any]) -> tuple[Decision, LawInForce]:
    """The decision on the base case with a change, and the law it was taken under."""
    case = read_case(laid_over(base(), change))
    return decide(case, the_law()), the_law().on(case.application.submitted_on)


def told(change: dict[str, Any], language: Language) -> dict[str, Told]:
    """What is told of every rule, with ordinary spaces where the text holds no-break ones."""
    return {one.rule: one for one in tell(*decided(change), language)}


def said(change: dict[str, Any], rule: str, language: Language) -> str:
    return told(change, language)[rule].message.replace("\u00a0", " ")


def test_a_decision_is_written_as_the_contract_says() -> None:
    decision, law = decided({"application": {"theme": "digitalisering/cybersecurity"}})
    document = decision_document(decision, law, "nl")
    reasons = document.pop("reasons")
    assert document == {
        "outcome": "approved",
        "size": "small",
        "rate": "0.45",
        "ceiling": "7500.00",
        "room_before": "7500.00",
        "eligible_cost": "1000.00",
        "grant": "450.00",
        "own_share": "550.00",
        "file_before": "2024-03-25",
        "law": f"kmo-portefeuille@2024-03-15#{law.digest}",
        "unknown": ["main-activity", "content-not-excluded"],
    }
    assert [reason["rule"] for reason in reasons] == [reason.rule for reason in decision.reasons]


def test_a_reason_is_written_as_the_contract_says() -> None:
    decision, law = decided({"application": {"cost": "99.99"}})
    reasons = decision_document(decision, law, "en")["reasons"]
    assert [reason for reason in reasons if reason["rule"] == "minimum-cost"] == [
        {
            "rule": "minimum-cost",
            "holds": False,
            "value": "99.99",
            "limit": "100.00",
            "source": law.rules["minimum-cost"].source["en"],
            "message": "The eligible cost (€\u00a099,99 excluding VAT) does not reach the minimum"
            " of €\u00a0100,00.",
            "remedy": law.rules["minimum-cost"].remedy["en"].replace("{limit}", "€\u00a0100,00"),
        }
    ]


def test_a_large_enterprise_has_no_rate_no_ceiling_and_no_room() -> None:
    document = decision_document(*decided({"enterprise": {"size": "large"}}), "nl")
    assert (document["rate"], document["ceiling"], document["room_before"]) == (None, None, None)


def test_what_is_told_of_a_reason_that_holds() -> None:
    one = told({}, "en")["minimum-cost"]
    assert (one.value, one.limit) == ("1000.00", "100.00")
    assert (one.value_shown, one.limit_shown) == ("€\u00a01.000,00", "€\u00a0100,00")
    assert (one.holds, one.title, one.remedy) == (True, "Minimum amount", None)


def test_a_word_of_the_law_is_told_in_the_language_of_who_reads() -> None:
    assert told({}, "nl")["flemish-establishment"].value_shown == "het Vlaamse Gewest"
    assert told({}, "en")["flemish-establishment"].value_shown == "the Flemish Region"
    assert told({}, "nl")["theme-in-list"].value_shown == "Bedrijfsstrategie"
    assert told({}, "en")["theme-in-list"].value_shown == "Business strategy"


def test_what_is_not_judged_says_which_half_is_missing() -> None:
    one = told({}, "en")["main-activity"]
    assert (one.holds, one.limit, one.limit_shown, one.remedy) == (None, "unknown", None, None)
    assert "We did not find the list" in one.message
    left_out = told({"enterprise": {"nace": None}}, "en")["main-activity"]
    assert "We did not find the list" not in left_out.message
    assert (left_out.value, left_out.value_shown, left_out.limit_shown) == (None, None, None)


def test_a_sentence_names_the_last_day_to_file() -> None:
    late = {"application": {"submitted_on": "2024-03-26"}}
    assert said(late, "submitted-in-time", "nl") == (
        "Je dient te laat in: 15 dagen na de start. Dat kon tot en met 25 maart 2024: "
        "in de regel 14 dagen na de start."
    )
    assert told(late, "nl")["submitted-in-time"].remedy is not None


def test_a_sentence_names_the_rate() -> None:
    assert (
        said({"application": {"theme": "digitalisering/cybersecurity"}}, "higher-rate", "nl")
        == "Voor dit thema is het percentage met 15 procentpunten verhoogd tot 45%."
    )


def test_a_law_may_name_the_grant_in_its_sentences() -> None:
    decision, law = decided({})
    room = {**law.document["rules"]["room-left"], "holds": {"nl": "Je krijgt {grant}."}}
    rules = {**law.document["rules"], "room-left": room}
    other = law_in_force({**law.document, "rules": rules}, "another sentence")
    message = {one.rule: one.message for one in tell(decision, other, "nl")}["room-left"]
    assert message == "Je krijgt €\u00a0300,00."
