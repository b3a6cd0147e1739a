"""GeefOndernemingVKBO: an enterprise or establishment in short, as the enriched KBO tells it.

Source: `OndernemingVKBOType` of Onderneming-02.00; recorded answers.
"""

from collections.abc import Iterable
from datetime import date
from typing import Final

from portefeuille.adapters.magda.simulator import codes
from portefeuille.adapters.magda.simulator.elements import Element, coded, element, filled
from portefeuille.adapters.magda.simulator.enterprise_xml import place
from portefeuille.adapters.magda.simulator.enterprises import (
    Address,
    Coded,
    Enterprise,
    Establishment,
    Name,
    Stop,
)

NAMES: Final = {"001": "MaatschappelijkeNaam", "002": "AfgekorteNaam", "003": "CommercieleNaam"}


def enterprise_vkbo(told: Enterprise, today: date) -> Element:
    """The element Onderneming: one name of a kind, one address, what holds now."""
    kind = told.kind
    changed = _latest(told)
    return element(
        "Onderneming",
        element("Ondernemingsnummer", told.number),
        *_what(told.status, "1", "Onderneming", told.start),
        None
        if kind is None
        else element("SoortOnderneming", element("Code", kind, Beschrijving=codes.KINDS.get(kind))),
        _names(told.names, today),
        _address(told.seats),
        element("DatumStart", told.start),
        element("DatumInschrijving", told.start),
        None if told.stopped is None else element("DatumAfsluiting", told.stopped.day),
        _coded("Rechtstoestand", told.situations, codes.SITUATIONS),
        _coded("Rechtsvorm", told.forms, {code: name for code, (name, _) in codes.FORMS.items()}),
        _stop(told.stopped),
        DatumModificatie=changed,
    )


def establishment_vkbo(of: Enterprise, told: Establishment, today: date) -> Element:
    """The element Onderneming of an establishment, whose number may be asked for as well."""
    begin = told.period.begin
    return element(
        "Onderneming",
        element("Ondernemingsnummer", told.number),
        *_what(told.status, "2", "Vestiging", begin),
        element("MaatschappelijkeZetel", of.number, DatumModificatie=begin),
        _names(told.names, today),
        _address(told.addresses),
        element("DatumStart", begin),
        element("DatumInschrijving", begin),
        None if told.period.end is None else element("DatumAfsluiting", told.period.end),
        DatumModificatie=begin,
    )


def _what(status: str, code: str, name: str, since: date | None) -> Iterable[Element]:
    yield element("AuthentiekeBron", element("Code", "03", Beschrijving="KBO"))
    what = element("Code", code, Beschrijving=name)
    yield element("OndernemingOfVestiging", what, DatumModificatie=since)
    yield coded("StatusKBO", status, codes.STATUSES.get(status))


def _names(told: tuple[Name, ...], today: date) -> Element | None:
    names = []
    for kind, tag in NAMES.items():
        holding = [
            one
            for one in told
            if one.kind == kind and (one.period.end is None or one.period.end >= today)
        ]
        ended = [one for one in told if one.kind == kind]
        for one in (holding or ended[-1:])[:1]:
            names.append(
                element(tag, one.text, DatumModificatie=one.period.begin, TaalCode=one.language)
            )
    return filled("Namen", *names)


def _address(told: tuple[Address, ...]) -> Element | None:
    return next(
        (
            element("Adres", *place(one, one.municipality), DatumModificatie=one.begin)
            for one in told
        ),
        None,
    )


def _coded(tag: str, told: tuple[Coded, ...], names: dict[str, str]) -> Element | None:
    """The last one, which is the one that holds."""
    if not told:
        return None
    made = coded(tag, told[-1].code, names.get(told[-1].code))
    if told[-1].period.begin is not None:
        made.set("DatumModificatie", told[-1].period.begin.isoformat())
    return made


def _stop(told: Stop | None) -> Element | None:
    if told is None:
        return None
    reason = coded("Reden", told.code, codes.SITUATIONS.get(told.code))
    return element("Stopzetting", element("Datum", told.day), reason)


def _latest(told: Enterprise) -> date:
    """The last day on which the situation or a name changed, as far as it is known."""
    periods = [one.period for one in told.situations] + [one.period for one in told.names]
    return max((one.begin for one in periods if one.begin), default=told.start)
