"""A question file answered: each sub-question in its order, with tables or why there are none."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from portefeuille.figures import catalogue
from portefeuille.figures.answers import author
from portefeuille.figures.answers.questionfile import Asks, QuestionFile, Wanted
from portefeuille.figures.answers.reform import reform_table
from portefeuille.figures.asking import table_of
from portefeuille.figures.engines import LIVE, Engine
from portefeuille.figures.queries import Position
from portefeuille.figures.tables import (
    SOURCES,
    Answer,
    Assumption,
    NotAvailable,
    Part,
    Table,
)
from portefeuille.figures.values import Column, Scope

Assumed = Callable[[date, date], Sequence[Assumption]]
"""The assumptions that synthetic applications of a period rest on."""


@dataclass(frozen=True, slots=True)
class Composed:
    """An answer, and what only its author is told."""

    answer: Answer
    for_author: tuple[str, ...]


def compose(
    question: QuestionFile,
    as_of: date | datetime,
    assumed: Assumed = lambda _first, _last: (),
    engine: Engine = LIVE,
) -> Composed:
    """The answer as known at the end of a day or at a moment.

    LiveOnlyError where a figure needs what only the book of record has and the engine is none.
    """
    at = Position(as_of, engine)
    tables: list[Table] = []
    refused: list[NotAvailable] = []
    parts: list[Part] = []
    told: list[str] = []
    for asks in question.asks:
        first = len(tables), len(refused)
        for wanted in asks.wanted:
            table, few = _table(asks, wanted, at)
            told += author.empty(table, len(tables))
            told += author.behind(table, len(tables), few)
            told += author.few_cells(table, len(tables), few)
            tables.append(table)
        refused += _refusal(asks)
        mine = tuple(range(first[0], len(tables))), tuple(range(first[1], len(refused)))
        parts.append(Part(asks.number, asks.words, *mine))
    scopes = [wanted.scope for asks in question.asks for wanted in asks.wanted]
    return Composed(
        Answer(
            name=question.name,
            title=question.title,
            document=question.document,
            question="\n".join(f"{asks.number}. {asks.words}" for asks in question.asks),
            as_of=at.day,
            source=_source(scopes, at),
            tables=tuple(tables),
            not_available=tuple(refused),
            assumptions=_assumptions(scopes, at, assumed),
            parts=tuple(parts),
        ),
        tuple(told),
    )


def _table(asks: Asks, wanted: Wanted, at: Position) -> tuple[Table, dict[int, str]]:
    """The table, and by place of row what is few behind it."""
    source = _source([wanted.scope], at)
    question = f"vraag {asks.number}"
    if wanted.reform is not None:
        return reform_table(wanted.reform, wanted.scope, at, question, source), {}
    figure = catalogue.figure(wanted.figure)
    facts = at.ask(wanted.figure, wanted.scope)
    columns = tuple(_chosen(wanted, figure.columns))
    adds_up = any(column.adds_up for column in columns) and columns[0].kind == "text"
    total = adds_up if wanted.total is None else wanted.total
    table = table_of(figure, facts, wanted.scope, columns=columns, total=total)
    table = replace(table, title=wanted.title or table.title, question=question, source=source)
    return table, author.few_behind(wanted.figure, wanted.scope, at, facts)


def _chosen(wanted: Wanted, columns: tuple[Column, ...]) -> Iterator[Column]:
    by_name = {column.name: column for column in columns}
    yield from (by_name[name] for name in wanted.columns or by_name)


def _refusal(asks: Asks) -> Iterator[NotAvailable]:
    if asks.why:
        yield NotAvailable(f"{asks.number}. {asks.words}", asks.why, asks.nearest)


def _source(scopes: Sequence[Scope], at: Position) -> str:
    return SOURCES[at.provenance(scopes)] if scopes else SOURCES["submitted"]


def _assumptions(scopes: Sequence[Scope], at: Position, assumed: Assumed) -> tuple[str, ...]:
    """Those of every period in which something synthetic was counted, each once."""
    found = [
        one.nl
        for scope in scopes
        if at.provenance([scope]) != "submitted"
        for one in assumed(scope.first_day, scope.last_day)
    ]
    return tuple(dict.fromkeys(found))
