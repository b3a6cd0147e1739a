"""Tables and answers: figures laid out for a reader, before any format is chosen.

Cells keep their kind (counts, cents, basis points); only `formats` turns them into characters.
Every table says which question it answers, how it was counted, what it rests on, and where its
applications come from, so that it can be cut out of its answer and still be honest.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Protocol

from portefeuille.core.law import Language, Text
from portefeuille.figures.queries import Provenance
from portefeuille.figures.values import Cell, Column, Hidden, Number

SOURCES: Final[dict[Provenance, str]] = {
    "synthetic": "Synthetische gegevens, geijkt op gepubliceerde totalen"
    " (synthetic data calibrated on published totals)",
    "mixed": "Deels ingediende aanvragen, deels synthetische gegevens, geijkt op gepubliceerde"
    " totalen (partly synthetic data calibrated on published totals)",
    "submitted": "Ingediende aanvragen (submitted applications)",
}


class Assumption(Protocol):
    """What nobody published and synthetic rows rest on: a code and its sentence."""

    @property
    def code(self) -> str:
        """Its name; tables name the codes they rest on."""

    @property
    def nl(self) -> str:
        """The sentence in Dutch."""


@dataclass(frozen=True, slots=True)
class Row:
    """Cells in the order of the columns; `level` 1 is a part of the row of level 0 above it."""

    cells: tuple[Cell, ...]
    level: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its explanation. `total` is empty where the columns do not add up.

    `question` names the sub-question it answers ("vraag 2 b"), `rests_on` the codes of
    assumptions (a code also stands for those that continue it after a hyphen); `source` and
    `assumptions` are filled in by the answer the table becomes part of.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    definition: Text
    total: tuple[Cell, ...] = ()
    question: str = ""
    notes: tuple[str, ...] = ()
    rests_on: tuple[str, ...] = ()
    source: str = ""
    assumptions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NotAvailable:
    """A question that the stored data cannot answer: why, and what comes nearest."""

    question: str
    why: str
    nearest: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A sub-question as the member wrote it, and which tables and refusals of an answer are its.

    `number` is that of the document ("1", "1 a"). `tables` and `not_available` are places in the
    answer, from 0 on; a part that has neither asks for an opinion.
    """

    number: str
    words: str
    tables: tuple[int, ...] = ()
    not_available: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as of a day: the question and its document, tables, and what is not available."""

    name: str
    title: str
    document: str
    question: str
    as_of: date
    source: str
    tables: tuple[Table, ...]
    not_available: tuple[NotAvailable, ...] = ()
    assumptions: tuple[str, ...] = ()
    """Assumptions that belong to no table in particular."""
    parts: tuple[Part, ...] = ()
    """The sub-questions in the order of the document, where the answer follows them one by one."""
    language: Language = "nl"
    """Of its texts; every form says its own words in it too."""


def sum_of(values: Iterable[Cell]) -> Number:
    """The sum of counts or cents; None (unknown) or hidden where one of them is."""
    total = 0
    for value in values:
        if value is None or isinstance(value, Hidden):
            return value
        total += int(value)
    return total


def total_row(name: str, columns: Sequence[Column], rows: Sequence[Row]) -> tuple[Cell, ...]:
    """The last row: its name, then the sum of each column that adds up over rows of level 0."""
    top = [row.cells for row in rows if row.level == 0]
    rest = [
        sum_of(cells[at] for cells in top) if column.adds_up else ""
        for at, column in enumerate(columns)
    ]
    return (name, *rest[1:])
