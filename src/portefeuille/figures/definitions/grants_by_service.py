"""Approved projects by service: both, also where nothing was approved."""

from collections.abc import Sequence
from typing import Final

from ibis.expr.types import Table

from portefeuille.figures.asked import Asked
from portefeuille.figures.definitions import columns as c
from portefeuille.figures.labels import services_of
from portefeuille.figures.values import Facts, Figure, Scope


def _counts(asked: Asked) -> Table:
    approved = asked.approved
    return approved.group_by("service").agg(
        approved=approved.count(), grant_cents=c.granted(approved)
    )


def _contributors(asked: Asked) -> Table:
    return c.contributors(asked.approved, "service")


def _finish(scope: Scope, rows: Sequence[Facts]) -> Sequence[Facts]:
    found = {row["service"]: row for row in rows}
    none = {"approved": 0, "grant_cents": 0}
    return [{"service": name, **none, **found.get(name, {})} for name in services_of(scope)]


FIGURE: Final = Figure(
    "grants-by-service",
    {"nl": "Goedgekeurde projecten per dienst", "en": "Approved projects by service"},
    {"nl": f"{c.APPROVED_NL}, per dienst.", "en": f"{c.APPROVED_EN}, by service."},
    (c.SERVICE, c.APPROVED, c.GRANT),
    _counts,
    _finish,
    (c.EARLIER,),
    _contributors,
)
