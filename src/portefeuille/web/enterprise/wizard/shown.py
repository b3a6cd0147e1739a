"""The answers of a draft in words: for the check page, and where two versions meet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portefeuille.core.law import Language, LawInForce
from portefeuille.core.money import parse_euro, parse_share
from portefeuille.core.show import show_day, show_euro, show_share
from portefeuille.providers.queries import registration
from portefeuille.web.enterprise.wizard.applicant import Applicant
from portefeuille.web.enterprise.wizard.forms import DELIVERIES
from portefeuille.web.enterprise.wizard.steps import BY_NAME, STEPS
from portefeuille.web.public.forms import SERVICES
from portefeuille.web.ui.places import place_in_words

Shown = str | Promise

NAMES: Final[Mapping[str, Shown]] = {
    "establishment": _("Establishment"),
    "size": _("Size of the enterprise"),
    "public_share": _("Part that public authorities own"),
    "sheltered_workshop": _("Recognised sheltered workshop"),
    "service": _("Service"),
    "registration": _("Provider"),
    "title": _("Title"),
    "delivery": _("How the training is given"),
    "theme": _("Theme"),
    "starts_on": _("Start date"),
    "ends_on": _("End date"),
    "cost": _("Project amount, without VAT"),
    "related_to_applicant": _("Related to the provider"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One answer: the name of its question, its words, and the page on which it is changed."""

    name: str
    question: Shown
    answer: Shown
    slug: str


def rows(applicant: Applicant, answers: Mapping[str, Any], language: Language) -> list[Row]:
    """Every answer that was given, in the order of the pages."""
    return [
        Row(name, NAMES[name], in_words(name, answers[name], applicant, language), step.slug)
        for step in STEPS
        for name in step.names
        if name in answers
    ]


def in_words(name: str, value: Any, applicant: Applicant, language: Language) -> Shown:
    """One answer as people read it."""
    match name:
        case "service":
            return dict(SERVICES)[value]
        case "delivery":
            return dict(DELIVERIES)[value]
        case "registration":
            found = registration(value, applicant.today)
            return value if found is None else f"{found.provider.name} ({value})"
        case "theme":
            return theme_in_words(value, applicant.law, language)
        case "starts_on" | "ends_on":
            return show_day(date.fromisoformat(value), language)
        case "cost":
            return show_euro(parse_euro(value))
        case "public_share":
            return show_share(parse_share(value))
        case "sheltered_workshop" | "related_to_applicant":
            return _("Yes") if value else _("No")
        case "size":  # a grant since then may have fixed another one for the year
            size = applicant.locked_size or value
            return applicant.law.words[size][language].capitalize()
        case "establishment":
            named = (place for place in applicant.places if place["number"] == value)
            return next((place_in_words(place) for place in named), value)
        case _:
            return str(value)


def theme_in_words(code: str, law: LawInForce, language: Language) -> str:
    """A theme, with its topic where it has one; a code of another day stands for itself."""
    labels = law.themes.labels
    theme, slash, _topic = code.partition("/")
    parts = [theme, code] if slash else [code]
    return ": ".join(labels[part][language] if part in labels else part for part in parts)


def slug_of(name: str) -> str:
    """The page on which an answer is given."""
    return BY_NAME[name].slug
