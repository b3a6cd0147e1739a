"""Training and advice side by side: asked, approved, for whom, granted, and the average."""

from collections.abc import Sequence
from typing import Final

from ibis.expr.types import Table

from portefeuille.figures.asked import Asked
from portefeuille.figures.definitions import columns as c
from portefeuille.figures.labels import services_of
from portefeuille.figures.rounding import average
from portefeuille.figures.values import Column, Facts, Figure, Scope


def _counts(asked: Asked) -> Table:
    counted = asked.counted
    approved = counted.outcome == "approved"
    return counted.group_by("service").agg(
        applications=counted.count(),
        approved=counted.count(where=approved),
        enterprises=counted.enterprise_id.nunique(where=approved),
        cost_cents=counted.cost_cents.sum(where=approved).cast("int64"),
        granted_cents=counted.grant_cents.sum(where=approved).cast("int64"),
        granted_to=counted.grant_cents.count(where=approved),
    )


def _contributors(asked: Asked) -> Table:
    return c.contributors(asked.counted, "service")


_NONE: Final[Facts] = {
    "applications": 0,
    "approved": 0,
    "enterprises": 0,
    "cost_cents": 0,
    "granted_cents": 0,
    "granted_to": 0,
}


def _finish(scope: Scope, rows: Sequence[Facts]) -> Sequence[Facts]:
    found = {row["service"]: row for row in rows}
    return [_told(service, found.get(service, _NONE)) for service in services_of(scope)]


def _told(service: str, row: Facts) -> Facts:
    grant = (row["granted_cents"] or 0) if row["granted_to"] == row["approved"] else None
    return {
        "service": service,
        "applications": row["applications"],
        "approved": row["approved"],
        "enterprises": row["enterprises"],
        "cost_cents": row["cost_cents"] or 0,
        "grant_cents": grant,
        "average_cents": average(grant, row["approved"]),
    }


FIGURE: Final = Figure(
    "services-side-by-side",
    {"nl": "Opleiding en advies naast elkaar", "en": "Training and advice side by side"},
    {
        "nl": "Aanvragen naar de dag van indiening, per dienst, met de beslissing zoals bekend op"
        " de peildag. Ondernemingen (één keer per dienst), projectbedrag (zonder btw), subsidie"
        " en gemiddelde zijn die van de goedgekeurde aanvragen.",
        "en": "Applications by the day on which they were submitted, by service, with the decision"
        " as known on the as-of day. Enterprises (once a service), project amount (without VAT),"
        " subsidy and average are those of approved applications.",
    },
    (
        c.SERVICE,
        Column("applications", {"nl": "Aanvragen", "en": "Applications"}, "count", adds_up=True),
        Column("approved", {"nl": "Goedgekeurd", "en": "Approved"}, "count", adds_up=True),
        c.ENTERPRISES_ONCE,
        Column(
            "cost_cents",
            {"nl": "Projectbedrag (€)", "en": "Project amount (€)"},
            "amount",
            adds_up=True,
        ),
        c.GRANT,
        c.AVERAGE,
    ),
    _counts,
    _finish,
    (c.EARLIER,),
    _contributors,
)
