"""Tables as they were counted, as they are told, and what an audit finds.

A row is the unit of hiding: its counts, amounts, averages and shares are told or not together.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from portefeuille.figures.values import Cell, Column, Facts, Hidden, Scope

FEW: Final = 5
"""Below so many, a count or a number of enterprises is not told; none (zero) is."""


@dataclass(frozen=True, slots=True)
class Told:
    """A table of a figure over a scope; a cell that is not told is HIDDEN."""

    figure: str
    scope: Scope
    columns: tuple[Column, ...]
    keys: tuple[str, ...]
    rows: tuple[Facts, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """A table with all its cells, and of how many enterprises each row tells.

    None as a number of enterprises is a row that tells of no enterprise: nothing is small there.
    """

    table: Told
    enterprises: tuple[int | None, ...]
    apart: "Counted | None" = None
    """The same rows, in the same order, of natural persons alone. The register of grants tells
    every grant to a legal person, so whoever subtracts it has these numbers of each row told."""

    def __post_init__(self) -> None:
        if len(self.enterprises) != len(self.table.rows):
            raise ValueError(f"{self.table.figure}: a number of enterprises for every row, please")
        if self.apart is not None and len(self.apart.table.rows) != len(self.table.rows):
            raise ValueError(f"{self.table.figure}: rows of natural persons for every row, please")


@dataclass(frozen=True, slots=True)
class Finding:
    """A hidden number that can be told from what is shown: `lowest` to `highest` is too little.

    For a count, and for cents; the population in words of its dimensions.
    """

    measure: str
    population: str
    lowest: int
    highest: int


def number(facts: Mapping[str, Cell], name: str) -> int | None:
    """A cell as a number; None where it is unknown, hidden or a text."""
    value = facts[name]
    return None if value is None or isinstance(value, str | Hidden) else int(value)


def is_few(count: int | None) -> bool:
    """Whether so many would tell of single enterprises."""
    return count is not None and 0 < count < FEW


def is_hidden(facts: Mapping[str, Cell]) -> bool:
    """Whether a row is hidden: its numbers are, all together."""
    return any(isinstance(cell, Hidden) for cell in facts.values())
