"""Any named figure as an answer of one table, its scope given in words.

`grants-by-theme` with `year=2019` and `service=training` is the table of SV 835.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from portefeuille.core.law import Language
from portefeuille.core.show import show_day
from portefeuille.figures import catalogue
from portefeuille.figures.dimensions import FILTERS
from portefeuille.figures.engines import LIVE, Engine
from portefeuille.figures.labels import code_in_words, label
from portefeuille.figures.queries import Position
from portefeuille.figures.tables import SOURCES, Answer, Row, Table, total_row
from portefeuille.figures.values import Cell, Column, Facts, Scope

_DAYS: Final = ("year", "first_day", "last_day")
KEYS: Final = (*_DAYS, *FILTERS)


def figure_answer(
    name: str, where: Mapping[str, str], as_of: date | datetime, engine: Engine = LIVE
) -> Answer:
    """A figure as of a day. KeyError for its name, ValueError where `where` cannot be read."""
    figure = catalogue.figure(name)
    scope = read_scope(where)
    at = Position(as_of, engine)
    rows = tuple(_row(facts, figure.columns, scope) for facts in at.ask(name, scope))
    source = SOURCES[at.provenance([scope])]
    table = Table(
        title=f"{figure.title['nl']}: {in_words(scope)}",
        columns=figure.columns,
        rows=rows,
        total=total_row("Totaal", figure.columns, rows),
        definition=figure.definition,
        notes=tuple(caveat["nl"] for caveat in figure.caveats),
        source=source,
    )
    return Answer(
        name=name,
        title=figure.title["nl"],
        document=catalogue.SOURCE["nl"],
        question="",
        as_of=at.day,
        source=source,
        tables=(table,),
    )


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


def _row(facts: Facts, columns: tuple[Column, ...], scope: Scope) -> Row:
    return Row(tuple(_cell(facts[column.name], column, scope) for column in columns))


def _cell(value: Cell, column: Column, scope: Scope) -> Cell:
    if column.words is None:
        return value
    return label(column.words, value, (scope.first_day, scope.last_day), "nl")


def _year(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) == 4 and text > "0000"):
        raise ValueError(f"year={text}: expected a year such as 2019")
    return int(text)


def _day(key: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{key}={text}: expected a day such as 2019-01-31") from None
