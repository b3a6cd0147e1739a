"""Applications by the outcome of their decision: every outcome, also one that did not occur."""

from collections.abc import Sequence
from typing import Final

from ibis.expr.types import Table

from portefeuille.figures.asked import Asked
from portefeuille.figures.definitions import columns as c
from portefeuille.figures.values import Column, Facts, Figure, Scope

OUTCOMES: Final = ("approved", "inadmissible", "refused")


def _counts(asked: Asked) -> Table:
    counted = asked.counted
    return counted.group_by("outcome").agg(
        applications=counted.count(), grant_cents=c.granted(counted)
    )


def _contributors(asked: Asked) -> Table:
    return c.contributors(asked.counted, "outcome")


def _finish(_scope: Scope, rows: Sequence[Facts]) -> Sequence[Facts]:
    found = {row["outcome"]: row for row in rows}
    none = {"applications": 0, "grant_cents": 0}
    return [{"outcome": name, **none, **found.get(name, {})} for name in OUTCOMES]


FIGURE: Final = Figure(
    "applications-by-outcome",
    {"nl": "Ingediende aanvragen per uitkomst", "en": "Applications submitted by outcome"},
    {
        "nl": "Alle ingediende aanvragen waarvan op de peildag een beslissing bekend was, naar"
        " de uitkomst van die beslissing: niet-ontvankelijk waar een vormvereiste niet is"
        " vervuld, geweigerd waar de inhoud niet in aanmerking komt.",
        "en": "All applications of which a decision was known on the as-of day, by the outcome"
        " of that decision: inadmissible where a formal condition fails, refused where the"
        " content is not supported.",
    },
    (
        c.OUTCOME,
        Column(
            "applications", {"nl": "Aantal aanvragen", "en": "Applications"}, "count", adds_up=True
        ),
        c.GRANT,
    ),
    _counts,
    _finish,
    (c.EARLIER,),
    _contributors,
)
