"""By what applications can be told apart: the dimensions that figures count by and filter on.

Each is one expression on the relation `decision`; its codes are words of `labels`. A filter
compares a dimension with one code; a theme brings its topics, a section its divisions.
"""

from collections.abc import Callable, Mapping
from typing import Final

import ibis
from ibis.expr.types import BooleanValue, StringValue, Table, Value

from portefeuille.register.nace import LAST_DIVISIONS
from portefeuille.register.regions import PROVINCES


def theme_of(decision: Table) -> StringValue:
    """The theme without its topic: what stands before the slash; unknown where nothing stands."""
    return decision.theme.nullif("").split("/")[0]


def month_of(decision: Table) -> Value:
    """The first day of the month of submission."""
    return decision.submitted_on.truncate("M")


def year_of(decision: Table) -> Value:
    """The calendar year of submission."""
    return decision.submitted_on.year()


def province_of(decision: Table) -> StringValue:
    """The province of the establishment the service is for, by its postcode; else of the seat."""
    there = decision.postcode.re_search(r"^[1-9][0-9]{3}$")
    return ibis.cases(
        *(
            (there & (decision.postcode >= str(first)), province)
            for first, province, _region in reversed(PROVINCES)
        )
    )


def section_of(decision: Table) -> StringValue:
    """The section of the activity, with the version it is of: `2008-J`."""
    division = decision.nace_code.substr(0, 2)
    whole = decision.nace_code.re_search(r"^[0-9]{2}")
    branches = []
    for version, sections in LAST_DIVISIONS.items():
        of_version = whole & (decision.nace_version == version) & (division != "00")
        branches += [
            (of_version & (division <= f"{last:02d}"), f"{version}-{letter}")
            for last, letter in sections
        ]
    return ibis.cases(*branches)


def division_of(decision: Table) -> StringValue:
    """The two digits of the activity, with the version they are of: `2008-62`."""
    whole = decision.nace_code.re_search(r"^[0-9]{2}")
    code = decision.nace_version.cast("string") + "-" + decision.nace_code.substr(0, 2)
    return ibis.cases((whole, code))


def person_of(decision: Table) -> StringValue:
    """Whether the enterprise is a legal person; who is not known to be one may be natural."""
    return ibis.cases((~decision.natural_person, "legal"), else_="natural")


DIMENSIONS: Final[Mapping[str, Callable[[Table], Value]]] = {
    "service": lambda decision: decision.service,
    "theme": lambda decision: decision.theme,
    "size": lambda decision: decision.size,
    "outcome": lambda decision: decision.outcome,
    "delivery": lambda decision: decision.delivery,
    "region": lambda decision: decision.region,
    "province": province_of,
    "postcode": lambda decision: decision.postcode,
    "section": section_of,
    "division": division_of,
    "person": person_of,
    "provider": lambda decision: decision.registration,
}

FILTERS: Final = tuple(DIMENSIONS)

NATURAL: Final = ("person", "natural")
"""Narrows a scope to those who stand in no public register of grants."""


def matches(decision: Table, name: str, value: str) -> BooleanValue:
    """Whether a decision has a code of a dimension; a theme brings its topics along."""
    said = DIMENSIONS[name](decision)
    if name == "theme":
        return (said == value) | said.startswith(f"{value}/")
    return said == value
