"""View 1, key figures: a period beside the same days of a year before."""

from typing import Final

from portefeuille.core.law import Language, Text
from portefeuille.figures.catalogue import figure
from portefeuille.figures.charts import Chart
from portefeuille.figures.rounding import share
from portefeuille.figures.values import Column, Scope
from portefeuille.figures.views.laying import Page, column, first_of, mark, sentence
from portefeuille.figures.views.values import Asking, Shown, View

_FIGURE: Final = "key-figures"
_PERIOD: Final = Column("period", {"nl": "Periode", "en": "Period"})
_YEAR_BEFORE: Final[Text] = {"nl": "een jaar eerder", "en": "a year before"}
_COMPARED: Final[Text] = {
    "nl": "Tegenover dezelfde dagen een jaar eerder",
    "en": "Against the same days of a year before",
}
_NOTHING: Final[Text] = {
    "nl": "Van die dagen zijn hier geen aanvragen opgeslagen of gepubliceerd.",
    "en": "Of those days no applications are stored or published here.",
}
_WHAT: Final[Text] = {
    "nl": "Goedgekeurde projecten in de periode en in dezelfde dagen een jaar eerder.",
    "en": "Approved projects in the period and on the same days of a year before.",
}
_QUESTION: Final[Text] = {
    "nl": "Hoeveel is aangevraagd, goedgekeurd en toegekend?",
    "en": "How much was asked, approved and granted?",
}


def _build(at: Asking, scope: Scope, language: Language) -> Shown:
    page = Page(at, scope, language)
    now, before = page.ask(_FIGURE), page.ask_year_before(_FIGURE)
    if before and before[0]["applications"] == 0:
        before = None
    if before is None:
        page.misses(_COMPARED, _NOTHING)
    rows = [
        {_PERIOD.name: name, **row}
        for name, found in ((page.period, now), (_YEAR_BEFORE[language], before))
        for row in found or ()
    ]
    page.table(_FIGURE, rows or None, columns=(_PERIOD, *figure(_FIGURE).columns))
    approved = column("approved", _FIGURE)
    marks = [mark(row["period"], row["approved"], approved, language) for row in rows]
    title = _title(page, rows)
    chart = Chart(
        "bars", title, _WHAT[language], approved.label[language], approved.kind, tuple(marks)
    )
    return page.shown("key-figures", _QUESTION, title, chart if rows else None)


def _title(page: Page, rows: list[dict[str, object]]) -> str:
    language = page.language
    now, before = [*rows, {}, {}][:2]
    told: dict[str, object] = {
        "period": page.period,
        "approved": now.get("approved"),
        "enterprises": now.get("enterprises"),
        "grant_cents": now.get("grant_cents"),
    }
    had, has = before.get("approved"), now.get("approved")
    compared = None
    if isinstance(had, int) and isinstance(has, int) and had > 0:
        compared = sentence(
            language,
            {
                "nl": "{period}: {approved} projecten van {enterprises} ondernemingen goedgekeurd,"
                " voor {grant_cents}; {more_points} {more} dan een jaar eerder",
                "en": "{period}: {approved} projects of {enterprises} enterprises approved, for"
                " {grant_cents}; {more_points} {more} than a year before",
            },
            **told,  # type: ignore[arg-type]
            more_points=share(abs(has - had), had),
            more=_MORE[language][has < had],
        )
    return first_of(
        compared,
        sentence(
            language,
            {
                "nl": "{period}: {approved} projecten van {enterprises} ondernemingen goedgekeurd,"
                " voor {grant_cents}",
                "en": "{period}: {approved} projects of {enterprises} enterprises approved, for"
                " {grant_cents}",
            },
            **told,  # type: ignore[arg-type]
        ),
        f"{figure(_FIGURE).title[language]}: {page.period}",
    )


_MORE: Final = {"nl": ("meer", "minder"), "en": ("more", "fewer")}

VIEW: Final = View("key-figures", {"nl": "kerncijfers", "en": "key-figures"}, _QUESTION, _build)
