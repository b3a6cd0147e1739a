"""View 3, the funnel: how far applications come, where they end, and why."""

from typing import Final

from portefeuille.core.law import Language, Text
from portefeuille.figures.charts import Chart
from portefeuille.figures.values import Scope
from portefeuille.figures.views.laying import Page, column, first_of, mark, sentence
from portefeuille.figures.views.values import Asking, Shown, View

_FIGURE: Final = "funnel"
_QUESTION: Final[Text] = {
    "nl": "Hoe ver komen aanvragen, en waarom niet verder?",
    "en": "How far do applications come, and why no further?",
}
_WHAT: Final[Text] = {
    "nl": "Aanvragen per stap; wat onbekend is, heeft geen staaf.",
    "en": "Applications by stage; what is unknown has no bar.",
}


def _build(at: Asking, scope: Scope, language: Language) -> Shown:
    page = Page(at, scope, language)
    rows = page.ask(_FIGURE)
    page.table(_FIGURE, rows)
    page.table("rules-that-failed", page.ask("rules-that-failed"))
    number = {row["stage"]: row["applications"] for row in rows or ()}
    told = {name: number.get(name) for name in ("submitted", "approved", "paid")}
    share = {row["stage"]: row["share_points"] for row in rows or ()}.get("approved")
    title = first_of(
        sentence(
            language,
            {
                "nl": "Van de {submitted} aanvragen zijn er {approved} goedgekeurd"
                " ({share_points}) en {paid} betaald",
                "en": "Of the {submitted} applications {approved} were approved"
                " ({share_points}) and {paid} paid",
            },
            **told,
            share_points=share,
        ),
        sentence(
            language,
            {
                "nl": "Van de {submitted} aanvragen zijn er {approved} goedgekeurd"
                " ({share_points})",
                "en": "Of the {submitted} applications {approved} were approved ({share_points})",
            },
            submitted=told["submitted"],
            approved=told["approved"],
            share_points=share,
        ),
        f"{_QUESTION[language]} {page.period}",
    )
    stage, measure = column("stage", _FIGURE), column("applications", _FIGURE)
    marks = tuple(
        mark(page.said(row["stage"], stage), row["applications"], measure, language)
        for row in rows or ()
    )
    chart = Chart("bars", title, _WHAT[language], measure.label[language], measure.kind, marks)
    return page.shown("funnel", _QUESTION, title, chart if marks else None)


VIEW: Final = View("funnel", {"nl": "trechter", "en": "funnel"}, _QUESTION, _build)
