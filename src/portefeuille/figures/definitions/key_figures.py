"""The key figures of a period in one row: asked, approved, for whom, granted and paid."""

from collections.abc import Sequence
from typing import Final

from ibis.expr.types import Table

from portefeuille.figures.asked import Asked
from portefeuille.figures.definitions import columns as c
from portefeuille.figures.definitions.life import lives, untold
from portefeuille.figures.rounding import average
from portefeuille.figures.values import Column, Facts, Figure, Scope


def _counts(asked: Asked) -> Table:
    life = lives(asked)
    approved = life.outcome == "approved"
    granted = life.grant_cents
    return life.agg(
        applications=life.count(),
        approved=life.count(where=approved),
        enterprises=life.enterprise_id.nunique(where=approved),
        cost_cents=life.cost_cents.sum(where=approved).cast("int64"),
        granted_cents=granted.sum(where=approved).cast("int64"),
        granted_to=granted.count(where=approved),
        paid_cents=life.paid_cents.sum().cast("int64"),
        untold=life.count(where=untold(life)),
    )


def _contributors(asked: Asked) -> Table:
    return asked.counted.agg(contributors=asked.counted.enterprise_id.nunique())


def _finish(_scope: Scope, rows: Sequence[Facts]) -> Sequence[Facts]:
    (row,) = rows
    grant = (row["granted_cents"] or 0) if row["granted_to"] == row["approved"] else None
    return [
        {
            "applications": row["applications"],
            "approved": row["approved"],
            "enterprises": row["enterprises"],
            "cost_cents": row["cost_cents"] or 0,
            "grant_cents": grant,
            "paid_cents": None if row["untold"] else row["paid_cents"] or 0,
            "average_cents": average(grant, row["approved"]),
        }
    ]


FIGURE: Final = Figure(
    "key-figures",
    {"nl": "Kerncijfers", "en": "Key figures"},
    {
        "nl": "Aanvragen naar de dag van indiening, met de beslissing zoals bekend op de peildag."
        " Ondernemingen, projectbedrag (zonder btw), subsidie en gemiddelde zijn die van de"
        " goedgekeurde aanvragen; een onderneming telt één keer. Uitbetaald is de subsidie die"
        " naar de dienstverlener ging en niet terugkwam.",
        "en": "Applications by the day on which they were submitted, with the decision as known"
        " on the as-of day. Enterprises, project amount (without VAT), subsidy and average are"
        " those of approved applications; an enterprise counts once. Paid is the subsidy that"
        " went to the provider and did not come back.",
    },
    (
        Column("applications", {"nl": "Aanvragen", "en": "Applications"}, "count"),
        Column("approved", {"nl": "Goedgekeurde projecten", "en": "Approved projects"}, "count"),
        Column("enterprises", {"nl": "Ondernemingen", "en": "Enterprises"}, "count"),
        Column("cost_cents", {"nl": "Projectbedrag (€)", "en": "Project amount (€)"}, "amount"),
        Column(
            "grant_cents", {"nl": "Toegekende subsidie (€)", "en": "Subsidy granted (€)"}, "amount"
        ),
        Column("paid_cents", {"nl": "Uitbetaalde subsidie (€)", "en": "Paid out (€)"}, "amount"),
        c.AVERAGE,
    ),
    _counts,
    _finish,
    (c.EARLIER, c.NOT_FOLLOWED),
    _contributors,
)
