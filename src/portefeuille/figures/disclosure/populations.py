"""Which population a number is about, so that the same one in two tables is the same unknown.

A measure and a population: days of submission and a code for each dimension that narrows it. The
scope of a table narrows by its filters, a row by its keys: `grants-by-theme` asked of trainings
and `grants-by-service-and-theme` hold the same numbers, and here they have the same name.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from dateutil.relativedelta import relativedelta

from portefeuille.figures.disclosure.values import Told
from portefeuille.figures.values import Column, Facts, Scope
from portefeuille.register.nace import LAST_DIVISIONS
from portefeuille.register.regions import province_of

Codes = tuple[tuple[str, Any], ...]
"""A code for each of some dimensions, in the order of their names."""

NO_SUMS: Final = frozenset({"more", "average_cents", "left_cents"})
"""Columns that follow from others of their row: no population has them."""

_MEASURES: Final[Mapping[str, str]] = {"approved": "applications"}
_DIMENSIONS: Final[Mapping[str, str]] = {"registration": "provider"}
_OUTCOMES: Final = ("approved", "inadmissible", "refused")
_STAGES: Final[Mapping[str, tuple[str, str]]] = {
    "deposited": ("outcome", "approved"),
    "paid": ("stage", "deposited"),
    "provider-refused": ("outcome", "approved"),
    "stopped": ("outcome", "approved"),
    "lapsed": ("outcome", "approved"),
}
"""What a stage of the funnel is a part of."""
_OF_APPROVED: Final = frozenset({"approved", "grant_cents"})
_BEFORE: Final = "_year_before"


@dataclass(frozen=True, slots=True)
class Population:
    """Applications of some days, narrowed by a code for each of some dimensions."""

    first_day: date
    last_day: date
    codes: Codes

    def without(self, dimension: str) -> "Population":
        """The same, whatever the code of a dimension."""
        rest = tuple(pair for pair in self.codes if pair[0] != dimension)
        return Population(self.first_day, self.last_day, rest)

    def narrowed(self, dimension: str, code: Any) -> "Population":
        """Those of them that have a code of a dimension."""
        codes = tuple(sorted(((dimension, code), *self.codes), key=lambda pair: pair[0]))
        return Population(self.first_day, self.last_day, codes)

    def within(self, first_day: date, last_day: date) -> "Population":
        """The same, of other days."""
        return Population(first_day, last_day, self.codes)

    def widened(self) -> Iterator[tuple[str, "Population"]]:
        """What it is a part of by a known list, and what tells it apart there.

        A topic is a part of its theme, a division of its section; stages of the funnel overlap, so
        that each alone is a part.
        """
        for dimension, code in self.codes:
            wider = _wider(dimension, code)
            rest = self.without(dimension)
            if wider is not None and all(wider[0] != name for name, _ in rest.codes):
                apart = f"stage {code}" if dimension == "stage" else dimension
                yield apart, rest.narrowed(*wider)

    def __str__(self) -> str:
        codes = (f"{name}={code}" for name, code in self.codes)
        return " ".join((f"{self.first_day}/{self.last_day}", *codes))


@dataclass(frozen=True, slots=True)
class Name:
    """What a number is called wherever it stands: the measure and whom it is about."""

    measure: str
    population: Population


def measures(table: Told) -> Iterator[Column]:
    """The columns that count or add amounts of the population of their row."""
    for column in table.columns:
        if (
            column.kind in ("count", "amount", "euros")
            and column.name not in table.keys
            and column.name not in NO_SUMS
        ):
            yield column


def adds_up(column: Column, table: Told) -> bool:
    """Whether rows of this column are parts of a whole: also that of a scope, told in one row."""
    return column.adds_up or not table.keys


def name_of(column: Column, table: Told, row: Facts) -> Name:
    """What the number in a column of a row is called."""
    plain = column.name.removesuffix(_BEFORE)
    back = relativedelta(years=1) if plain != column.name else relativedelta()
    first, last = _days(table.scope, row)
    codes = dict(table.scope.filters)
    codes |= dict(_code(key, row[key]) for key in table.keys if key not in ("month", "year"))
    codes.pop("", None)
    if plain in _OF_APPROVED:
        codes.setdefault("outcome", "approved")
    population = Population(first - back, last - back, tuple(sorted(codes.items(), key=_first)))
    return Name(_MEASURES.get(plain, plain), population)


def _code(key: str, code: Any) -> tuple[str, Any]:
    """A key and its code as a dimension: the first stages of the funnel are outcomes."""
    if key == "stage":
        return ("", code) if code == "submitted" else _stage(code)
    return _DIMENSIONS.get(key, key), code


def _stage(code: str) -> tuple[str, str]:
    return ("outcome" if code in _OUTCOMES else "stage"), code


def _first(pair: tuple[str, Any]) -> str:
    return pair[0]


def _days(scope: Scope, row: Facts) -> tuple[date, date]:
    """The days a row is about: those of its month or year that lie within the scope."""
    if isinstance(month := row.get("month"), date):
        first, last = month, month + relativedelta(months=1, days=-1)
    elif (year := row.get("year")) is not None:
        first, last = date(int(str(year)), 1, 1), date(int(str(year)), 12, 31)
    else:
        return scope.first_day, scope.last_day
    return max(first, scope.first_day), min(last, scope.last_day)


def _wider(dimension: str, code: Any) -> tuple[str, str] | None:
    """The code that a code is a part of: everybody knows the lists."""
    if not isinstance(code, str):
        return None
    if dimension == "outcome" and code in ("approved", "refused"):
        return "stage", "admissible"
    if dimension == "stage":
        return _STAGES.get(code)
    if dimension == "theme" and "/" in code:
        return "theme", code.split("/")[0]
    if dimension == "postcode":
        province = province_of(code)
        return None if province is None else ("province", province)
    if dimension == "division":
        version, _, division = code.partition("-")
        for last, letter in LAST_DIVISIONS.get(int(version), ()):
            if int(division) <= last:
                return "section", f"{version}-{letter}"
    return None
