"""The reasons of a decision in sentences.

A decision holds for every rule only its name, value and limit. The sentences come from the
law under which it was taken, which is stored with it: a letter of last year reads today as it
read then, also when the law has found better words since.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from portefeuille.core.decide import Decision
from portefeuille.core.law import Language, LawInForce, Rule, Text
from portefeuille.core.money import format_euro, format_share
from portefeuille.core.rules import UNKNOWN, Reason
from portefeuille.core.show import show, show_day, show_euro, show_share


@dataclass(frozen=True, slots=True)
class Told:
    """One reason as people read it: value and limit in contract form, and in words."""

    rule: str
    holds: bool | None
    value: str | None
    limit: str | None
    value_shown: str | None
    limit_shown: str | None
    title: str
    source: str
    message: str
    remedy: str | None


def tell(decision: Decision, law: LawInForce, language: Language) -> tuple[Told, ...]:
    """Every reason of the decision in one language, in the order of the rules."""
    known = _known_to_sentences(decision, language)
    return tuple([_tell(reason, law, language, known) for reason in decision.reasons])


def decision_document(decision: Decision, law: LawInForce, language: Language) -> dict[str, Any]:
    """The decision in contract form.

    Source: contracts, "The decision".
    """
    return {
        "outcome": decision.outcome,
        "size": decision.size,
        "rate": None if decision.rate is None else format_share(decision.rate),
        "ceiling": None if decision.ceiling is None else format_euro(decision.ceiling),
        "room_before": None if decision.room_before is None else format_euro(decision.room_before),
        "eligible_cost": format_euro(decision.eligible_cost),
        "grant": format_euro(decision.grant),
        "own_share": format_euro(decision.own_share),
        "file_before": decision.file_before.isoformat(),
        "law": decision.law,
        "reasons": [
            {
                "rule": told.rule,
                "holds": told.holds,
                "value": told.value,
                "limit": told.limit,
                "source": told.source,
                "message": told.message,
                "remedy": told.remedy,
            }
            for told in tell(decision, law, language)
        ],
        "unknown": list(decision.unknown),
    }


def _known_to_sentences(decision: Decision, language: Language) -> Mapping[str, str]:
    """What every sentence may name besides its own value and limit."""
    return {
        "grant": show_euro(decision.grant),
        "file_before": show_day(decision.file_before, language),
        "rate": "-" if decision.rate is None else show_share(decision.rate),
    }


def _tell(reason: Reason, law: LawInForce, language: Language, known: Mapping[str, str]) -> Told:
    rule = law.rules[reason.rule]
    value = _shown(reason.value, rule.unit, law, language)
    limit = _shown(reason.limit, rule.unit, law, language)
    filled = {"value": value or "", "limit": limit or "", **known}
    return Told(
        rule=reason.rule,
        holds=reason.holds,
        value=reason.value,
        limit=reason.limit,
        value_shown=value,
        limit_shown=limit,
        title=rule.title[language],
        source=rule.source[language],
        message=_sentence(reason, rule)[language].format_map(filled),
        remedy=rule.remedy[language].format_map(filled) if reason.holds is False else None,
    )


def _sentence(reason: Reason, rule: Rule) -> Text:
    if reason.holds is None:
        return rule.law_unknown if reason.limit == UNKNOWN else rule.left_out
    return rule.holds if reason.holds else rule.fails


@lru_cache(maxsize=4096)  # most values are limits and words of the law, told again and again
def _shown(part: str | None, unit: str, law: LawInForce, language: Language) -> str | None:
    if part is None or part == UNKNOWN:
        return None
    if unit == "situation":
        return law.situation(part)
    words = law.words.get(part) or law.themes.labels.get(part)
    return words[language] if words else show(part, unit, language)
