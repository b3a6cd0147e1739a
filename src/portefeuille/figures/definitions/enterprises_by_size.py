"""Enterprises with an approved application, once each, by size, and how far they went.

An enterprise has the size and the ceiling of its last approved application of the period that has
a size. The average is half up to the cent, the share half up to the tenth of a per cent.
"""

from collections.abc import Sequence
from typing import Final

from ibis.expr.types import Table

from portefeuille.core.facts import SIZES
from portefeuille.figures.asked import Asked
from portefeuille.figures.definitions import columns as c
from portefeuille.figures.definitions.holders import holders
from portefeuille.figures.rounding import average, share_used
from portefeuille.figures.values import Column, Facts, Figure, Scope


def _counts(asked: Asked) -> Table:
    each = holders(asked)
    return each.group_by("size", "ceiling_cents").agg(
        enterprises=each.count(), grant_cents=c.granted(each)
    )


def _contributors(asked: Asked) -> Table:
    return c.contributors(holders(asked), "size", "ceiling_cents")


def _finish(_scope: Scope, rows: Sequence[Facts]) -> Sequence[Facts]:
    sizes = (*SIZES, None)
    whole = [
        {
            **row,
            "average_cents": average(row["grant_cents"], row["enterprises"]),
            "share_points": share_used(
                row["grant_cents"], row["enterprises"], row["ceiling_cents"]
            ),
        }
        for row in rows
    ]
    return sorted(whole, key=lambda row: (sizes.index(row["size"]), row["ceiling_cents"] or 0))


FIGURE: Final = Figure(
    "enterprises-by-size",
    {
        "nl": "Ondernemingen met een goedgekeurde aanvraag, per grootte",
        "en": "Enterprises with an approved application, by size",
    },
    {
        "nl": "Ondernemingen met minstens één aanvraag van de periode die op de peildag was"
        " goedgekeurd, elk één keer geteld, met de grootte en het plafond van hun laatste"
        " goedgekeurde aanvraag; het gemiddelde is per onderneming, over opleiding en advies"
        " samen.",
        "en": "Enterprises with at least one application of the period approved on the as-of"
        " day, each counted once, with the size and ceiling of their last approved"
        " application; the average is that of an enterprise, training and advice together.",
    },
    (
        c.SIZE,
        c.CEILING,
        c.ENTERPRISES,
        c.GRANT,
        c.AVERAGE,
        Column("share_points", {"nl": "Deel van het plafond", "en": "Of ceiling"}, "share"),
    ),
    _counts,
    _finish,
    contributors=_contributors,
)
