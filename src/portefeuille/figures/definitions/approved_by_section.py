"""Approved projects by section of the main activity, from most to least."""

from typing import Final

from portefeuille.figures.definitions import columns as c
from portefeuille.figures.definitions.by_one import by_one
from portefeuille.figures.values import Column

FIGURE: Final = by_one(
    "approved-by-section",
    {"nl": "Goedgekeurde projecten per sector", "en": "Approved projects by sector"},
    {"nl": "per sectie van de NACE-BEL", "en": "by section of NACE-BEL"},
    Column("section", {"nl": "Sector", "en": "Sector"}, words="section"),
    (c.ACTIVITY,),
)
