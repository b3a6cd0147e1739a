"""Approved projects by month of submission and service; months without any are left out."""

from typing import Final

from ibis.expr.types import Table

from portefeuille.figures.asked import Asked
from portefeuille.figures.definitions import columns as c
from portefeuille.figures.dimensions import month_of
from portefeuille.figures.values import Figure


def _counts(asked: Asked) -> Table:
    approved = asked.approved
    by_month = approved.group_by(month=month_of(approved), service=approved.service)
    counts = by_month.agg(approved=approved.count(), grant_cents=c.granted(approved))
    return counts.order_by("month", "service")


def _contributors(asked: Asked) -> Table:
    approved = asked.approved
    return c.contributors(approved.mutate(month=month_of(approved)), "month", "service")


FIGURE: Final = Figure(
    "grants-by-month",
    {
        "nl": "Goedgekeurde projecten per maand van indiening",
        "en": "Approved projects by month of submission",
    },
    {
        "nl": f"{c.APPROVED_NL}, per maand en dienst; maanden zonder goedgekeurd project"
        " ontbreken.",
        "en": f"{c.APPROVED_EN}, by month and service; months without an approved project are"
        " left out.",
    },
    (c.MONTH, c.SERVICE, c.APPROVED, c.GRANT),
    _counts,
    contributors=_contributors,
)
