"""Who uses it for the first time, and who came back: enterprises by year of submission.

First is an enterprise whose first approved application that is known at all lies in the year.
"""

from collections.abc import Sequence
from typing import Final

import ibis
from ibis.expr.types import Table

from portefeuille.figures.asked import Asked
from portefeuille.figures.definitions import columns as c
from portefeuille.figures.dimensions import year_of
from portefeuille.figures.rounding import share
from portefeuille.figures.values import Column, Facts, Figure, Scope

FIRST: Final = "first"
REPEAT: Final = "repeat"


def _users(asked: Asked) -> Table:
    """One row for each enterprise and year of the scope, and which of the two it was."""
    ever = asked.decided.filter(asked.decided.outcome == "approved")
    began = ever.group_by(holder=ever.enterprise_id).agg(first_year=year_of(ever).min())
    approved = asked.approved
    users = approved.select("enterprise_id", year=year_of(approved)).distinct()
    both = users.join(began, users.enterprise_id == began.holder)
    came = ibis.ifelse(both.first_year == both.year, FIRST, REPEAT)
    return both.select("enterprise_id", year=both.year.cast("string"), use=came)


def _counts(asked: Asked) -> Table:
    users = _users(asked)
    return users.group_by("year", "use").agg(enterprises=users.count())


def _contributors(asked: Asked) -> Table:
    return c.contributors(_users(asked), "year", "use")


def _finish(_scope: Scope, rows: Sequence[Facts]) -> Sequence[Facts]:
    """Both of every year in which there is one."""
    found = {(row["year"], row["use"]): row["enterprises"] for row in rows}
    told = []
    for year in sorted({year for year, _ in found}):
        numbers = {use: found.get((year, use), 0) for use in (FIRST, REPEAT)}
        every = sum(numbers.values())
        for use, number in numbers.items():
            row = {"year": year, "use": use, "enterprises": number}
            told.append({**row, "share_points": share(number, every)})
    return told


FIGURE: Final = Figure(
    "first-time-and-repeat",
    {
        "nl": "Ondernemingen die voor het eerst kwamen, en die terugkwamen",
        "en": "Enterprises that came for the first time, and that came back",
    },
    {
        "nl": "Ondernemingen met minstens één aanvraag van het jaar die op de peildag was"
        " goedgekeurd, elk één keer per jaar geteld. Voor het eerst: haar eerste goedgekeurde"
        " aanvraag die hier bekend is, is van dat jaar. Filters gelden ook voor wat vroeger was.",
        "en": "Enterprises with at least one application of the year approved on the as-of day,"
        " each counted once a year. For the first time: its first approved application that is"
        " known here is of that year. Filters hold for what was before too.",
    },
    (
        Column("year", {"nl": "Jaar", "en": "Year"}),
        Column("use", {"nl": "Gebruik", "en": "Use"}, words="use"),
        c.ENTERPRISES_ONCE,
        c.SHARE,
    ),
    _counts,
    _finish,
    (
        {
            "nl": "Wat niet is opgeslagen, is niet bekend: in het eerste jaar dat hier staat, komt"
            " iedereen voor het eerst, en over een jaar dat ontbreekt, is niets geweten.",
            "en": "What is not stored is not known: in the first year that stands here everybody"
            " comes for the first time, and of a year that is missing nothing is known.",
        },
    ),
    _contributors,
)
