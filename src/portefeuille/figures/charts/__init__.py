"""A chart of a table: what it shows, as values; drawing is `charts.drawing`.

A chart is made from the cells of a table, so that both hold the same numbers. Two shapes serve
every view: bars beside their names, and lines over an order (months, tenths). At most four
series; a mark that is hidden or unknown is said and not drawn.
"""

from dataclasses import dataclass
from typing import Final, Literal

from portefeuille.figures.values import Kind, Number

MOST_SERIES: Final = 4
MOST_BARS: Final = 15
"""More bars than this are not read; the table has them all."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One bar or point: where it stands, of which series, its number, and the number in words."""

    place: str
    series: str
    number: Number
    told: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: its finding, what it shows in a sentence, what is measured, and its marks."""

    shape: Literal["bars", "lines"]
    title: str
    description: str
    measure: str
    kind: Kind
    marks: tuple[Mark, ...]

    def __post_init__(self) -> None:
        if len(self.series) > MOST_SERIES:
            raise ValueError(f"{len(self.series)} series; a reader tells {MOST_SERIES} apart")

    @property
    def series(self) -> tuple[str, ...]:
        """The series in their order."""
        return tuple(dict.fromkeys(mark.series for mark in self.marks))

    @property
    def places(self) -> tuple[str, ...]:
        """Where marks stand, in their order."""
        return tuple(dict.fromkeys(mark.place for mark in self.marks))
