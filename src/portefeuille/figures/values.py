"""What a figure is: a name, a definition, columns, and a query that answers as of any past day.

A figure never stands alone: it says what is counted, at which moment and with which filter, so
that two people who quote it mean the same thing. Which applications it is asked about is its
*scope*; what was known when it is asked is its *as-of day*.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, TypeAlias

from portefeuille.core.facts import SERVICES
from portefeuille.core.law import Text

Words = Literal["theme", "service", "size", "outcome", "month"]
Kind = Literal["text", "count", "amount", "euros", "share"]

Cell: TypeAlias = str | int | None
"""A text, a count, an amount in cents or a share in basis points; None where it is unknown."""

Facts: TypeAlias = Mapping[str, Any]
"""A row as the query gives it, by the name of its column: codes, counts, cents, basis points."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    `name` is that of the query (English, snake case, with its unit), `label` is for people. The
    kind says how a cell is shown: `amount` is cents with two decimals, `euros` is cents rounded
    to the whole euro, `share` is basis points rounded to the tenth of a per cent.
    """

    name: str
    label: Text
    kind: Kind = "text"
    words: Words | None = None
    """Which list of words turns the codes of this column into text."""
    adds_up: bool = False
    """Whether the sum of this column means something."""

    @property
    def published_name(self) -> str:
        """The name outside, without its unit: cents leave as euro, basis points as a share."""
        return self.name.removesuffix("_cents").removesuffix("_points")


@dataclass(frozen=True, slots=True)
class Figure:
    """A named figure; `sql/<name with underscores>.sql` computes it, with these columns."""

    name: str
    title: Text
    definition: Text
    columns: tuple[Column, ...]
    caveats: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Scope:
    """Which applications are meant: the days of submission (both included), service and theme.

    Without a service or a theme: all of them. A theme brings its topics along.
    """

    first_day: date
    last_day: date
    service: str | None = None
    theme: str | None = None

    def __post_init__(self) -> None:
        if self.last_day < self.first_day:
            raise ValueError(f"the period ends on {self.last_day}, before {self.first_day}")
        if self.service is not None and self.service not in SERVICES:
            raise ValueError(f"{self.service!r} is no service; expected {' or '.join(SERVICES)}")


def calendar_year(year: int, *, service: str | None = None, theme: str | None = None) -> Scope:
    """The scope of a calendar year; ValueError for a year that is none."""
    return Scope(date(year, 1, 1), date(year, 12, 31), service, theme)
