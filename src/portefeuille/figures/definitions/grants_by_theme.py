"""Approved projects by theme, from most to least; equals in the order of the law's list."""

from collections.abc import Sequence
from typing import Final

from ibis.expr.types import Table

from portefeuille.figures.asked import Asked
from portefeuille.figures.definitions import columns as c
from portefeuille.figures.labels import place_of_theme
from portefeuille.figures.values import Facts, Figure, Scope


def _counts(asked: Asked) -> Table:
    approved = asked.approved
    return approved.group_by("theme").agg(
        approved=approved.count(), grant_cents=c.granted(approved)
    )


def _contributors(asked: Asked) -> Table:
    return c.contributors(asked.approved, "theme")


def _finish(scope: Scope, rows: Sequence[Facts]) -> Sequence[Facts]:
    return sorted(rows, key=lambda row: (-row["approved"], place_of_theme(row["theme"], scope)))


FIGURE: Final = Figure(
    "grants-by-theme",
    {"nl": "Goedgekeurde projecten per thema", "en": "Approved projects by theme"},
    {"nl": f"{c.APPROVED_NL}, per thema.", "en": f"{c.APPROVED_EN}, by theme."},
    (c.THEME, c.APPROVED, c.GRANT),
    _counts,
    _finish,
    (c.SELF_CHOSEN,),
    _contributors,
)
