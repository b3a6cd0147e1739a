"""Markdown, with tables as GitHub Flavored Markdown has them: numbers to the right.

What people wrote is text in it and never markup: every character that could be one is escaped.

Source: CommonMark 0.31.2, "Backslash escapes"; GitHub Flavored Markdown 0.29, "Tables".
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from portefeuille.core.law import Language
from portefeuille.core.show import NBSP
from portefeuille.figures.formats.blocks import Block, Grid, Heading, Prose, Quote, blocks
from portefeuille.figures.formats.cells import NUMERIC, shown
from portefeuille.figures.tables import Answer, Table
from portefeuille.figures.values import Cell

_MARKS: Final = re.compile(r"([\\`*_\[\]<>|#~]|&(?=#|\w+;))")
_BEGINS_A_BLOCK: Final = re.compile(r"^(\s*)([-+=]|\d{1,9}[.)](?=\s|$))")


def as_markdown(answer: Answer) -> str:
    """The answer as Markdown, ending in a newline."""
    return "\n\n".join(_said(block, answer.language) for block in blocks(answer)) + "\n"


def escaped(text: str) -> str:
    """A text on one line in which nothing is markup."""
    line = _MARKS.sub(r"\\\1", " ".join(text.splitlines()))
    return _BEGINS_A_BLOCK.sub(_with_backslash, line)


def _with_backslash(found: re.Match[str]) -> str:
    space, mark = found.groups()
    return f"{space}{mark[:-1]}\\{mark[-1]}"


def _said(block: Block, language: Language) -> str:
    match block:
        case Heading(level, text):
            return f"{'#' * level} {escaped(text)}"
        case Quote(text):
            return f"> {escaped(text)}"
        case Prose(text, ""):
            return escaped(text)
        case Prose(text, term):
            return f"*{term}*: {escaped(text)}"
        case Grid(table):
            return "\n".join(_lines(table, language))


def _lines(table: Table, language: Language) -> Iterator[str]:
    yield _line([escaped(column.label[language]) for column in table.columns])
    yield _line(["---:" if column.kind in NUMERIC else "---" for column in table.columns])
    for row in table.rows:
        first, *rest = _texts(table, row.cells, language)
        yield _line([NBSP * 4 * row.level + first, *rest])
    if table.total:
        yield _line(
            [f"**{cell}**" if cell else "" for cell in _texts(table, table.total, language)]
        )


def _texts(table: Table, cells: Sequence[Cell], language: Language) -> list[str]:
    return [
        escaped(shown(cell, column.kind, language))
        for cell, column in zip(cells, table.columns, strict=True)
    ]


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
