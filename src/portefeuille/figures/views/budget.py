"""View 10, the budget: what is set, committed and left, and when it runs out."""

from datetime import date
from random import Random
from typing import Final

from portefeuille.core.budget import WHOLE
from portefeuille.core.forecast import SEED, WEEKS, Forecast, forecast_of_year, week_of
from portefeuille.core.law import Language, Text
from portefeuille.core.money import Cents, parse_euro
from portefeuille.core.show import show_day, show_share
from portefeuille.figures.charts import Chart, Mark
from portefeuille.figures.formats.cells import shown
from portefeuille.figures.values import Facts, Scope
from portefeuille.figures.views.laying import Page, column, first_of, large, sentence
from portefeuille.figures.views.values import Asking, Shown, View
from portefeuille.law.budget import load_budget

_FIGURE: Final = "budget-of-year"
_BY_DAY: Final = "commitments-by-day"

_QUESTION: Final[Text] = {
    "nl": "Hoeveel van de begroting is vastgelegd en over?",
    "en": "How much of the budget is committed and left?",
}
_WHAT: Final[Text] = {
    "nl": "Vastgelegd en over, van de hele begroting en van haar geoormerkte delen.",
    "en": "Committed and left, of the whole budget and of its earmarked parts.",
}
_FORECAST: Final[Text] = {"nl": "Wanneer het op is", "en": "When it runs out"}
_NO_FORECAST: Final[Text] = {
    "nl": "Een raming is er alleen voor het lopende jaar, waar een bedrag is ingesteld en genoeg"
    " weken voorbij zijn.",
    "en": "There is a forecast only for the current year, where an amount is set and enough weeks"
    " are over.",
}


def _build(at: Asking, scope: Scope, language: Language) -> Shown:
    page = Page(at, scope, language)
    rows = page.ask(_FIGURE)
    by_day = page.ask(_BY_DAY)
    whole = next((row for row in rows or () if row["part"] == WHOLE), None)
    found = _forecast(at.day, scope, whole, by_day or ())
    page.table(_FIGURE, rows, notes=(*_published(scope), *_told(found)))
    if found is None and by_day is not None:
        page.misses(_FORECAST, _NO_FORECAST)
    title = _title(page, whole)
    chart = _chart(page, rows or (), title)
    return page.shown("budget", _QUESTION, title, chart)


def _title(page: Page, whole: Facts | None) -> str:
    row: Facts = whole or {}
    told = {
        "period": str(row.get("year", "")),
        "amount_cents": row.get("amount_cents"),
        "committed_cents": row.get("committed_cents"),
        "share_points": row.get("share_points"),
        "left_cents": row.get("left_cents"),
    }
    plain = {"nl": f"Begroting: {page.period}", "en": f"Budget: {page.period}"}
    return first_of(
        sentence(
            page.language,
            {
                "nl": "{period}: van de {amount_cents} is {share_points} vastgelegd; {left_cents}"
                " is over",
                "en": "{period}: of {amount_cents}, {share_points} is committed; {left_cents} is"
                " left",
            },
            **told,
        ),
        sentence(
            page.language,
            {
                "nl": "{period}: er is geen bedrag ingesteld; vastgelegd is {committed_cents}",
                "en": "{period}: no amount is set; {committed_cents} is committed",
            },
            period=told["period"],
            committed_cents=told["committed_cents"],
        ),
        plain[page.language],
    )


def _chart(page: Page, rows: tuple[Facts, ...], title: str) -> Chart | None:
    part, left = column("part", _FIGURE), column("left_cents", _FIGURE)
    committed = column("committed_cents", _FIGURE)
    language = page.language
    marks = tuple(
        Mark(
            f"{row['year']}: {page.said(row['part'], part)}",
            measure.label[language].removesuffix(" (€)"),
            row[measure.name],
            shown(row[measure.name], measure.kind, language),
        )
        for row in rows
        for measure in (committed, left)
    )
    if not marks:
        return None
    return Chart("bars", title, _WHAT[language], "€", "amount", marks)


def _forecast(
    day: date, scope: Scope, whole: Facts | None, by_day: tuple[Facts, ...]
) -> Forecast | None:
    """The forecast of the whole of the year of `day`, as `core.forecast` draws it."""
    this_year = scope.first_day.year == scope.last_day.year == day.year
    left = whole["left_cents"] if whole and this_year else None
    if not isinstance(left, int):
        return None
    weeks: dict[int, list[Cents]] = {}
    for row in by_day:
        of = date.fromisoformat(row["day"])
        weeks.setdefault(of.year, [0] * WEEKS)[week_of(of)] += row["committed_cents"]
    draw = Random(SEED).randrange  # noqa: S311 - chance to draw futures with, not a secret
    return forecast_of_year(left, day, weeks, draw)


def _told(found: Forecast | None) -> tuple[Text, ...]:
    """The forecast in a sentence, with how sure it is."""
    if found is None:
        return ()
    chance = show_share(found.runs_out // 100 * 100)
    if found.middle is None:
        return (
            {
                "nl": f"Raming: het budget reikt waarschijnlijk tot het einde van het jaar (kans"
                f" dat het opraakt: {chance}).",
                "en": f"Forecast: the budget probably lasts the year (chance that it runs out:"
                f" {chance}).",
            },
        )
    return (
        {
            "nl": f"Raming: het budget is op rond {show_day(found.middle, 'nl')} (kans dat het dit"
            f" jaar opraakt: {chance}).",
            "en": f"Forecast: the budget runs out around {show_day(found.middle, 'en')} (chance"
            f" that it runs out this year: {chance}).",
        },
    )


def _published(scope: Scope) -> tuple[Text, ...]:
    """What the published figures say of the year, where the scope is of one year."""
    if scope.first_day.year != scope.last_day.year:
        return ()
    found = load_budget().published(scope.first_day.year)
    if found is None or found.value is None:
        return ()
    amount = parse_euro(found.value)
    return (
        {
            "nl": f"Gepubliceerd budget van {scope.first_day.year}: {large(amount, 'nl')}.",
            "en": f"Published budget of {scope.first_day.year}: {large(amount, 'en')}.",
        },
    )


VIEW: Final = View("budget", {"nl": "begroting", "en": "budget"}, _QUESTION, _build)
