"""The parts an answer of MAGDA is made of, as values of ours: codes, periods, names, addresses.

Texts are stripped of the whitespace around them. A date whose year is 9999 means "open-ended"
and is None. Languages are in lower case ("nl"), however the source writes them.

Source: schemas Onderneming-02.00 and Generiek-02.00 of MAGDA.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Protocol, TypeVar

LANGUAGES: Final = ("nl", "fr", "de", "en")
"""The order in which a text is chosen that has none in the language asked for."""

SEAT: Final = "001"
ESTABLISHMENT_ADDRESS: Final = "002"


@dataclass(frozen=True, slots=True)
class Code:
    """A code of a list of the source, with the texts that came with it.

    `label` is the attribute Beschrijving, `description` the element Omschrijving (with its
    language and origin where it has them); a source may send either, both or none.
    """

    code: str
    label: str | None = None
    description: str | None = None
    language: str | None = None
    origin: str | None = None

    @property
    def text(self) -> str | None:
        """What the code means in words, as far as the source said."""
        return self.description or self.label


@dataclass(frozen=True, slots=True)
class Period:
    """From `begin` to `end`, both days included; None is open."""

    begin: date | None = None
    end: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the day lies in the period."""
        return (self.begin is None or self.begin <= day) and (self.end is None or day <= self.end)


ALWAYS: Final = Period()


class Valid(Protocol):
    """What holds during a period."""

    @property
    def validity(self) -> Period: ...


V = TypeVar("V", bound=Valid)


def holding_on(values: Iterable[V], day: date) -> list[V]:
    """The values that hold on a day, the one that began last first; ties as the source has them."""
    holding = [value for value in values if value.validity.holds_on(day)]
    return sorted(holding, key=lambda value: value.validity.begin or date.min, reverse=True)


@dataclass(frozen=True, slots=True)
class Notice:
    """A remark of the third level that came with content: an "Uitzondering" of the answer.

    What it means is decided on `code`, never on `kind` (FOUT, WAARSCHUWING, INFORMATIE):
    `errors.meaning_of(code)`.
    """

    code: str
    origin: str | None = None
    kind: str | None = None
    diagnosis: str | None = None
    circumstance: str | None = None


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a language. `kind`: registered, abbreviated or commercial.

    `modified_on` is told by VKBO, which tells no validity.
    """

    text: str
    language: str | None
    kind: str
    validity: Period = ALWAYS
    modified_on: date | None = None


def choose_name(names: Sequence[Name], day: date, language: str = "nl") -> Name | None:
    """The name to show on a day: registered before commercial before abbreviated.

    Of those the one in the language, else nl, fr, de, en, any; of those the latest. Where none
    holds on that day (an enterprise that stopped) the choice is from all: a last known name is
    better than none, and its validity is there to see.
    """
    kinds = ("registered", "commercial", "abbreviated")
    order = (language, *LANGUAGES)
    candidates = holding_on(names, day) or sorted(
        names, key=lambda name: name.validity.end or date.max, reverse=True
    )
    return min(
        candidates,
        key=lambda name: (
            kinds.index(name.kind),
            order.index(name.language) if name.language in order else len(order),
        ),
        default=None,
    )


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality by its NIS code and postcode; the name is often in `Description` only."""

    nis_code: str | None = None
    postcode: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Country:
    """A country: NIS code (150 is Belgium), ISO code, name."""

    nis_code: str | None = None
    iso_code: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """An address as such, without when and as what it was used."""

    street_code: str | None = None
    street: str | None = None
    house_number: str | None = None
    box: str | None = None
    municipality: Municipality | None = None
    state: str | None = None
    country: Country | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """How to reach it. Of a natural person this is personal data."""

    telephone: str | None = None
    fax: str | None = None
    mobile: str | None = None
    email: str | None = None
    website: str | None = None


@dataclass(frozen=True, slots=True)
class Description:
    """The same address in words of one language, with contact details and an addition."""

    place: Place | None = None
    contact: Contact | None = None
    language: str | None = None
    addition: str | None = None


@dataclass(frozen=True, slots=True)
class StrikingOff:
    """Struck off by the register itself: why, and from when until when."""

    reason: Code
    validity: Period = ALWAYS
    modified_on: date | None = None


@dataclass(frozen=True, slots=True)
class Address:
    """An address of an enterprise or an establishment while it holds.

    `kind`: 001 seat, 002 establishment, 003 branch; VKBO tells none, its one address is the seat.
    """

    place: Place
    kind: Code | None = None
    descriptions: tuple[Description, ...] = ()
    struck_off: tuple[StrikingOff, ...] = ()
    validity: Period = ALWAYS
    modified_on: date | None = None

    @property
    def postcode(self) -> str | None:
        """The postcode, for the region and the province."""
        return self._first("municipality", "postcode")

    @property
    def nis_code(self) -> str | None:
        """The NIS code of the municipality."""
        return self._first("municipality", "nis_code")

    def street_in(self, language: str = "nl") -> str | None:
        """The name of the street in the language, else in the next one there is."""
        return next((at.street for at in self._places(language) if at.street), None)

    def municipality_in(self, language: str = "nl") -> str | None:
        """The name of the municipality in the language, else in the next one there is."""
        cities = (at.municipality for at in self._places(language))
        return next((city.name for city in cities if city and city.name), None)

    def struck_off_on(self, day: date) -> bool:
        """Whether the register had struck this address off on that day."""
        return any(striking.validity.holds_on(day) for striking in self.struck_off)

    def _first(self, part: str, field: str) -> str | None:
        for at in (self.place, *(one.place for one in self.descriptions if one.place)):
            value: str | None = getattr(getattr(at, part), field, None)
            if value:
                return value
        return None

    def _places(self, language: str) -> list[Place]:
        """The places that may hold a name, the best for this language first."""
        order = (language, None, *LANGUAGES)  # None: the address itself, in no stated language
        told = [(one.language, one.place) for one in self.descriptions if one.place]
        known = [(None, self.place), *told]
        ranked = sorted(
            known, key=lambda one: order.index(one[0]) if one[0] in order else len(order)
        )
        return [place for _, place in ranked]


@dataclass(frozen=True, slots=True)
class Nace:
    """An activity code of NACE-BEL and the year of its version: 2003, 2008 or 2025."""

    code: Code
    version: str | None = None
