"""What a view is: a question that people ask of the scheme, and the page that answers it.

A view asks figures only of the position it is given, with the scope of its page or the same days
of a year before: whoever runs every view knows what a release must hold. What is not published
(`NotPublishedError`) is left out of the page, and that is said.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from portefeuille.core.law import Language, Text
from portefeuille.figures.charts import Chart
from portefeuille.figures.queries import Provenance
from portefeuille.figures.tables import SOURCES, Answer, NotAvailable, Table
from portefeuille.figures.values import Facts, Scope


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
