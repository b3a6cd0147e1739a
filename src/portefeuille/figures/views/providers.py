"""View 9, providers: under whose registration projects are, and who began or ended."""

from typing import Final

from portefeuille.core.law import Language, Text
from portefeuille.figures.catalogue import figure
from portefeuille.figures.rounding import share
from portefeuille.figures.values import Column, Scope
from portefeuille.figures.views.laying import Page, bars, column, first_of, sentence, total_of
from portefeuille.figures.views.values import Asking, Shown, View
from portefeuille.providers.queries import names_of

_FIGURE: Final = "top-providers"
_USED: Final = "providers-used"
_FIRST: Final = 10
_NAME: Final = Column("provider", {"nl": "Dienstverlener", "en": "Provider"})
_QUESTION: Final[Text] = {
    "nl": "Bij welke dienstverleners?",
    "en": "With which providers?",
}
_WHAT: Final[Text] = {
    "nl": "Goedgekeurde projecten per registratienummer, van meest naar minst.",
    "en": "Approved projects by registration number, from most to least.",
}


def _build(at: Asking, scope: Scope, language: Language) -> Shown:
    page = Page(at, scope, language)
    found, used = page.ask(_FIGURE), page.ask(_USED)
    names = names_of(row["registration"] for row in found or ())
    rows = [{**row, _NAME.name: names.get(row["registration"])} for row in found or ()]
    number, *measures = figure(_FIGURE).columns
    page.table(_FIGURE, None if found is None else rows, columns=(number, _NAME, *measures))
    page.table(_USED, used)
    page.table("registrations-by-service", page.ask("registrations-by-service"), total=True)
    every = used[0] if used else {}
    first = total_of(rows[:_FIRST], "approved")
    plain = {"nl": f"Dienstverleners: {page.period}", "en": f"Providers: {page.period}"}
    title = first_of(
        sentence(
            language,
            {
                "nl": "{period}: de {first} grootste van de {registrations} dienstverleners deden"
                " {share_points} van de projecten",
                "en": "{period}: the {first} largest of the {registrations} providers did"
                " {share_points} of the projects",
            },
            period=page.period,
            first=_FIRST,
            registrations=every.get("registrations"),
            share_points=share(first, every.get("approved")),
        )
        if len(rows) > _FIRST
        else None,
        plain[language],
    )
    chart = bars(page, rows, number, column("approved", _FIGURE), title, _WHAT)
    return page.shown("providers", _QUESTION, title, chart)


VIEW: Final = View("providers", {"nl": "dienstverleners", "en": "providers"}, _QUESTION, _build)
