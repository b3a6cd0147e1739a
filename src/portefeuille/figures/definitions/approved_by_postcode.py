"""Approved projects by postcode; too fine to publish, so for the office alone."""

from typing import Final

from portefeuille.figures.definitions import columns as c
from portefeuille.figures.definitions.by_one import by_one
from portefeuille.figures.values import Column

FIGURE: Final = by_one(
    "approved-by-postcode",
    {"nl": "Goedgekeurde projecten per postcode", "en": "Approved projects by postcode"},
    {"nl": "per postcode", "en": "by postcode"},
    Column("postcode", {"nl": "Postcode", "en": "Postcode"}),
    (c.PLACE,),
    public=False,
)
