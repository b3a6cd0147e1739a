"""An answer as a text that is read from top to bottom: headings, prose, tables and what they mean.

Markdown, ODT and PDF are made from the same blocks, so that none of them says more or less than
another. An answer that follows the sub-questions of its document keeps their order and their
words; another gives its tables in order, and then what is not available.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

from portefeuille.core.show import show_day
from portefeuille.figures.tables import Answer, NotAvailable, Table

OPINION: Final = "Dat is een oordeel van de minister, geen cijfer."


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `level` 1 is the title."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph; `term` is the word that says what it is (Definitie), or empty."""

    text: str
    term: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody else wrote."""

    text: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table by itself: its head, rows and total."""

    table: Table


Block: TypeAlias = Heading | Prose | Quote | Grid


def blocks(answer: Answer) -> Iterator[Block]:
    """The answer, block by block."""
    yield Heading(1, answer.title)
    if answer.document:
        yield Prose(answer.document)
    yield Prose(f"Stand op {show_day(answer.as_of, 'nl')}. Bron: {answer.source}.")
    yield from _by_part(answer) if answer.parts else _by_table(answer)
    if answer.assumptions:
        yield Heading(2, "Veronderstellingen")
        yield from map(Prose, answer.assumptions)


def _by_part(answer: Answer) -> Iterator[Block]:
    for part in answer.parts:
        yield Heading(2, f"Vraag {part.number}")
        yield Quote(part.words)
        for at in part.tables:
            yield Heading(3, _title(answer, at))
            yield from _table(answer.tables[at])
        for at in part.not_available:
            yield from _refusal(answer.not_available[at])
        if not part.tables and not part.not_available:
            yield Prose(OPINION)


def _by_table(answer: Answer) -> Iterator[Block]:
    if answer.question:
        yield Quote(answer.question)
    for at, table in enumerate(answer.tables):
        yield Heading(2, _title(answer, at))
        if table.question:
            yield Prose(table.question, "Bij")
        yield from _table(table)
    if answer.not_available:
        yield Heading(2, "Niet beschikbaar")
    for each in answer.not_available:
        yield Heading(3, each.question)
        yield from _refusal(each)


def _title(answer: Answer, at: int) -> str:
    return f"Tabel {at + 1}. {answer.tables[at].title}"


def _table(table: Table) -> Iterator[Block]:
    yield Grid(table)
    yield Prose(table.definition["nl"], "Definitie")
    for note in table.notes:
        yield Prose(note, "Opmerking")
    for sentence in table.assumptions:
        yield Prose(sentence, "Veronderstelling")
    yield Prose(f"{table.source}.", "Bron")


def _refusal(each: NotAvailable) -> Iterator[Block]:
    yield Prose(each.why, "Niet beschikbaar")
    if each.nearest:
        yield Prose(each.nearest, "Het dichtste")
