"""View 8, sectors: projects by section and division of the main activity of the enterprise."""

from typing import Final

from portefeuille.core.law import Language, Text
from portefeuille.figures.values import Scope
from portefeuille.figures.views.laying import Page, most_of
from portefeuille.figures.views.values import Asking, Shown, View

_QUESTION: Final[Text] = {
    "nl": "Welke sectoren gebruiken de kmo-portefeuille?",
    "en": "Which sectors use the SME wallet?",
}
_WHAT: Final[Text] = {
    "nl": "Goedgekeurde projecten per sector, van meest naar minst.",
    "en": "Approved projects by sector, from most to least.",
}
_MOST: Final[Text] = {
    "nl": "{period}: de meeste projecten zijn van de sector {what}: {most} ({share_points})",
    "en": "{period}: most projects are of the sector {what}: {most} ({share_points})",
}


def _build(at: Asking, scope: Scope, language: Language) -> Shown:
    page = Page(at, scope, language)
    rows = page.ask("approved-by-section")
    page.table("approved-by-section", rows)
    page.table("approved-by-division", page.ask("approved-by-division"))
    title, chart = most_of(page, rows or (), "approved-by-section", _MOST, _WHAT)
    return page.shown("sectors", _QUESTION, title, chart)


VIEW: Final = View("sectors", {"nl": "sector", "en": "sectors"}, _QUESTION, _build)
