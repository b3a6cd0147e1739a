"""View 4, themes: what projects are about, a theme with its topics under it."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from portefeuille.core.law import Language, Text
from portefeuille.figures.rounding import average, share
from portefeuille.figures.tables import sum_of
from portefeuille.figures.values import Facts, Scope
from portefeuille.figures.views.laying import Page, bars, column, first_of, sentence, total_of
from portefeuille.figures.views.values import Asking, Shown, View

_FIGURE: Final = "approved-by-theme-and-topic"
_COLUMNS: Final = ("theme", "approved", "grant_cents", "average_cents", "share_points")
_QUESTION: Final[Text] = {
    "nl": "Waarover gaan de projecten?",
    "en": "What are the projects about?",
}
_WHAT: Final[Text] = {
    "nl": "Goedgekeurde projecten per thema, van meest naar minst.",
    "en": "Approved projects by theme, from most to least.",
}


def _build(at: Asking, scope: Scope, language: Language) -> Shown:
    page = Page(at, scope, language)
    found = page.ask(_FIGURE)
    rows = _with_topics(found or ())
    columns = tuple(column(name, _FIGURE) for name in _COLUMNS)
    page.table(
        _FIGURE,
        None if found is None else rows,
        columns=columns,
        level=lambda row: row["level"],
        total=True,
    )
    top = [row for row in rows if row["level"] == 0]
    plain = {"nl": f"Projecten per thema: {page.period}", "en": f"By theme: {page.period}"}
    title = plain[language]
    if top and top[0]["theme"] is not None:
        title = first_of(
            sentence(
                language,
                {
                    "nl": "Van de {every} goedgekeurde projecten gaan de meeste over"
                    " {theme}: {most} ({share_points})",
                    "en": "Of the {every} approved projects most are about {theme}: {most}"
                    " ({share_points})",
                },
                every=total_of(top, "approved"),
                theme=str(page.said(top[0]["theme"], columns[0])),
                most=top[0]["approved"],
                share_points=top[0]["share_points"],
            ),
            title,
        )
    chart = bars(page, top, columns[0], columns[1], title, _WHAT)
    return page.shown("themes", _QUESTION, title, chart)


def _with_topics(rows: Sequence[Facts]) -> list[Facts]:
    """Each theme with its topics under it, from most to least; a sum of hidden cells is hidden."""
    below: dict[str | None, list[Facts]] = defaultdict(list)
    for row in rows:
        below[None if row["theme"] is None else row["theme"].split("/")[0]].append(row)
    every = total_of(rows, "approved")
    themes = []
    for theme, parts in below.items():
        approved = sum_of(part["approved"] for part in parts)
        grant = sum_of(part["grant_cents"] for part in parts)
        whole = {
            "theme": theme,
            "approved": approved,
            "grant_cents": grant,
            "average_cents": average(grant, approved),
            "share_points": share(approved, every),
            "level": 0,
        }
        alone = len(parts) == 1 and parts[0]["theme"] == theme
        themes.append([whole, *({**part, "level": 1} for part in parts if not alone)])
    themes.sort(key=lambda group: -_known(group[0]["approved"]))
    return [row for group in themes for row in group]


def _known(number: object) -> int:
    """What rows are ordered by: a hidden number tells nothing, so it comes last."""
    return number if isinstance(number, int) else -1


VIEW: Final = View("themes", {"nl": "thema", "en": "themes"}, _QUESTION, _build)
