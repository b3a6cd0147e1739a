"""Approved projects by theme and service, in the order of the law's list, with their average."""

from collections.abc import Sequence
from typing import Final

from ibis.expr.types import Table

from portefeuille.figures.asked import Asked
from portefeuille.figures.definitions import columns as c
from portefeuille.figures.labels import place_of_theme
from portefeuille.figures.rounding import average
from portefeuille.figures.values import Facts, Figure, Scope


def _counts(asked: Asked) -> Table:
    approved = asked.approved
    return approved.group_by("theme", "service").agg(
        approved=approved.count(), grant_cents=c.granted(approved)
    )


def _contributors(asked: Asked) -> Table:
    return c.contributors(asked.approved, "theme", "service")


def _finish(scope: Scope, rows: Sequence[Facts]) -> Sequence[Facts]:
    whole = [{**row, "average_cents": average(row["grant_cents"], row["approved"])} for row in rows]
    return sorted(whole, key=lambda row: (place_of_theme(row["theme"], scope), row["service"]))


FIGURE: Final = Figure(
    "grants-by-service-and-theme",
    {
        "nl": "Goedgekeurde projecten per thema en dienst",
        "en": "Approved projects by theme and service",
    },
    {
        "nl": f"{c.APPROVED_NL}, per thema en dienst; het gemiddelde is per project, afgerond"
        " op de cent.",
        "en": f"{c.APPROVED_EN}, by theme and service; the average is that of a project,"
        " rounded to the cent.",
    },
    (c.THEME, c.SERVICE, c.APPROVED, c.GRANT, c.AVERAGE),
    _counts,
    _finish,
    (c.SELF_CHOSEN,),
    _contributors,
)
