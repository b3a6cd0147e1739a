"""`portefeuille budget`: what is left of the budget of a year, and when it runs out."""

from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import click

from portefeuille.commands.environment import with_loaded_database
from portefeuille.commands.everywhere import Command, print_either
from portefeuille.commands.explaining import lang_option
from portefeuille.core.law import Language
from portefeuille.core.money import format_euro, format_share
from portefeuille.core.periods import legal_day
from portefeuille.core.show import show_euro

if TYPE_CHECKING:
    from portefeuille.applications.queries import Spending
    from portefeuille.core.forecast import Forecast

_SAID = {
    "nl": {
        "whole": "Budget van {year}",
        "part": "Waarvan {name}",
        "none": "niet ingesteld",
        "envelope": "enveloppe",
        "committed": "vastgelegd",
        "paid": "betaald",
        "left": "over",
        "runs_out": "op",
        "not": "niet dit jaar",
        "between": "{middle} (8 kansen op 10 tussen {early} en {late})",
    },
    "en": {
        "whole": "Budget of {year}",
        "part": "Of which {name}",
        "none": "not set",
        "envelope": "envelope",
        "committed": "committed",
        "paid": "paid",
        "left": "left",
        "runs_out": "runs out",
        "not": "not this year",
        "between": "{middle} (8 chances in 10 between {early} and {late})",
    },
}


@click.command("budget", cls=Command)
@click.option("--year", type=click.IntRange(2016, 2099), metavar="YEAR", help="Else this year.")
@lang_option
def command(year: int | None, lang: Language) -> None:
    """Print the envelope of a year, what is committed, paid and left of it, and the forecast.

    The forecast is drawn anew each time with the same seed: the same books on the same day give
    the same days.
    """
    with_loaded_database()
    from portefeuille.applications.queries import spending_of
    from portefeuille.law.budget import load_budget

    today = legal_day(datetime.now(UTC))
    of_year = year or today.year
    found = spending_of(of_year, load_budget(), today)
    text = "\n".join(_lines(one, of_year, lang) for one in found)
    print_either(text, {"year": of_year, "budget": [_document(one) for one in found]})


def _lines(one: "Spending", year: int, lang: Language) -> str:
    said = _SAID[lang]
    title = said["part"].format(name=one.name[lang]) if one.name else said["whole"]
    rows = [
        (said["envelope"], show_euro(one.envelope.amount) if one.envelope else said["none"]),
        (said["committed"], show_euro(one.committed)),
        (said["paid"], show_euro(one.paid)),
    ]
    if one.envelope:
        rows.append((said["left"], show_euro(one.envelope.left)))
    if one.forecast:
        rows.append((said["runs_out"], _days(one.forecast, said)))
    width = max(len(name) for name, _ in rows)
    lines = [f"  {name:<{width}}  {value}" for name, value in rows]
    return "\n".join([title.format(year=year), *lines])


def _days(found: "Forecast", said: dict[str, str]) -> str:
    days = {"early": found.early, "middle": found.middle, "late": found.late}
    if found.early is None:
        return said["not"]
    told = {name: str(day) if day else said["not"] for name, day in days.items()}
    return said["between"].format(**told)


def _document(one: "Spending") -> dict[str, Any]:
    return {
        "part": one.part or None,
        "envelope": format_euro(one.envelope.amount) if one.envelope else None,
        "when_exhausted": one.envelope.when_exhausted if one.envelope else None,
        "committed": format_euro(one.committed),
        "paid": format_euro(one.paid),
        "left": format_euro(one.envelope.left) if one.envelope else None,
        "forecast": _forecast(one.forecast) if one.forecast else None,
    }


def _forecast(found: "Forecast") -> dict[str, date | str | None]:
    return {
        **asdict(found),
        "runs_out": format_share(found.runs_out),
        "left": format_euro(found.left),
    }
