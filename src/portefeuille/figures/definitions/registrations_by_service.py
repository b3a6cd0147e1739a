"""Registrations of providers: how many stood, began and ended, by service.

Registrations are public and are of providers, not of who applies: nothing in them is hidden.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final

import ibis
from ibis.expr.types import Table

from portefeuille.figures.asked import Asked
from portefeuille.figures.definitions import columns as c
from portefeuille.figures.labels import services_of
from portefeuille.figures.relations import relation
from portefeuille.figures.values import NOBODY, Column, Facts, Figure, Scope

_NEVER: Final = date(9999, 12, 31)


def _numbers(asked: Asked) -> Table:
    """Every number with its first day and the day before which it ends, over all its periods."""
    period, scope = relation("registration"), asked.scope
    if scope.service is not None:
        period = period.filter(period.service == scope.service)
    ends = period.ends_before.fill_null(ibis.literal(_NEVER))
    stood = (period.first_day <= scope.last_day) & (ends > scope.last_day)
    return period.group_by("service", "number").agg(
        first_day=period.first_day.min(), ends_before=ends.max(), stood=period.count(where=stood)
    )


def _counts(asked: Asked) -> Table:
    number, scope = _numbers(asked), asked.scope
    began = number.first_day.between(scope.first_day, scope.last_day)
    ended = (number.ends_before > scope.first_day) & (number.ends_before <= scope.last_day)
    return number.group_by("service").agg(
        stood=number.count(where=number.stood > 0),
        began=number.count(where=began),
        ended=number.count(where=ended),
    )


def _finish(scope: Scope, rows: Sequence[Facts]) -> Sequence[Facts]:
    found = {row["service"]: row for row in rows}
    none = {"stood": 0, "began": 0, "ended": 0}
    return [{"service": name, **none, **found.get(name, {})} for name in services_of(scope)]


FIGURE: Final = Figure(
    "registrations-by-service",
    {"nl": "Registraties van dienstverleners", "en": "Registrations of providers"},
    {
        "nl": "Registratienummers per dienst: geldig op de laatste dag van de periode, voor het"
        " eerst geldig in de periode, en niet langer geldig sinds een dag van de periode. Een"
        " verlenging is geen begin en geen einde.",
        "en": "Registration numbers by service: valid on the last day of the period, valid for the"
        " first time in the period, and no longer valid since a day of the period. A renewal is"
        " neither a beginning nor an end.",
    },
    (
        c.SERVICE,
        Column("stood", {"nl": "Geldig", "en": "Valid"}, "count", adds_up=True),
        Column("began", {"nl": "Begonnen", "en": "Began"}, "count", adds_up=True),
        Column("ended", {"nl": "Geëindigd", "en": "Ended"}, "count", adds_up=True),
    ),
    _counts,
    _finish,
    (
        {
            "nl": "Van registraties is niet bewaard wat op een vroegere peildag bekend was: het"
            " zijn die van vandaag.",
            "en": "What was known of registrations on an earlier as-of day is not kept: these are"
            " those of today.",
        },
    ),
    NOBODY,
)
