"""Codes in the words of people: themes after the list of their day, the rest after one table.

Themes come from the law. A theme that no list of the period names (the lists of 2016 and 2017
were never published in full) is shown by its code, and one that is unknown as unknown.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any, Final, cast

from django.utils import translation
from django.utils.dateformat import format as format_date

from portefeuille import law
from portefeuille.core.facts import SERVICES
from portefeuille.core.law import Language, Text, ThemeList
from portefeuille.figures.values import Cell, Scope, Words
from portefeuille.figures.words import SECTIONS, STAGES, TENTHS, USES, coded
from portefeuille.law.budget import load_budget

UNKNOWN: Final[Text] = {"nl": "onbekend", "en": "unknown"}
NOT_CARRIED_OVER: Final = "not-carried-over"
"""The row of themes of an earlier list that the concordance does not carry over."""
_NOT_CARRIED_OVER: Final[Text] = {"nl": "niet over te zetten", "en": "cannot be carried over"}
WHOLE_BUDGET: Final[Text] = {"nl": "de hele begroting", "en": "the whole budget"}

_WORDS: Final[Mapping[str, Mapping[str, Text]]] = {
    "service": {
        "advice": {"nl": "advies", "en": "advice"},
        "training": {"nl": "opleiding", "en": "training"},
    },
    "size": {
        "small": {"nl": "kleine ondernemingen", "en": "small enterprises"},
        "medium": {"nl": "middelgrote ondernemingen", "en": "medium-sized enterprises"},
        "large": {"nl": "grote ondernemingen", "en": "large enterprises"},
    },
    "outcome": {
        "approved": {"nl": "goedgekeurd", "en": "approved"},
        "inadmissible": {"nl": "niet ontvankelijk", "en": "inadmissible"},
        "refused": {"nl": "geweigerd", "en": "refused"},
    },
    "person": {
        "legal": {"nl": "rechtspersonen", "en": "legal persons"},
        "natural": {
            "nl": "natuurlijke personen, of wie er een kan zijn",
            "en": "natural persons, or who may be one",
        },
    },
    "delivery": {
        "classroom": {"nl": "in een lokaal", "en": "in a classroom"},
        "distance": {"nl": "op afstand", "en": "at a distance"},
        "in-house": {"nl": "in de onderneming", "en": "in-house"},
    },
    "region": {
        "flanders": {"nl": "Vlaams Gewest", "en": "Flemish Region"},
        "brussels": {"nl": "Brussels Hoofdstedelijk Gewest", "en": "Brussels-Capital Region"},
        "wallonia": {"nl": "Waals Gewest", "en": "Walloon Region"},
    },
    "province": {
        "antwerp": {"nl": "Antwerpen", "en": "Antwerp"},
        "brussels": {"nl": "Brussel", "en": "Brussels"},
        "east-flanders": {"nl": "Oost-Vlaanderen", "en": "East Flanders"},
        "flemish-brabant": {"nl": "Vlaams-Brabant", "en": "Flemish Brabant"},
        "hainaut": {"nl": "Henegouwen", "en": "Hainaut"},
        "liege": {"nl": "Luik", "en": "Liège"},
        "limburg": {"nl": "Limburg", "en": "Limburg"},
        "luxembourg": {"nl": "Luxemburg", "en": "Luxembourg"},
        "namur": {"nl": "Namen", "en": "Namur"},
        "walloon-brabant": {"nl": "Waals-Brabant", "en": "Walloon Brabant"},
        "west-flanders": {"nl": "West-Vlaanderen", "en": "West Flanders"},
    },
    "section": SECTIONS,
    "division": {},
    "stage": STAGES,
    "use": USES,
    "tenth": TENTHS,
}


@cache
def themes_between(first_day: date, last_day: date) -> Mapping[str, Text]:
    """Codes and labels of the lists in force in a period, in the order of the last of them.

    A code that only an earlier list has comes after; its label is that of the last list with it.
    """
    found: dict[str, Text] = {}
    for period in reversed(law.load().periods):
        if period.first_day <= last_day:
            for code, label in _labels(period.themes).items():
                found.setdefault(code, label)
        if period.first_day <= first_day:
            break
    return found


def _labels(themes: ThemeList) -> dict[str, Text]:
    labels: dict[str, Text] = {}
    for theme in themes.themes:
        labels[theme.code] = theme.label
        for topic in theme.topics:
            whole = {name: f"{theme.label[name]}: {topic.label[name]}" for name in theme.label}
            labels[topic.code] = whole
    return labels


def place_of_theme(code: str | None, scope: Scope) -> tuple[int, bool, str]:
    """Where a theme stands in the lists of a period; what no list has comes after, by its code.

    Unknown comes last.
    """
    listed = list(themes_between(scope.first_day, scope.last_day))
    return (listed.index(code) if code in listed else len(listed), code is None, code or "")


def services_of(scope: Scope) -> tuple[str, ...]:
    """The services a scope is about, in alphabetical order."""
    return tuple(sorted(SERVICES)) if scope.service is None else (scope.service,)


def label(words: Words, code: Any, between: tuple[date, date], language: Language) -> Cell:
    """A code of one of the word lists as text; `between` is the period its theme is of."""
    if code is None:
        return UNKNOWN[language]
    if words == "month":
        return month(code, "F Y", language)
    if code == NOT_CARRIED_OVER:
        return _NOT_CARRIED_OVER[language]
    if words == "theme":
        text = themes_between(*between).get(code)
        return code if text is None else text[language]
    if words == "rule":
        return _rule(code, language)
    if words == "part":
        return _part(code, language)
    text = _WORDS[words].get(str(code))
    if text is None and words in ("section", "division"):
        text = coded(words, code)
    return str(code) if text is None else text[language]


def _rule(code: str, language: Language) -> str:
    """A condition as the last law that has it calls it."""
    known = (period.rules.get(code) for period in reversed(law.load().periods))
    rule = next(filter(None, known), None)
    return code if rule is None else rule.title[language]


def _part(code: str, language: Language) -> str:
    parts = load_budget().parts
    if not code:
        return WHOLE_BUDGET[language]
    return parts[code].name[language] if code in parts else code


def code_in_words(
    dimension: str, code: str, between: tuple[date, date], language: Language
) -> Cell:
    """A code of a dimension as text: by its list of words where there is one, else the code."""
    if dimension != "theme" and dimension not in _WORDS:
        return code
    return label(cast("Words", dimension), code, between, language)


def month(day: date, form: str, language: Language) -> str:
    """The month of a day: "F" is mei, "F Y" is mei 2017."""
    with translation.override(language):
        return format_date(day, form)
