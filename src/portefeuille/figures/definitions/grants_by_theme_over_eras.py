"""Approved projects by year and present theme, through the lists of all eras.

What no source lets us carry over stands in a row of its own, so that a year adds up to its total.
"""

from collections.abc import Sequence
from typing import Final

import ibis
from ibis.expr.types import StringValue, Table

from portefeuille import law
from portefeuille.figures.asked import Asked
from portefeuille.figures.definitions import columns as c
from portefeuille.figures.dimensions import theme_of, year_of
from portefeuille.figures.labels import NOT_CARRIED_OVER
from portefeuille.figures.values import Column, Facts, Figure, Scope
from portefeuille.law.concordance import Era, load_concordance


def _present_theme(approved: Table) -> StringValue:
    """The theme of the present list, by the list of the day of submission."""
    concordance = load_concordance()
    cases = [
        (
            (approved.submitted_on >= concordance.present) & theme_of(approved).isin(_themes()),
            theme_of(approved),
        )
    ]
    ends = [*(dated.first_day for dated in concordance.eras[1:]), concordance.present]
    for dated, end in zip(concordance.eras, ends, strict=True):
        era: Era = dated.value.value
        within = (approved.submitted_on >= dated.first_day) & (approved.submitted_on < end)
        for code, present in era.carried_over.items():
            cases.append((within & (approved.theme == code), ibis.literal(present.split("/")[0])))
    return ibis.cases(*cases, else_=NOT_CARRIED_OVER)


def _themes() -> tuple[str, ...]:
    return tuple(theme.code for theme in law.load().periods[-1].themes.themes)


def _grouped(asked: Asked) -> Table:
    approved = asked.approved
    return approved.mutate(
        year=year_of(approved).cast("string"), present_theme=_present_theme(approved)
    )


def _counts(asked: Asked) -> Table:
    approved = _grouped(asked)
    return approved.group_by("year", "present_theme").agg(
        approved=approved.count(), grant_cents=c.granted(approved)
    )


def _contributors(asked: Asked) -> Table:
    return c.contributors(_grouped(asked), "year", "present_theme")


def _finish(scope: Scope, rows: Sequence[Facts]) -> Sequence[Facts]:
    found = {(row["year"], row["present_theme"]): row for row in rows}
    none = {"approved": 0, "grant_cents": 0}
    return [
        {"year": year, "present_theme": theme, **none, **found.get((year, theme), {})}
        for year in map(str, range(scope.first_day.year, scope.last_day.year + 1))
        for theme in (*_themes(), NOT_CARRIED_OVER)
    ]


FIGURE: Final = Figure(
    "grants-by-theme-over-eras",
    {
        "nl": "Goedgekeurde projecten per jaar en huidig thema",
        "en": "Approved projects by year and present theme",
    },
    {
        "nl": f"{c.APPROVED_NL}, per jaar, met het thema van vandaag waarin hun thema overging."
        " Alleen een thema waarvan het woord in de huidige lijst staat, is over te zetten; de"
        " andere staan samen in een eigen rij, zodat een jaar optelt tot zijn totaal.",
        "en": f"{c.APPROVED_EN}, by year, with the present theme that theirs went over into. Only"
        " a theme whose word stands in the present list can be carried over; the others stand"
        " together in a row of their own, so that a year adds up to its total.",
    },
    (
        Column("year", {"nl": "Jaar", "en": "Year"}),
        Column("present_theme", {"nl": "Huidig thema", "en": "Present theme"}, words="theme"),
        c.APPROVED,
        c.GRANT,
    ),
    _counts,
    _finish,
    (
        c.SELF_CHOSEN,
        {
            "nl": "Geen bron zegt hoe de lijsten van 2016, 2019 en 2023 in elkaar overgaan; een"
            " sprong tussen twee lijsten zegt niets over de vraag naar een thema.",
            "en": "No source says how the lists of 2016, 2019 and 2023 go over into each other; a"
            " leap between two lists says nothing of the demand for a theme.",
        },
    ),
    _contributors,
)
