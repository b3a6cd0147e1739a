"""Establishments and regions in the words of people."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portefeuille.core.numbers import format_establishment_number

REGIONS: Final[Mapping[str, Promise]] = {
    "flanders": _("Flemish Region"),
    "brussels": _("Brussels-Capital Region"),
    "wallonia": _("Walloon Region"),
}


def place_in_words(place: Mapping[str, Any]) -> str:
    """An establishment as people know it: its name, its place, its region, its number."""
    where = " ".join(part for part in (place["postcode"], place.get("municipality")) if part)
    region = REGIONS.get(place["region"] or "", "")
    parts = (place.get("name"), where, region, format_establishment_number(place["number"]))
    return ", ".join(str(part) for part in parts if part)
