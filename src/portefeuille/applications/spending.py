"""What a year has committed and paid of its budget, what is left, and when it runs out."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from random import Random

from django.db import connection

from portefeuille.budget.queries import Left, left_of
from portefeuille.core.budget import WHOLE, BudgetLaw
from portefeuille.core.forecast import EARLIER, SEED, WEEKS, Forecast, forecast_of_year
from portefeuille.core.law import Provision, Text
from portefeuille.core.money import Cents


@dataclass(frozen=True, slots=True)
class Spending:
    """The whole budget of a year, or an earmarked part of it, in cents.

    `name` is None for the whole. `envelope` is None where none is set; `published` is what the
    published figures say of the year. `forecast` is None where nothing is set, the year is not
    the one of today, or too little is known.
    """

    part: str
    name: Text | None
    envelope: Left | None
    published: Provision | None
    committed: Cents
    paid: Cents
    forecast: Forecast | None


def spending_of(year: int, law: BudgetLaw, today: date) -> list[Spending]:
    """The whole and every part of it, as they stand now."""
    envelopes = left_of(year)
    parts = dict.fromkeys((WHOLE, *law.parts, *envelopes))
    return [_spending(year, part, envelopes.get(part), law, today) for part in parts]


def _spending(year: int, part: str, envelope: Left | None, law: BudgetLaw, today: date) -> Spending:
    known = law.parts.get(part)
    themes = None if part == WHOLE else _themes(year, part, law)
    return Spending(
        part=part,
        name=known.name if known else None if part == WHOLE else {"nl": part, "en": part},
        envelope=envelope,
        published=law.published(year, part) if part == WHOLE or known else None,
        committed=envelope.committed if envelope else _committed(year, themes),
        paid=_number("paid", year, themes),
        forecast=_forecast(envelope, themes, today) if envelope and year == today.year else None,
    )


def _themes(year: int, part: str, law: BudgetLaw) -> list[str]:
    """Of the part in that year, and under the names they had before: for earlier years."""
    if part not in law.parts:
        return []
    of_years = (law.themes(one, part) for one in range(year - EARLIER, year + 1))
    return list(dict.fromkeys(theme for themes in of_years for theme in themes))


def _forecast(envelope: Left, themes: list[str] | None, today: date) -> Forecast | None:
    weeks = _weeks(_years_until(envelope.year), themes)
    draw = Random(SEED).randrange  # noqa: S311 - chance to draw futures with, not a secret
    return forecast_of_year(envelope.left, today, weeks, draw)


def _years_until(year: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT year FROM wallet_wallet WHERE year <= %s ORDER BY year", [year]
        )
        return [found for (found,) in cursor.fetchall()][-EARLIER - 1 :]


def _weeks(years: list[int], themes: list[str] | None) -> dict[int, list[Cents]]:
    """What was committed in each week of each of these years, in order."""
    found = {year: [0] * WEEKS for year in years}
    with connection.cursor() as cursor:
        cursor.execute(_sql("commitments"), {"years": years, "themes": themes})
        for year, week, committed in cursor.fetchall():
            found[year][week] = committed
    return found


def _committed(year: int, themes: list[str] | None) -> Cents:
    with connection.cursor() as cursor:
        cursor.execute("SELECT applications_committed(%s, %s)", [year, themes])
        return int(cursor.fetchone()[0])


def _number(name: str, year: int, themes: list[str] | None) -> Cents:
    with connection.cursor() as cursor:
        cursor.execute(_sql(name), {"year": year, "themes": themes})
        return int(cursor.fetchone()[0])


@cache
def _sql(name: str) -> str:
    return files("portefeuille.applications").joinpath(f"sql/{name}.sql").read_text("utf-8")
