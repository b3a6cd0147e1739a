"""How much of their ceilings enterprises used together, by size."""

from collections.abc import Sequence
from typing import Final

import ibis
from ibis.expr.types import Table

from portefeuille.core.facts import SIZES
from portefeuille.figures.asked import Asked
from portefeuille.figures.definitions import columns as c
from portefeuille.figures.definitions.holders import holders
from portefeuille.figures.rounding import average, share
from portefeuille.figures.values import Column, Facts, Figure, Scope


def _counts(asked: Asked) -> Table:
    each = holders(asked)
    ceilings = each.ceiling_cents
    return each.group_by("size").agg(
        enterprises=each.count(),
        ceilings_cents=ibis.cases((ceilings.count() == each.count(), ceilings.sum().cast("int64"))),
        grant_cents=c.granted(each),
    )


def _contributors(asked: Asked) -> Table:
    return c.contributors(holders(asked), "size")


def _finish(_scope: Scope, rows: Sequence[Facts]) -> Sequence[Facts]:
    sizes = (*SIZES, None)
    whole = [
        {
            **row,
            "average_cents": average(row["grant_cents"], row["enterprises"]),
            "share_points": share(row["grant_cents"], row["ceilings_cents"]),
        }
        for row in rows
    ]
    return sorted(whole, key=lambda row: sizes.index(row["size"]))


FIGURE: Final = Figure(
    "use-of-ceiling",
    {"nl": "Gebruik van het plafond, per grootte", "en": "Use of the ceiling, by size"},
    {
        "nl": "Ondernemingen met minstens één aanvraag van de periode die op de peildag was"
        " goedgekeurd, elk één keer geteld, met de grootte en het plafond van hun laatste"
        " goedgekeurde aanvraag. Het benutte deel is hun subsidie samen, gedeeld door hun"
        " plafonds samen.",
        "en": "Enterprises with at least one application of the period approved on the as-of"
        " day, each counted once, with the size and ceiling of their last approved application."
        " The share used is their subsidy together, divided by their ceilings together.",
    },
    (
        c.SIZE,
        c.ENTERPRISES,
        Column("ceilings_cents", {"nl": "Plafonds samen (€)", "en": "Ceilings (€)"}, "amount"),
        c.GRANT,
        Column(
            "average_cents",
            {"nl": "Gemiddeld per onderneming (€)", "en": "Average of an enterprise (€)"},
            "amount",
        ),
        Column("share_points", {"nl": "Benut deel", "en": "Share used"}, "share"),
    ),
    _counts,
    _finish,
    (
        {
            "nl": "Het plafond geldt per kalenderjaar: over een andere periode zegt het benutte"
            " deel weinig.",
            "en": "The ceiling holds for a calendar year: over another period the share used says"
            " little.",
        },
        c.AS_GRANTED,
    ),
    _contributors,
)
