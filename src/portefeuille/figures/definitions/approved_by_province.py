"""Approved projects by province, from most to least."""

from typing import Final

from portefeuille.figures.definitions import columns as c
from portefeuille.figures.definitions.by_one import by_one
from portefeuille.figures.values import Column

FIGURE: Final = by_one(
    "approved-by-province",
    {"nl": "Goedgekeurde projecten per provincie", "en": "Approved projects by province"},
    {"nl": "per provincie", "en": "by province"},
    Column("province", {"nl": "Provincie", "en": "Province"}, words="province"),
    (c.PLACE,),
)
