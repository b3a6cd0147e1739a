"""An answer as a text that is read from top to bottom: headings, prose, tables and what they mean.

Markdown, ODT and PDF are made from the same blocks, so that none of them says more or less than
another. An answer that follows the sub-questions of its document keeps their order and their
words; another gives its tables in order, and then what is not available.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

from portefeuille.core.law import Language, Text
from portefeuille.core.show import show_day
from portefeuille.figures.formats.words import word
from portefeuille.figures.tables import Answer, NotAvailable, Table

OPINION: Final[Text] = {
    "nl": "Dat is een oordeel van de minister, geen cijfer.",
    "en": "That is a judgement of the minister, and no figure.",
}


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
    said = answer.language
    day = show_day(answer.as_of, said)
    yield Heading(1, answer.title)
    if answer.document:
        yield Prose(answer.document)
    yield Prose(f"{word('as-of', said)} {day}. {word('source', said)}: {answer.source}.")
    yield from _by_part(answer) if answer.parts else _by_table(answer)
    if answer.assumptions:
        yield Heading(2, word("assumptions", said))
        yield from map(Prose, answer.assumptions)


def _by_part(answer: Answer) -> Iterator[Block]:
    for part in answer.parts:
        yield Heading(2, f"{word('question', answer.language)} {part.number}")
        yield Quote(part.words)
        for at in part.tables:
            yield Heading(3, _title(answer, at))
            yield from _table(answer.tables[at], answer.language)
        for at in part.not_available:
            yield from _refusal(answer.not_available[at], answer.language)
        if not part.tables and not part.not_available:
            yield Prose(OPINION[answer.language])


def _by_table(answer: Answer) -> Iterator[Block]:
    if answer.question:
        yield Quote(answer.question)
    for at, table in enumerate(answer.tables):
        yield Heading(2, _title(answer, at))
        if table.question:
            yield Prose(table.question, word("with", answer.language))
        yield from _table(table, answer.language)
    if answer.not_available:
        yield Heading(2, word("not-available", answer.language))
    for each in answer.not_available:
        yield Heading(3, each.question)
        yield from _refusal(each, answer.language)


def _title(answer: Answer, at: int) -> str:
    return f"{word('table', answer.language)} {at + 1}. {answer.tables[at].title}"


def _table(table: Table, said: Language) -> Iterator[Block]:
    yield Grid(table)
    yield Prose(table.definition[said], word("definition", said))
    for note in table.notes:
        yield Prose(note, word("note", said))
    for sentence in table.assumptions:
        yield Prose(sentence, word("assumption", said))
    yield Prose(f"{table.source}.", word("source", said))


def _refusal(each: NotAvailable, said: Language) -> Iterator[Block]:
    yield Prose(each.why, word("not-available", said))
    if each.nearest:
        yield Prose(each.nearest, word("nearest", said))
