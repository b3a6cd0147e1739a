"""View 6, sizes: how much of its ceiling an enterprise uses, on average and in tenths."""

from typing import Final

from portefeuille.core.law import Language, Text
from portefeuille.figures.charts import Chart
from portefeuille.figures.values import Scope
from portefeuille.figures.views.laying import Page, column, first_of, mark, sentence
from portefeuille.figures.views.values import Asking, Shown, View

_FIGURE: Final = "use-of-ceiling"
_TENTHS: Final = "use-of-ceiling-in-deciles"
_QUESTION: Final[Text] = {
    "nl": "Hoeveel van hun plafond gebruiken ondernemingen?",
    "en": "How much of their ceiling do enterprises use?",
}
_WHAT: Final[Text] = {
    "nl": "Het aandeel van de ondernemingen van een grootte, naar het deel van het plafond dat zij"
    " gebruikten.",
    "en": "The share of the enterprises of a size, by the part of the ceiling that they used.",
}


def _build(at: Asking, scope: Scope, language: Language) -> Shown:
    page = Page(at, scope, language)
    rows, tenths = page.ask(_FIGURE), page.ask(_TENTHS)
    page.table(_FIGURE, rows)
    page.table(_TENTHS, tenths)
    used = {row["size"]: row["share_points"] for row in rows or ()}
    plain = {
        "nl": f"Gebruik van het plafond per grootte: {page.period}",
        "en": f"Use of the ceiling by size: {page.period}",
    }
    title = first_of(
        sentence(
            language,
            {
                "nl": "{period}: kleine ondernemingen gebruikten samen {small_points} van hun"
                " plafond, middelgrote {medium_points}",
                "en": "{period}: small enterprises together used {small_points} of their ceiling,"
                " medium-sized ones {medium_points}",
            },
            period=page.period,
            small_points=used.get("small"),
            medium_points=used.get("medium"),
        ),
        plain[language],
    )
    measure, size, tenth = (column(name, _TENTHS) for name in ("share_points", "size", "tenth"))
    marks = tuple(
        mark(
            page.said(row["tenth"], tenth),
            row["share_points"],
            measure,
            language,
            str(page.said(row["size"], size)),
        )
        for row in tenths or ()
        if row["tenth"] is not None
    )
    chart = Chart("bars", title, _WHAT[language], measure.label[language], measure.kind, marks)
    return page.shown("sizes", _QUESTION, title, chart if marks else None)


VIEW: Final = View("sizes", {"nl": "grootte", "en": "sizes"}, _QUESTION, _build)
