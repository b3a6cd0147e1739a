"""What a figure is: a name, a definition, columns, and an expression that answers as of any day.

A figure never stands alone: it says what is counted, at which moment and with which filter, so
that two people who quote it mean the same thing. Which applications it is asked about is its
*scope*; what was known when it is asked is its *as-of day*.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from ibis.expr.types import Table

from portefeuille.core.facts import SERVICES
from portefeuille.core.law import Text

if TYPE_CHECKING:
    from portefeuille.figures.asked import Asked

Words = Literal[
    "theme",
    "service",
    "size",
    "outcome",
    "month",
    "delivery",
    "region",
    "province",
    "section",
    "division",
    "stage",
    "rule",
    "tenth",
    "part",
    "use",
]
Kind = Literal["text", "count", "amount", "euros", "share"]


class Hidden(Enum):
    """The mark of a number that is not told, since it could tell of one enterprise."""

    HIDDEN = "x"


HIDDEN: Final = Hidden.HIDDEN


class Nobody(Enum):
    """Stands for `Figure.contributors` of a figure about no enterprise: its rows are told whole."""

    NOBODY = "nobody"


NOBODY: Final = Nobody.NOBODY

Number: TypeAlias = int | Hidden | None
"""A count, cents or basis points; None where unknown, HIDDEN where it is not told."""

Cell: TypeAlias = str | int | Hidden | None
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
class Scope:
    """Which applications are meant: the days of submission (both included) and filters.

    Without a filter: all of them. A theme brings its topics along. `others` are further
    dimensions with the code asked of each (`figures.dimensions`).
    """

    first_day: date
    last_day: date
    service: str | None = None
    theme: str | None = None
    others: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        if self.last_day < self.first_day:
            raise ValueError(f"the period ends on {self.last_day}, before {self.first_day}")
        if self.service is not None and self.service not in SERVICES:
            raise ValueError(f"{self.service!r} is no service; expected {' or '.join(SERVICES)}")

    @property
    def filters(self) -> tuple[tuple[str, str], ...]:
        """The dimensions that are narrowed, each with its code."""
        named = (("service", self.service), ("theme", self.theme))
        return (*((name, code) for name, code in named if code is not None), *self.others)


def calendar_year(year: int, *, service: str | None = None, theme: str | None = None) -> Scope:
    """The scope of a calendar year; ValueError for a year that is none."""
    return Scope(date(year, 1, 1), date(year, 12, 31), service, theme)


def as_found(_scope: Scope, rows: Sequence[Facts]) -> Sequence[Facts]:
    """Rows as the engine gave them."""
    return rows


@dataclass(frozen=True, slots=True)
class Figure:
    """A named figure: what it is called, what is counted, and the expression that counts it.

    `counts` gives an Ibis expression on what was asked: counts and sums only. `finish` lays its
    rows out, the same for every engine: order, codes that did not occur, averages and shares
    (which are rounded, so that no engine may). What comes out has the columns.
    """

    name: str
    title: Text
    definition: Text
    columns: tuple[Column, ...]
    counts: Callable[["Asked"], Table]
    finish: Callable[[Scope, Sequence[Facts]], Sequence[Facts]] = as_found
    caveats: tuple[Text, ...] = ()
    contributors: Callable[["Asked"], Table] | Nobody | None = None
    """For what may be published: an expression with the columns that tell rows apart, and in
    `contributors` how many enterprises each row is about. Without it a figure is not published."""


class NotPublishedError(LookupError):
    """A release does not hold this figure for this scope."""

    def __init__(self, name: str, scope: Scope) -> None:
        super().__init__(f"{name} is not published for {scope}")
        self.name, self.scope = name, scope
