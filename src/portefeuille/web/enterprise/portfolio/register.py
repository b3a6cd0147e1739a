"""The facts of the register in words, as the page shows them to whom they are about."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portefeuille.core.law import LawInForce
from portefeuille.core.show import show_day
from portefeuille.web.ui.language import language_of_page
from portefeuille.web.ui.places import REGIONS, place_in_words
from portefeuille.web.ui.sizes import size_lines

Facts = Mapping[str, Any]
Shown = str | Promise

ACTIVE, STOPPED, CLOSED = "AC", "ST", "AF"
STATUSES: Final[Mapping[str, Promise]] = {
    ACTIVE: _("Active"),
    STOPPED: _("Stopped"),
    CLOSED: _("Closed"),
    "AN": _("Annulled"),
    "BK": _("Announced"),
    "JU": _("Created by law"),
}
NOT_KNOWN: Final = _("Not in the register")


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page: its heading, and its lines of label and value."""

    title: Shown
    lines: tuple[tuple[Shown, Shown], ...]


def sections_of(facts: Facts, law: LawInForce) -> tuple[Section, ...]:
    """What the register says, in words; what it does not have is said."""
    sections = [
        Section(_("The enterprise"), tuple(_identity(facts, law))),
        Section(_("Places"), tuple(_places(facts))),
    ]
    if "size" in facts:
        sections.append(Section(_("Size"), tuple(size_lines(facts))))
    return tuple(sections)


def _identity(facts: Facts, law: LawInForce) -> Iterator[tuple[Shown, Shown]]:
    person, form = facts.get("natural_person"), facts.get("legal_form")
    yield _("Name"), facts.get("name") or NOT_KNOWN
    yield _("Kind"), _("Self-employed person") if person else _("Legal person")
    if form or not person:
        yield _("Legal form"), law.legal_form(form) if form else NOT_KNOWN
    yield _("Status"), _status(facts)
    if situation := facts.get("juridical_situation"):
        yield _("Juridical situation"), _since(law.situation(situation), facts)
    if since := facts.get("since"):
        yield _("Began on"), _day(since)
    nace = facts.get("nace")
    yield _("Main activity"), _nace(nace, facts.get("nace_section")) if nace else NOT_KNOWN
    if others := [one for one in facts.get("activities") or () if not one["main"]]:
        codes = sorted({f"{one['code']} ({one['version']})" for one in others})
        yield _("Other activities"), ", ".join(codes)


def _status(facts: Facts) -> Shown:
    status = STATUSES.get(facts.get("status") or "", _("Not active"))
    stopped = facts.get("stopped_on")
    if stopped is None:
        return status
    return gettext("%(status)s on %(day)s") % {"status": status, "day": _day(stopped)}


def _since(situation: str, facts: Facts) -> Shown:
    since = facts.get("juridical_situation_since")
    if since is None or facts["juridical_situation"] == "000":
        return situation
    return gettext("%(what)s, since %(day)s") % {"what": situation, "day": _day(since)}


def _nace(nace: Mapping[str, Any], section: str | None) -> str:
    code = f"NACE-BEL {nace['version']}: {nace['code']}"
    return f"{code} ({gettext('section')} {section})" if section else code


def _places(facts: Facts) -> Iterator[tuple[Shown, Shown]]:
    if seat := facts.get("seat"):
        yield _("Seat"), _address(seat)
    else:
        yield _("Postcode of the seat"), facts.get("seat_postcode") or NOT_KNOWN
    places = facts.get("establishments") or ()
    for place in places:
        closed = "" if place.get("active", True) else f" – {gettext('closed')}"
        yield _("Establishment"), f"{place_in_words(place)}{closed}"
    if not places:
        yield _("Establishments"), NOT_KNOWN
    yield _("Region"), REGIONS.get(facts.get("region") or "", NOT_KNOWN)


def _address(seat: Mapping[str, Any]) -> str:
    street = " ".join(part for part in (seat["street"], seat["house_number"]) if part)
    box = f"{gettext('box')} {seat['box']}" if seat["box"] else ""
    town = " ".join(part for part in (seat["postcode"], seat["municipality"]) if part)
    return ", ".join(part for part in (street, box, town, seat["country"]) if part)


def _day(day: str) -> str:
    return show_day(date.fromisoformat(day), language_of_page())
