"""View 2, by month: projects and subsidy by month of submission, a column for each service."""

from typing import Any, Final

from portefeuille.core.law import Language, Text
from portefeuille.figures.charts import Chart
from portefeuille.figures.labels import label, month, services_of
from portefeuille.figures.tables import sum_of
from portefeuille.figures.values import Column, Facts, Scope
from portefeuille.figures.views.laying import Page, column, first_of, mark, sentence
from portefeuille.figures.views.values import Asking, Shown, View

_FIGURE: Final = "by-month-and-service"
_QUESTION: Final[Text] = {
    "nl": "Hoeveel projecten en subsidie, maand na maand?",
    "en": "How many projects and how much subsidy, month by month?",
}
_WHAT: Final[Text] = {
    "nl": "Goedgekeurde projecten per maand van indiening, een lijn per dienst.",
    "en": "Approved projects by month of submission, a line for each service.",
}


def _build(at: Asking, scope: Scope, language: Language) -> Shown:
    page = Page(at, scope, language)
    found = [row for row in page.ask(_FIGURE) or () if row["month"] <= at.day]
    services, months = services_of(scope), list(dict.fromkeys(row["month"] for row in found))
    by_place = {(row["month"], row["service"]): row for row in found}
    rows = [_across(month, services, by_place) for month in months]
    columns = (column("month", _FIGURE), *_columns(page, services))
    page.table(_FIGURE, rows or None, columns=columns, total=True)
    approved, by_month = column("approved", _FIGURE), column("month", _FIGURE)
    marks = tuple(
        mark(
            month(row["month"], "M Y", language),
            row["approved"],
            approved,
            language,
            str(page.said(row["service"], column("service", _FIGURE))),
        )
        for row in found
    )
    title = _title(page, rows, by_month)
    chart = Chart("lines", title, _WHAT[language], approved.label[language], approved.kind, marks)
    return page.shown("by-month", _QUESTION, title, chart if marks else None)


def _across(month: Any, services: tuple[str, ...], by_place: dict[tuple[Any, Any], Facts]) -> Facts:
    """A month as one row: of each service the projects and the subsidy, then of all."""
    row: dict[str, Any] = {"month": month}
    of_month = [by_place[month, service] for service in services]
    for service, one in zip(services, of_month, strict=True):
        row[f"{service}_approved"] = one["approved"]
        row[f"{service}_grant_cents"] = one["grant_cents"]
    row["approved"] = sum_of(one["approved"] for one in of_month)
    row["grant_cents"] = sum_of(one["grant_cents"] for one in of_month)
    return row


def _columns(page: Page, services: tuple[str, ...]) -> list[Column]:
    between = (page.scope.first_day, page.scope.last_day)
    columns = []
    for service in services:
        nl, en = (str(label("service", service, between, of)) for of in ("nl", "en"))
        columns += [
            Column(
                f"{service}_approved",
                {"nl": f"Projecten {nl}", "en": f"Projects, {en}"},
                "count",
                adds_up=True,
            ),
            Column(
                f"{service}_grant_cents",
                {"nl": f"Subsidie {nl} (€)", "en": f"Subsidy, {en} (€)"},
                "amount",
                adds_up=True,
            ),
        ]
    if len(services) == 1:
        return columns
    return [
        *columns,
        Column("approved", {"nl": "Projecten samen", "en": "Projects"}, "count", adds_up=True),
        Column(
            "grant_cents", {"nl": "Subsidie samen (€)", "en": "Subsidy (€)"}, "amount", adds_up=True
        ),
    ]


def _title(page: Page, rows: list[Facts], by_month: Column) -> str:
    told = [row for row in rows if isinstance(row["approved"], int)]
    plain = {
        "nl": f"Projecten per maand: {page.period}",
        "en": f"Projects by month: {page.period}",
    }
    if not told or len(told) < len(rows) or not any(row["approved"] for row in told):
        return plain[page.language]
    most = max(told, key=lambda row: row["approved"])
    least = min(told, key=lambda row: row["approved"])
    return first_of(
        sentence(
            page.language,
            {
                "nl": "{period}: de meeste projecten zijn ingediend in {most_month} ({most}), de"
                " minste in {least_month} ({least})",
                "en": "{period}: most projects were submitted in {most_month} ({most}), fewest in"
                " {least_month} ({least})",
            },
            period=page.period,
            most=most["approved"],
            most_month=str(page.said(most["month"], by_month)),
            least=least["approved"],
            least_month=str(page.said(least["month"], by_month)),
        ),
        plain[page.language],
    )


VIEW: Final = View("by-month", {"nl": "per-maand", "en": "by-month"}, _QUESTION, _build)
