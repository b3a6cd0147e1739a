"""An enterprise as the authentic source knows it: the values the rest of the house sees.

`Enterprise` is the whole answer of GeefOnderneming, with its history; `VkboEnterprise` the short
one of GeefOndernemingVKBO, which knows no activities and no establishments. Both hold every
field the source gave, but no persons: who holds a function in an enterprise is neither asked
for nor read.

Source: schema Onderneming-02.00 of MAGDA, types Onderneming2_0Type and OndernemingVKBOType.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from portefeuille.adapters.magda.parts import (
    ALWAYS,
    ESTABLISHMENT_ADDRESS,
    SEAT,
    Address,
    Code,
    Contact,
    Nace,
    Name,
    Notice,
    Period,
    StrikingOff,
    choose_name,
    holding_on,
)

NATURAL_PERSON: Final = "1"
NORMAL_SITUATION: Final = "000"
STOPPED: Final = frozenset({"ST", "AF", "AN"})
"""Statuses of what is no more: stopped, closed, annulled."""

MAIN: Final = "P"
NACE_VERSIONS: Final = ("2025", "2008", "2003")
"""The order in which a version of NACE-BEL is chosen from several."""

VAT_GROUP: Final = "001"
SOCIAL_SECURITY_GROUP: Final = "006"


@dataclass(frozen=True, slots=True)
class LegalForm:
    """A legal form (code as KBO's JuridicalForm), while it holds."""

    code: Code
    abbreviation: str | None = None
    validity: Period = ALWAYS
    modified_on: date | None = None


@dataclass(frozen=True, slots=True)
class LegalSituation:
    """A legal situation (000 normal, 050 opening of bankruptcy, ...), while it holds.

    `authority`: number of the one that recorded it.
    """

    code: Code | None
    authority: str | None = None
    validity: Period = ALWAYS
    modified_on: date | None = None


@dataclass(frozen=True, slots=True)
class Stopping:
    """That it stopped: why and when."""

    reason: Code | None
    stopped_on: date | None = None


@dataclass(frozen=True, slots=True)
class Activity:
    """An activity: `kind` P main, S secondary; `group` 001 VAT, 006 social security, ..."""

    nace: Nace
    kind: Code | None = None
    group: str | None = None
    validity: Period = ALWAYS

    @property
    def is_main(self) -> bool:
        """Whether it is a main activity of its group."""
        return self.kind is not None and self.kind.code == MAIN


@dataclass(frozen=True, slots=True)
class BankAccount:
    """A bank account the register knows. It is not asked for; read where a source sends it."""

    number: str | None = None
    purpose: str | None = None
    iban: str | None = None
    bic: str | None = None
    other_number: str | None = None
    validity: Period = ALWAYS


@dataclass(frozen=True, slots=True)
class Capacity:
    """A capacity ("hoedanigheid"): 00070 employer, 00084 liable to VAT, ..."""

    code: Code
    administration: str | None = None
    registered_on: date | None = None
    duration: str | None = None
    phase: Code | None = None
    ending: Code | None = None
    validity: Period = ALWAYS


@dataclass(frozen=True, slots=True)
class Related:
    """Another number this one is tied to: a merger, a split, a number that took over.

    `relation` says how; `daughter`, whether this side is the daughter, where the source says so.
    """

    relation: Code
    number: str
    daughter: str | None = None
    ending: Code | None = None
    validity: Period = ALWAYS


@dataclass(frozen=True, slots=True)
class Establishment:
    """An establishment: its number starts with 2 to 8."""

    number: str
    status: Code | None = None
    seat: Related | None = None
    names: tuple[Name, ...] = ()
    addresses: tuple[Address, ...] = ()
    closed_on: date | None = None
    stopping: Stopping | None = None
    validity: Period = ALWAYS

    def active_on(self, day: date) -> bool:
        """Whether it was there on that day, as far as its dates and status tell."""
        gone = self.stopping.stopped_on if self.stopping else None
        if not self.validity.holds_on(day) or (gone is not None and gone < day):
            return False
        # The status is that of today: for an earlier day only a dated end says anything.
        dated = self.validity.end is not None or gone is not None
        return dated or self.status is None or self.status.code not in STOPPED

    def address_on(self, day: date) -> Address | None:
        """Where it was on that day: its own address (002) before any other."""
        holding = holding_on(self.addresses, day)
        own = [at for at in holding if at.kind and at.kind.code == ESTABLISHMENT_ADDRESS]
        return next(iter(own or holding), None)

    def name_on(self, day: date, language: str = "nl") -> Name | None:
        """The name to show on that day; None where it has none of its own."""
        return choose_name(self.names, day, language)


@dataclass(frozen=True, slots=True)
class Branch:
    """The branch in Belgium ("bijhuis") of a foreign enterprise."""

    address: Address
    stopping: Stopping | None = None
    validity: Period = ALWAYS


@dataclass(frozen=True, slots=True)
class Enterprise:
    """An enterprise with its history, as GeefOnderneming gives it."""

    number: str
    source: Code
    entity: Code
    status: Code | None = None
    kind: Code | None = None
    seat: Related | None = None
    names: tuple[Name, ...] = ()
    addresses: tuple[Address, ...] = ()
    started_on: date | None = None
    registered_on: date | None = None
    duration: str | None = None
    closed_on: date | None = None
    stopping: Stopping | None = None
    legal_forms: tuple[LegalForm, ...] = ()
    legal_situations: tuple[LegalSituation, ...] = ()
    establishments: tuple[Establishment, ...] = ()
    bank_accounts: tuple[BankAccount, ...] = ()
    activities: tuple[Activity, ...] = ()
    related: tuple[Related, ...] = ()
    capacities: tuple[Capacity, ...] = ()
    external_names: tuple[tuple[str, str], ...] = ()
    branch: Branch | None = None
    struck_off: tuple[StrikingOff, ...] = ()
    notices: tuple[Notice, ...] = ()

    @property
    def is_natural_person(self) -> bool:
        """Whether it is a natural person, whose name and address are personal data."""
        return self.kind is not None and self.kind.code == NATURAL_PERSON

    @property
    def has_stopped(self) -> bool:
        """Whether the register says that it stopped, was closed or annulled."""
        return (self.status is not None and self.status.code in STOPPED) or (
            self.stopping is not None
        )

    def name_on(self, day: date, language: str = "nl") -> Name | None:
        """The name to show on that day, in the language where there is one in it."""
        return choose_name(self.names, day, language)

    def seat_on(self, day: date) -> Address | None:
        """The address of the seat on that day."""
        seats = [at for at in self.addresses if at.kind and at.kind.code == SEAT]
        return next(iter(holding_on(seats, day)), None)

    def legal_form_on(self, day: date) -> LegalForm | None:
        """The legal form on that day."""
        return next(iter(holding_on(self.legal_forms, day)), None)

    def situation_on(self, day: date) -> LegalSituation | None:
        """The legal situation on that day; None where the source told none, as for many."""
        return next(iter(holding_on(self.legal_situations, day)), None)

    def establishments_on(self, day: date) -> tuple[Establishment, ...]:
        """The establishments that were there on that day."""
        return tuple(one for one in self.establishments if one.active_on(day))

    def main_activity_on(self, day: date) -> Activity | None:
        """The main activity on that day, in the newest version of NACE-BEL there is.

        2025 where present, else 2008, else 2003; the one of the VAT before the one of social
        security before any other group; of those the one that began last. No source states this
        order: it is our reading.
        """
        groups = (VAT_GROUP, SOCIAL_SECURITY_GROUP)
        return min(
            (one for one in holding_on(self.activities, day) if one.is_main),
            key=lambda one: (
                _place(NACE_VERSIONS, one.nace.version),
                _place(groups, one.group),
            ),
            default=None,
        )


@dataclass(frozen=True, slots=True)
class VkboEnterprise:
    """An enterprise or establishment as GeefOndernemingVKBO gives it: as it is now.

    `seat_number` is the enterprise of an establishment. No history, no activities.
    """

    number: str
    source: Code
    entity: Code
    entity_modified_on: date | None = None
    status: Code | None = None
    kind: Code | None = None
    seat_number: str | None = None
    seat_modified_on: date | None = None
    names: tuple[Name, ...] = ()
    address: Address | None = None
    contact: Contact | None = None
    started_on: date | None = None
    registered_on: date | None = None
    closed_on: date | None = None
    legal_situation: LegalSituation | None = None
    legal_form: LegalForm | None = None
    legal_form_cac: LegalForm | None = None
    struck_off: StrikingOff | None = None
    stopping: Stopping | None = None
    modified_on: date | None = None
    notices: tuple[Notice, ...] = ()

    @property
    def is_natural_person(self) -> bool:
        """Whether it is a natural person, whose name and address are personal data."""
        return self.kind is not None and self.kind.code == NATURAL_PERSON

    def name_on(self, day: date, language: str = "nl") -> Name | None:
        """The name to show, in the language where there is one in it."""
        return choose_name(self.names, day, language)


def _place(order: tuple[str, ...], value: str | None) -> int:
    return order.index(value) if value in order else len(order)
