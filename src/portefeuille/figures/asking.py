"""Any named figure as an answer of one table, its scope given in words.

`grants-by-theme` with `year=2019` and `service=training` is the table of SV 835.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from portefeuille.core.law import Language, Text
from portefeuille.core.show import show_day
from portefeuille.figures import catalogue
from portefeuille.figures.dimensions import FILTERS
from portefeuille.figures.engines import LIVE, Engine
from portefeuille.figures.labels import code_in_words, label
from portefeuille.figures.queries import Position
from portefeuille.figures.tables import SOURCES, Answer, Row, Table, total_row
from portefeuille.figures.values import Cell, Column, Facts, Figure, Scope

_DAYS: Final = ("year", "first_day", "last_day")
KEYS: Final = (*_DAYS, *FILTERS)
TOTAL: Final[Text] = {"nl": "Totaal", "en": "Total"}


def figure_answer(
    name: str, where: Mapping[str, str], as_of: date | datetime, engine: Engine = LIVE
) -> Answer:
    """A figure as of a day. KeyError for its name, ValueError where `where` cannot be read."""
    figure = catalogue.figure(name)
    scope = read_scope(where)
    at = Position(as_of, engine)
    source = SOURCES[at.provenance([scope])]
    table = replace(table_of(figure, at.ask(name, scope), scope, total=True), source=source)
    return Answer(
        name=name,
        title=figure.title["nl"],
        document=catalogue.SOURCE["nl"],
        question="",
        as_of=at.day,
        source=source,
        tables=(table,),
    )


def table_of(
    figure: Figure,
    facts: Sequence[Facts],
    scope: Scope,
    language: Language = "nl",
    *,
    columns: Sequence[Column] = (),
    level: Callable[[Facts], int] = lambda _facts: 0,
    total: bool,
) -> Table:
    """Rows of a figure as a table in words: all its columns, or those given, in their order."""
    columns = tuple(columns) or figure.columns
    rows = tuple(
        Row(tuple(in_cell(row[one.name], one, scope, language) for one in columns), level(row))
        for row in facts
    )
    return Table(
        title=f"{figure.title[language]}: {in_words(scope, language)}",
        columns=columns,
        rows=rows,
        total=total_row(TOTAL[language], columns, rows) if total else (),
        definition=figure.definition,
        notes=tuple(caveat[language] for caveat in figure.caveats),
    )


def in_cell(cell: Cell, column: Column, scope: Scope, language: Language) -> Cell:
    """A cell in words where its column has codes."""
    if column.words is None:
        return cell
    return label(column.words, cell, (scope.first_day, scope.last_day), language)


def read_scope(where: Mapping[str, str]) -> Scope:
    """The scope of `year`, or `first_day` and `last_day`, with the filters that are wanted.

    ValueError says which key or value is wrong.
    """
    wrong = sorted(set(where) - set(KEYS))
    if wrong:
        raise ValueError(f"{', '.join(wrong)}: expected {', '.join(KEYS)}")
    service, theme = where.get("service"), where.get("theme")
    others = tuple((key, where[key]) for key in FILTERS[2:] if key in where)
    days = {key: _day(key, where[key]) for key in ("first_day", "last_day") if key in where}
    if "year" in where and not days:
        year = _year(where["year"])
        return Scope(date(year, 1, 1), date(year, 12, 31), service, theme, others)
    if len(days) == 2 and "year" not in where:
        return Scope(days["first_day"], days["last_day"], service, theme, others)
    raise ValueError("give a year (year=2019), or a first_day and a last_day (2019-01-01)")


def in_words(scope: Scope, language: Language = "nl") -> str:
    """The scope as part of a title."""
    between = (scope.first_day, scope.last_day)
    first, last = between
    if between == (date(first.year, 1, 1), date(first.year, 12, 31)):
        parts = [str(first.year)]
    else:
        parts = [f"{show_day(first, language)} – {show_day(last, language)}"]
    parts += [str(code_in_words(name, code, between, language)) for name, code in scope.filters]
    return ", ".join(parts)


def _year(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) == 4 and text > "0000"):
        raise ValueError(f"year={text}: expected a year such as 2019")
    return int(text)


def _day(key: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{key}={text}: expected a day such as 2019-01-31") from None
