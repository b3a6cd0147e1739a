"""Four answers to parliament, each computed anew from stored applications.

`answer(name)` keeps to the cut-off day the document states itself: what was decided or corrected
later does not change it. Nothing is read from a published table.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from portefeuille.figures.answers import sv_256_2017, sv_370_2020, sv_749_2017, sv_835_2020
from portefeuille.figures.answers.question import Question
from portefeuille.figures.engines import LIVE, Engine
from portefeuille.figures.queries import Position
from portefeuille.figures.tables import SOURCES, Answer, Assumption, Table

__all__ = ["answer", "names", "tables", "title"]

_QUESTIONS: Final[Mapping[str, Question]] = {
    module.QUESTION.name: module.QUESTION
    for module in (sv_749_2017, sv_835_2020, sv_370_2020, sv_256_2017)
}


def names() -> tuple[str, ...]:
    """The names of the answers."""
    return tuple(_QUESTIONS)


def title(name: str) -> str:
    """What a question is about; KeyError where there is no such answer."""
    return _QUESTIONS[name].title


def tables(name: str, at: Position) -> tuple[Table, ...]:
    """The tables of an answer, asked of a position; KeyError where there is no such answer."""
    return _QUESTIONS[name].tables(at)


def answer(
    name: str,
    as_of: date | datetime | None = None,
    assumptions: Sequence[Assumption] = (),
    engine: Engine = LIVE,
) -> Answer:
    """The answer as known at a moment or the end of a day, its own cut-off day by default.

    The assumptions are those of the synthetic rows; each is printed under the tables that rest
    on it, and none where no row is synthetic. KeyError where there is no such answer.
    """
    question = _QUESTIONS[name]
    at = Position(as_of or question.cut_off, engine)
    origin = at.provenance(question.scopes)
    source = SOURCES[origin]
    made = () if origin == "submitted" else assumptions
    tables = tuple(_with(table, source, made) for table in question.tables(at))
    placed = {sentence for table in tables for sentence in table.assumptions}
    return Answer(
        name=name,
        title=question.title,
        document=question.document,
        question=question.text,
        as_of=at.day,
        source=source,
        tables=tables,
        not_available=question.not_available,
        assumptions=tuple(each.nl for each in made if each.nl not in placed),
    )


def _with(table: Table, source: str, assumptions: Sequence[Assumption]) -> Table:
    """The table with where its rows come from and the assumptions it rests on."""
    sentences = tuple(
        each.nl
        for each in assumptions
        if any(each.code == code or each.code.startswith(f"{code}-") for code in table.rests_on)
    )
    return replace(table, source=source, assumptions=sentences)
