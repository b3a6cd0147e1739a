"""What was committed on each day, of the years of the scope and three before: for the forecast.

Commitments that a later year brought are left out. Days of one enterprise would tell of it, so
this is for the office alone.
"""

from collections.abc import Sequence
from typing import Final

from ibis.expr.types import Table

from portefeuille.core.forecast import EARLIER
from portefeuille.figures.asked import Asked
from portefeuille.figures.definitions.commitments import commitments
from portefeuille.figures.values import Column, Facts, Figure, Scope


def _counts(asked: Asked) -> Table:
    scope = asked.scope
    taken = commitments(asked, scope.first_day.year - EARLIER, scope.last_day.year)
    within = taken.filter(taken.held_on.year() == taken.year)
    return within.group_by(day="held_on").agg(
        committed_cents=within.amount_cents.sum().cast("int64")
    )


def _finish(_scope: Scope, rows: Sequence[Facts]) -> Sequence[Facts]:
    return sorted(
        (
            {"day": row["day"].isoformat(), "committed_cents": row["committed_cents"]}
            for row in rows
        ),
        key=lambda row: str(row["day"]),
    )


FIGURE: Final = Figure(
    "commitments-by-day",
    {"nl": "Vastgelegd per dag", "en": "Committed by day"},
    {
        "nl": "Wat op elke dag netto werd vastgelegd op de begroting van dat jaar, voor de jaren"
        " van de periode en de drie jaren ervoor, zoals bekend op de peildag; zonder filters.",
        "en": "What was committed net on each day on the budget of that year, for the years of the"
        " period and the three before, as known on the as-of day; without filters.",
    },
    (
        Column("day", {"nl": "Dag", "en": "Day"}),
        Column("committed_cents", {"nl": "Vastgelegd (€)", "en": "Committed (€)"}, "amount"),
    ),
    _counts,
    _finish,
)
