"""The registrations under which most projects were approved, with how often they were refused."""

from collections.abc import Sequence
from typing import Final

import ibis
from ibis.expr.types import Table

from portefeuille.figures.asked import Asked
from portefeuille.figures.definitions import columns as c
from portefeuille.figures.rounding import share
from portefeuille.figures.values import Column, Facts, Figure, Scope

MOST: Final = 25


def _known(asked: Asked) -> Table:
    return asked.counted.filter(asked.counted.registration.notnull())


def _counts(asked: Asked) -> Table:
    counted = _known(asked)
    approved = counted.outcome == "approved"
    found = counted.group_by("registration").agg(
        applications=counted.count(),
        approved=counted.count(where=approved),
        granted_cents=counted.grant_cents.sum(where=approved).cast("int64"),
        granted_to=counted.grant_cents.count(where=approved),
    )
    return found.order_by(ibis.desc("approved"), "registration").limit(MOST)


def _contributors(asked: Asked) -> Table:
    return c.contributors(_known(asked), "registration")


def _finish(_scope: Scope, rows: Sequence[Facts]) -> Sequence[Facts]:
    whole = [
        {
            "registration": row["registration"],
            "applications": row["applications"],
            "approved": row["approved"],
            "grant_cents": (row["granted_cents"] or 0)
            if row["granted_to"] == row["approved"]
            else None,
            "refused_points": share(row["applications"] - row["approved"], row["applications"]),
        }
        for row in rows
    ]
    return sorted(whole, key=lambda row: (-row["approved"], row["registration"]))


FIGURE: Final = Figure(
    "top-providers",
    {
        "nl": "Dienstverleners met de meeste goedgekeurde projecten",
        "en": "Providers with most approved projects",
    },
    {
        "nl": "De vijfentwintig registratienummers waaronder de meeste aanvragen van de periode"
        " zijn goedgekeurd, volgens de beslissing zoals bekend op de peildag. Geweigerd is het"
        " deel van hun aanvragen dat is geweigerd of niet ontvankelijk was.",
        "en": "The twenty-five registration numbers under which most applications of the period"
        " were approved, by the decision as known on the as-of day. Refused is the share of"
        " their applications that was refused or inadmissible.",
    },
    (
        Column("registration", {"nl": "Registratienummer", "en": "Registration number"}),
        Column("applications", {"nl": "Aanvragen", "en": "Applications"}, "count"),
        Column("approved", {"nl": "Goedgekeurd", "en": "Approved"}, "count"),
        Column(
            "grant_cents", {"nl": "Toegekende subsidie (€)", "en": "Subsidy granted (€)"}, "amount"
        ),
        Column("refused_points", {"nl": "Geweigerd", "en": "Refused"}, "share"),
    ),
    _counts,
    _finish,
    (
        {
            "nl": "Een dienstverlener met twee registratienummers (opleiding en advies) staat er"
            " twee keer.",
            "en": "A provider with two registration numbers (training and advice) is there twice.",
        },
    ),
    _contributors,
)
