"""View 7, where: projects by province, and by postcode for the office."""

from typing import Final

from portefeuille.core.law import Language, Text
from portefeuille.figures.values import Scope
from portefeuille.figures.views.laying import Page, most_of
from portefeuille.figures.views.values import Asking, Shown, View

_QUESTION: Final[Text] = {
    "nl": "Waar liggen de ondernemingen met een project?",
    "en": "Where are the enterprises with a project?",
}
_WHAT: Final[Text] = {
    "nl": "Goedgekeurde projecten per provincie, van meest naar minst.",
    "en": "Approved projects by province, from most to least.",
}
_MOST: Final[Text] = {
    "nl": "{period}: de meeste projecten zijn van {what}: {most} ({share_points})",
    "en": "{period}: most projects are of {what}: {most} ({share_points})",
}
_PER_THOUSAND: Final[Text] = {
    "nl": "Per 1.000 ondernemingen",
    "en": "Per 1,000 enterprises",
}
_NO_REGISTER: Final[Text] = {
    "nl": "Onbekend: hoeveel ondernemingen een plaats heeft, staat niet in deze cijfers, en hun"
    " grootte (wie een aanvraag had kunnen doen) staat in geen open register.",
    "en": "Unknown: how many enterprises a place has is not in these figures, and their size (who"
    " could have applied) is in no open register.",
}
_NAMES: Final[Text] = {"nl": "Namen van gemeenten", "en": "Names of municipalities"}
_NO_NAMES: Final[Text] = {
    "nl": "Van een plaats wordt alleen de postcode bewaard; een gemeente heeft er vaak meer dan"
    " een.",
    "en": "Of a place only the postcode is kept; a municipality often has more than one.",
}


def _build(at: Asking, scope: Scope, language: Language) -> Shown:
    page = Page(at, scope, language)
    rows = page.ask("approved-by-province")
    page.table("approved-by-province", rows)
    page.table("approved-by-postcode", page.ask("approved-by-postcode"))
    page.misses(_PER_THOUSAND, _NO_REGISTER)
    page.misses(_NAMES, _NO_NAMES)
    title, chart = most_of(page, rows or (), "approved-by-province", _MOST, _WHAT)
    return page.shown("places", _QUESTION, title, chart)


VIEW: Final = View("places", {"nl": "waar", "en": "where"}, _QUESTION, _build)
