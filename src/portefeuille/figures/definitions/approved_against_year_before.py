"""Approved projects beside the same days of a year before, by service: both services."""

from collections.abc import Sequence
from typing import Final

from dateutil.relativedelta import relativedelta
from ibis.expr.types import Table

from portefeuille.figures.asked import Asked
from portefeuille.figures.definitions import columns as c
from portefeuille.figures.labels import services_of
from portefeuille.figures.values import Column, Facts, Figure, Scope

_YEAR: Final = relativedelta(years=1)


def _counts(asked: Asked) -> Table:
    """Both periods in one pass: the same days of a year before lie outside `counted`."""
    approved = asked.decided.filter(asked.decided.outcome == "approved")
    both = approved.mutate(
        now=asked.submitted_within(approved),
        before=approved.submitted_on.between(
            asked.scope.first_day - _YEAR, asked.scope.last_day - _YEAR
        ),
    )
    either = both.filter(both.now | both.before)
    return either.group_by("service").agg(
        approved=either.count(where=either.now),
        approved_year_before=either.count(where=either.before),
    )


def _finish(scope: Scope, rows: Sequence[Facts]) -> Sequence[Facts]:
    found = {row["service"]: row for row in rows}
    none = {"approved": 0, "approved_year_before": 0}
    both = [{"service": name, **none, **found.get(name, {})} for name in services_of(scope)]
    return [{**row, "more": row["approved"] - row["approved_year_before"]} for row in both]


FIGURE: Final = Figure(
    "approved-against-year-before",
    {
        "nl": "Goedgekeurde projecten tegenover dezelfde periode een jaar eerder",
        "en": "Approved projects against the same period a year before",
    },
    {
        "nl": f"{c.APPROVED_NL}, per dienst; daarnaast dezelfde dagen van een jaar eerder.",
        "en": f"{c.APPROVED_EN}, by service; beside them the same days of a year before.",
    },
    (
        c.SERVICE,
        c.APPROVED,
        Column(
            "approved_year_before",
            {"nl": "Een jaar eerder", "en": "A year before"},
            "count",
            adds_up=True,
        ),
        Column("more", {"nl": "Méér", "en": "More"}, "count", adds_up=True),
    ),
    _counts,
    _finish,
    (c.EARLIER,),
)
