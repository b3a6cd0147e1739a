"""Applications and subsidy by month of submission and service: every month, also an empty one."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from dateutil.rrule import MONTHLY, rrule
from ibis.expr.types import Table

from portefeuille.figures.asked import Asked
from portefeuille.figures.definitions import columns as c
from portefeuille.figures.dimensions import month_of
from portefeuille.figures.labels import services_of
from portefeuille.figures.values import Column, Facts, Figure, Scope


def _counts(asked: Asked) -> Table:
    counted = asked.counted.mutate(month=month_of(asked.counted))
    approved = counted.outcome == "approved"
    return counted.group_by("month", "service").agg(
        applications=counted.count(),
        approved=counted.count(where=approved),
        granted_cents=counted.grant_cents.sum(where=approved).cast("int64"),
        granted_to=counted.grant_cents.count(where=approved),
    )


def _contributors(asked: Asked) -> Table:
    return c.contributors(asked.counted.mutate(month=month_of(asked.counted)), "month", "service")


def _finish(scope: Scope, rows: Sequence[Facts]) -> Sequence[Facts]:
    found = {(row["month"], row["service"]): row for row in rows}
    return [
        _told(month, service, found.get((month, service)))
        for month in _months(scope)
        for service in services_of(scope)
    ]


def _months(scope: Scope) -> list[date]:
    days = rrule(MONTHLY, dtstart=scope.first_day.replace(day=1), until=scope.last_day)
    return [day.date() for day in days]


def _told(month: date, service: str, row: Facts | None) -> Facts:
    row = row or {"applications": 0, "approved": 0, "granted_cents": 0, "granted_to": 0}
    known = row["granted_to"] == row["approved"]
    return {
        "month": month,
        "service": service,
        "applications": row["applications"],
        "approved": row["approved"],
        "grant_cents": (row["granted_cents"] or 0) if known else None,
    }


FIGURE: Final = Figure(
    "by-month-and-service",
    {
        "nl": "Aanvragen en subsidie per maand en dienst",
        "en": "Applications and subsidy by month and service",
    },
    {
        "nl": "Aanvragen naar de maand van indiening, met hun dienst; goedgekeurd en toegekend"
        " volgens de beslissing zoals bekend op de peildag. Elke maand van de periode staat er.",
        "en": "Applications by the month of submission and their service; approved and granted by"
        " the decision as known on the as-of day. Every month of the period is there.",
    },
    (
        c.MONTH,
        c.SERVICE,
        Column("applications", {"nl": "Aanvragen", "en": "Applications"}, "count", adds_up=True),
        Column("approved", {"nl": "Goedgekeurd", "en": "Approved"}, "count", adds_up=True),
        c.GRANT,
    ),
    _counts,
    _finish,
    (c.EARLIER,),
    _contributors,
)
