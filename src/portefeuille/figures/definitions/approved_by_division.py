"""Approved projects by division of the main activity, from most to least."""

from typing import Final

from portefeuille.figures.definitions import columns as c
from portefeuille.figures.definitions.by_one import by_one
from portefeuille.figures.values import Column

FIGURE: Final = by_one(
    "approved-by-division",
    {
        "nl": "Goedgekeurde projecten per afdeling van de NACE-BEL",
        "en": "Approved projects by division of NACE-BEL",
    },
    {"nl": "per afdeling van de NACE-BEL", "en": "by division of NACE-BEL"},
    Column("division", {"nl": "Afdeling", "en": "Division"}, words="division"),
    (c.ACTIVITY,),
)
