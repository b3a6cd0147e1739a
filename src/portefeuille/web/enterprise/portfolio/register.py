"""The facts of the register in words, as the page shows them to whom they are about."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portefeuille.core.law import LawInForce
from portefeuille.web.ui.places import REGIONS

Line = tuple[str | Promise, str | Promise]

NOT_KNOWN = _("Not in the register")


def lines_of(facts: Mapping[str, Any], law: LawInForce) -> tuple[Line, ...]:
    """Name, kind, status, activity and places; what the register does not have is said."""
    nace = facts.get("nace")
    person, form = facts.get("natural_person"), facts.get("legal_form")
    return (
        (_("Name"), facts.get("name") or NOT_KNOWN),
        (_("Kind"), _("Self-employed person") if person else _("Legal person")),
        (_("Legal form"), law.legal_form(form) if form else NOT_KNOWN),
        (_("Status"), _("Active") if facts.get("status") == "AC" else _("Not active")),
        (_("Main activity"), _nace(nace) if nace else NOT_KNOWN),
        (_("Postcode of the seat"), facts.get("seat_postcode") or NOT_KNOWN),
        *_establishments(facts.get("establishments") or ()),
        (_("Region"), REGIONS.get(facts.get("region") or "", NOT_KNOWN)),
    )


def _nace(nace: Mapping[str, Any]) -> str:
    return f"NACE-BEL {nace['version']}: {nace['code']}"


def _establishments(places: Any) -> tuple[Line, ...]:
    if not places:
        return ((_("Establishments"), NOT_KNOWN),)
    named = ", ".join(f"{place['number']} ({place['postcode'] or '–'})" for place in places)
    return ((_("Establishments"), named),)
