"""What a view is: a question that people ask of the scheme, and the page that answers it.

A view asks figures only of the position it is given, with the scope of its page or the same days
of a year before: whoever runs every view knows what a release must hold. What is not published
(`NotPublishedError`) is left out of the page, and that is said.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from portefeuille.core.law import Language, Text
from portefeuille.figures.charts import MOST_BARS, Chart, Mark
from portefeuille.figures.formats.cells import shown
from portefeuille.figures.queries import Provenance
from portefeuille.figures.tables import SOURCES, Answer, NotAvailable, Table
from portefeuille.figures.values import Cell, Facts, Number, Scope


class Asking(Protocol):
    """Whatever answers figures: the book of record, a snapshot, a published release."""

    @property
    def day(self) -> date:
        """The day it stands on."""

    def ask(self, name: str, scope: Scope) -> tuple[Facts, ...]:
        """The rows of a figure; a release raises `NotPublishedError` for what it does not hold."""

    def provenance(self, scopes: list[Scope]) -> Provenance:
        """Where the applications of these scopes come from."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A page of figures: a finding, a chart, tables with the same numbers, and what is missing.

    Definitions, caveats and sources stand with each table.
    """

    view: str
    question: str
    title: str
    period: str
    as_of: date
    origin: Provenance
    tables: tuple[Table, ...]
    chart: Chart | None
    not_available: tuple[NotAvailable, ...]
    language: Language
    assumptions: tuple[str, ...] = ()
    """What nobody published and synthetic applications rest on: whoever shows the page adds it."""

    @property
    def source(self) -> str:
        """Where its applications come from, in words."""
        return SOURCES[self.origin]

    def drawn_by(self, measure: str) -> "Shown":
        """The same with its bars by another column of the first table, from most to least.

        As it is where the chart is not of one series of bars, or the table lacks the column.
        """
        chart, table = self.chart, self.tables[0] if self.tables else None
        column = (
            next((one for one in table.columns if one.name == measure), None) if table else None
        )
        if chart is None or table is None or column is None or not _can_be_measured(chart):
            return self
        at = table.columns.index(column)
        top = [row.cells for row in table.rows if row.level == 0]
        top.sort(key=lambda cells: -_known(cells[at]))
        marks = tuple(
            Mark(shown(cells[0], "text", self.language), "", _number(cells[at]), told)
            for cells in top[:MOST_BARS]
            for told in [shown(cells[at], column.kind, self.language)]
        )
        label = column.label[self.language]
        chart = replace(chart, measure=label, kind=column.kind, marks=marks, description=label)
        return replace(self, chart=chart)

    def answer(self) -> Answer:
        """The same as an answer, to be given in any of the formats."""
        return Answer(
            name=self.view,
            title=self.title,
            document=f"{self.question} {self.period}",
            question="",
            as_of=self.as_of,
            source=self.source,
            tables=self.tables,
            not_available=self.not_available,
            assumptions=self.assumptions,
            language=self.language,
        )


@dataclass(frozen=True, slots=True)
class View:
    """A view: its name, its word in an address, the question it answers, and how it is built."""

    name: str
    slug: Text
    question: Text
    build: Callable[[Asking, Scope, Language], Shown]


def _can_be_measured(chart: Chart) -> bool:
    return chart.shape == "bars" and len(chart.series) == 1


def _number(cell: Cell) -> Number:
    """A cell of a column of numbers."""
    assert not isinstance(cell, str), f"{cell!r} is no number"
    return cell


def _known(cell: Cell) -> int:
    """What bars are ordered by: what is hidden or unknown comes last."""
    return cell if isinstance(cell, int) else -1
