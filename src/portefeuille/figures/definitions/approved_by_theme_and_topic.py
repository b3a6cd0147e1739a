"""Approved projects by the theme or topic that was chosen, from most to least."""

from typing import Any, Final

from portefeuille.figures.definitions import columns as c
from portefeuille.figures.definitions.by_one import by_one
from portefeuille.figures.labels import place_of_theme
from portefeuille.figures.values import Facts, Scope


def _order(row: Facts, code: str, scope: Scope) -> Any:
    return (-row["approved"], place_of_theme(row[code], scope))


FIGURE: Final = by_one(
    "approved-by-theme-and-topic",
    {
        "nl": "Goedgekeurde projecten per thema en subthema",
        "en": "Approved projects by theme and topic",
    },
    {"nl": "per thema of subthema", "en": "by theme or topic"},
    c.THEME,
    (c.SELF_CHOSEN,),
    order=_order,
)
