"""What the demo register knows of an enterprise, as values; days are dates, 9999 is open-ended."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

ACTIVE: Final = "AC"
STOPPED: Final = "ST"
NATURAL_PERSON: Final = "1"
SEAT, ESTABLISHMENT = "001", "002"


@dataclass(frozen=True, slots=True)
class Period:
    """From its first day to its last; None where that is not said."""

    begin: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a kind (001 legal, 002 abbreviated, 003 commercial) in a language (nl, fr…)."""

    text: str
    language: str
    kind: str
    period: Period


@dataclass(frozen=True, slots=True)
class Address:
    """A seat (001) or an establishment's address (002); `nis` where the municipality's is known."""

    kind: str
    street: str | None
    house_number: str | None
    box: str | None
    postcode: str | None
    municipality: str | None
    nis: str | None
    country: str | None
    begin: date | None
    struck_off: date | None


@dataclass(frozen=True, slots=True)
class Activity:
    """A NACE code of a version, as main (P) or other (S) activity, in a group (001, 006…)."""

    group: str
    version: str
    code: str
    kind: str
    period: Period


@dataclass(frozen=True, slots=True)
class Coded:
    """A juridical form, situation or quality while it holds."""

    code: str
    period: Period


@dataclass(frozen=True, slots=True)
class Establishment:
    """A place of an enterprise, under a number of its own."""

    number: str
    period: Period
    names: tuple[Name, ...]
    addresses: tuple[Address, ...]

    @property
    def status(self) -> str:
        """Stopped once it has a last day."""
        return ACTIVE if self.period.end is None else STOPPED


@dataclass(frozen=True, slots=True)
class Stop:
    """When an enterprise stopped, and why (code of a juridical situation)."""

    code: str
    day: date


@dataclass(frozen=True, slots=True)
class Relation:
    """A bond with another enterprise."""

    code: str
    description: str
    number: str
    begin: date


@dataclass(frozen=True, slots=True)
class Employment:
    """The class of headcount (0 to 9, or ?) that the RSZ gives for a quarter."""

    year: int
    quarter: int
    headcount_class: str
    joined: date


@dataclass(frozen=True, slots=True)
class Account:
    """An annual account as the National Bank has it; `values` by rubric, in euro or persons."""

    year: int
    begin: date
    end: date
    months: int
    scheme: str
    filed: date
    approved: date
    values: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class Enterprise:
    """An enterprise: what Open Data tells of it, and what only the authentic sources do."""

    number: str
    kind: str | None
    status: str
    start: date
    names: tuple[Name, ...]
    seats: tuple[Address, ...]
    forms: tuple[Coded, ...]
    situations: tuple[Coded, ...]
    establishments: tuple[Establishment, ...]
    activities: tuple[Activity, ...]
    qualities: tuple[Coded, ...]
    stopped: Stop | None
    relations: tuple[Relation, ...]
    employment: Employment | None
    accounts: tuple[Account, ...]
