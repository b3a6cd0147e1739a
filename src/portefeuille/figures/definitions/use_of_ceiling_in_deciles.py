"""How many enterprises used how much of their ceiling: in tenths of it, by size.

Tenth 1 is up to and including 10 per cent, tenth 10 is above 90 per cent.
"""

from collections.abc import Sequence
from typing import Final

import ibis
from ibis.expr.types import Table

from portefeuille.core.facts import SIZES
from portefeuille.figures.asked import Asked
from portefeuille.figures.definitions import columns as c
from portefeuille.figures.definitions.holders import holders
from portefeuille.figures.rounding import share
from portefeuille.figures.values import Column, Facts, Figure, Scope

TENTHS: Final = range(1, 11)


def _in_tenths(asked: Asked) -> Table:
    each = holders(asked)
    known = each.grant_cents.notnull() & (each.ceiling_cents > 0)
    up_to = [(known & (each.grant_cents * 10 <= each.ceiling_cents * n), n) for n in TENTHS[:-1]]
    return each.mutate(tenth=ibis.cases(*up_to, (known, TENTHS[-1])))


def _counts(asked: Asked) -> Table:
    each = _in_tenths(asked)
    return each.group_by("size", "tenth").agg(enterprises=each.count())


def _contributors(asked: Asked) -> Table:
    return c.contributors(_in_tenths(asked), "size", "tenth")


def _finish(_scope: Scope, rows: Sequence[Facts]) -> Sequence[Facts]:
    """Every tenth of each size that occurs; unknown where it does."""
    found = {(row["size"], row["tenth"]): row["enterprises"] for row in rows}
    told = []
    for size in (*SIZES, None):
        of_size = {tenth: number for (one, tenth), number in found.items() if one == size}
        every = sum(of_size.values())
        for tenth in (*TENTHS, None) if of_size else ():
            if tenth or None in of_size:
                number = of_size.get(tenth, 0)
                row = {"size": size, "tenth": tenth, "enterprises": number}
                told.append({**row, "share_points": share(number, every)})
    return told


FIGURE: Final = Figure(
    "use-of-ceiling-in-deciles",
    {
        "nl": "Ondernemingen naar het deel van het plafond dat zij gebruikten",
        "en": "Enterprises by the share of the ceiling that they used",
    },
    {
        "nl": "Ondernemingen met minstens één aanvraag van de periode die op de peildag was"
        " goedgekeurd, naar hun subsidie als deel van hun plafond, in tienden; een grens hoort bij"
        " het tiende eronder. Grootte en plafond zijn die van hun laatste goedgekeurde aanvraag."
        " Het aandeel is dat van de ondernemingen van die grootte.",
        "en": "Enterprises with at least one application of the period approved on the as-of"
        " day, by their subsidy as a share of their ceiling, in tenths; a boundary belongs to the"
        " tenth below it. Size and ceiling are those of their last approved application. The"
        " share is that of the enterprises of that size.",
    },
    (
        c.SIZE,
        Column("tenth", {"nl": "Deel van het plafond", "en": "Of ceiling"}, words="tenth"),
        c.ENTERPRISES,
        c.SHARE,
    ),
    _counts,
    _finish,
    (c.AS_GRANTED,),
    _contributors,
)
