"""GeefOnderneming: an enterprise as the KBO tells it, in the parts that were asked for.

Source: `Onderneming2_0Type` of Onderneming-02.00; recorded answers.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

from portefeuille.adapters.magda.simulator import codes
from portefeuille.adapters.magda.simulator.elements import (
    Element,
    coded,
    element,
    filled,
    optional,
)
from portefeuille.adapters.magda.simulator.enterprises import (
    Activity,
    Address,
    Coded,
    Enterprise,
    Establishment,
    Name,
    Period,
    Relation,
)

NAMES: Final = {
    "001": ("MaatschappelijkeNamen", "MaatschappelijkeNaam"),
    "002": ("AfgekorteNamen", "AfgekorteNaam"),
    "003": ("CommercieleNamen", "CommercieleNaam"),
}
COUNTRIES: Final = {
    None: ("150", "BE", "BELGIE", "België"),
    "Nederland": ("129", "NL", "NEDERLAND", "Nederland"),
}


class Telling:
    """Tells an enterprise to one question: by its flags, in words as well where it wants them."""

    def __init__(self, criteria: Element) -> None:
        self._criteria = criteria
        self._in_words = self._wants("Omschrijvingen")

    def enterprise(self, told: Enterprise) -> Element:
        """The element Onderneming."""
        return element(
            "Onderneming",
            element("Ondernemingsnummer", told.number),
            coded("AuthentiekBron", "03", "KBO"),
            element("OndernemingOfVestiging", element("Code", "1", Beschrijving="Onderneming")),
            *self._parts(told),
        )

    def _parts(self, told: Enterprise) -> Iterator[Element | None]:
        if self._wants("Basisgegevens"):
            yield from self._basis(told)
        if self._wants("Rechtstoestanden"):
            yield filled("Rechtstoestanden", *map(self._situation, told.situations))
        if self._wants("Vestigingen"):
            yield filled("Vestigingen", *map(self._establishment, told.establishments))
        if self._wants("Activiteiten"):
            yield filled("Activiteiten", *map(_activity, told.activities))
        if self._wants("GerelateerdeOndernemingen"):
            yield filled("GerelateerdeOndernemingen", *map(_relation, told.relations))
        if self._wants("Hoedanigheden"):
            yield filled("Hoedanigheden", *map(self._quality, told.qualities))

    def _basis(self, told: Enterprise) -> Iterator[Element | None]:
        yield self._status(told.status)
        if told.kind is not None:
            kind = element("Code", told.kind, Beschrijving=codes.KINDS.get(told.kind))
            yield element("SoortOnderneming", kind)
        yield _names(told.names)
        yield self._addresses(told.seats)
        yield _day("Start", told.start)
        yield _day("Inschrijving", told.start)
        if told.stopped is not None:
            yield _day("Afsluiting", told.stopped.day)
            why = self._words(codes.SITUATIONS.get(told.stopped.code))
            stopped = coded("Stopzetting", told.stopped.code, why)
            stopped.append(element("Datum", told.stopped.day))
            yield stopped
        yield filled("Rechtsvormen", *map(self._form, told.forms))

    def _establishment(self, told: Establishment) -> Element:
        if self._criteria.findtext("Vestigingen/Details") != "1":
            number = element("Vestigingsnummer", told.number)
            return _dated(element("Vestiging", number, self._status(told.status)), told.period)
        vestiging = element(
            "Vestiging",
            element("Vestigingsnummer", told.number),
            self._status(told.status),
            _names(told.names),
            self._addresses(told.addresses),
            _day("Afsluiting", told.period.end),
        )
        return _dated(vestiging, told.period)

    def _addresses(self, told: tuple[Address, ...]) -> Element | None:
        return filled("Adressen", *map(self._address, told))

    def _address(self, told: Address) -> Element:
        struck_off = None
        if told.struck_off is not None:
            reason = coded("Reden", "002", self._words("Ambtshalve doorhaling"))
            doorhaling = element("Doorhaling", reason, DatumBegin=told.struck_off)
            struck_off = element("Doorhalingen", doorhaling)
        kind = self._words(codes.ADDRESS_TYPES[told.kind])
        return element(
            "Adres",
            *place(told, municipality=None),
            coded("Type", told.kind, kind),
            _described(told),
            struck_off,
            DatumBegin=told.begin,
        )

    def _status(self, code: str) -> Element:
        return coded("StatusKBO", code, self._words(codes.STATUSES.get(code)))

    def _form(self, told: Coded) -> Element:
        name, short = codes.FORMS.get(told.code, (None, None))
        form = coded("Rechtsvorm", told.code, self._words(name))
        if short is not None:
            form.append(element("Afkorting", short))
        return _dated(form, told.period)

    def _situation(self, told: Coded) -> Element:
        words = self._words(codes.SITUATIONS.get(told.code))
        return _dated(coded("Rechtstoestand", told.code, words), told.period)

    def _quality(self, told: Coded) -> Element:
        words = self._words(codes.QUALITIES.get(told.code))
        return _dated(coded("Hoedanigheid", told.code, words), told.period)

    def _wants(self, part: str) -> bool:
        """Whether a part is asked for: its flag, or the Aanduiding in it, is 1."""
        flag = self._criteria.findtext(f"{part}/Aanduiding") or self._criteria.findtext(part)
        return bool(flag == "1")

    def _words(self, description: str | None) -> str | None:
        return description if self._in_words else None


def place(told: Address, municipality: str | None) -> Iterator[Element | None]:
    """Street to country of an address; some services give the name of the municipality."""
    nis, iso, country, _ = COUNTRIES[told.country]
    yield filled("Straat", optional("Naam", told.street))
    yield optional("Huisnummer", told.house_number)
    yield optional("Busnummer", told.box)
    yield filled(
        "Gemeente",
        optional("NISCode", told.nis),
        optional("PostCode", told.postcode),
        optional("Naam", municipality),
    )
    yield element(
        "Land", element("NISCode", nis), element("ISOCode", iso), element("Naam", country)
    )


def _described(told: Address) -> Element:
    """The address in Dutch: here alone stands the name of the municipality."""
    nis, _, _, country = COUNTRIES[told.country]
    in_dutch = element(
        "Adres",
        filled("Straat", optional("Naam", told.street)),
        filled("Gemeente", optional("Naam", told.municipality)),
        element("Land", element("NISCode", nis), element("Naam", country)),
    )
    return element("Descripties", element("Descriptie", in_dutch, element("Taalcode", "nl")))


def _names(told: tuple[Name, ...]) -> Element | None:
    lists = []
    for kind, (plural, singular) in NAMES.items():
        names = (
            _dated(
                element(singular, element("Naam", one.text), element("Taalcode", one.language)),
                one.period,
            )
            for one in told
            if one.kind == kind
        )
        lists.append(filled(plural, *names))
    return filled("Namen", *lists)


def _activity(told: Activity) -> Element:
    kind = element("Code", told.kind, Beschrijving=codes.ACTIVITY_TYPES[told.kind])
    activity = element(
        "Activiteit",
        element("Nace", element("Code", told.code), element("Versie", told.version)),
        element("Type", kind),
        element("Groep", told.group),
    )
    return _dated(activity, told.period)


def _relation(told: Relation) -> Element:
    relation = coded("Relatie", told.code, told.description)
    number = element("Ondernemingsnummer", told.number)
    return element("GerelateerdeOnderneming", relation, number, DatumBegin=told.begin)


def _day(tag: str, day: date | None) -> Element | None:
    return None if day is None else element(tag, element("Datum", day))


def _dated(made: Element, period: Period) -> Element:
    if period.begin is not None:
        made.set("DatumBegin", period.begin.isoformat())
    if period.end is not None:
        made.set("DatumEinde", period.end.isoformat())
    return made
