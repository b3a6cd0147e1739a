"""An answer for a terminal: as wide as the terminal is, numbers to the right, no colours.

No number is ever cut: a table that needs more than the width it has takes it.
"""

import io
import textwrap
from collections.abc import Iterator, Sequence
from typing import Final

from rich import box
from rich.console import Console, JustifyMethod
from rich.measure import Measurement
from rich.table import Table as Grid
from rich.text import Text

from portefeuille.core.law import Language
from portefeuille.core.show import show_day
from portefeuille.figures.formats.cells import NUMERIC, shown
from portefeuille.figures.formats.words import word, words_in
from portefeuille.figures.tables import Answer, Table
from portefeuille.figures.values import Cell

_NARROWEST: Final = 40
_WIDEST: Final = 120
_UNBOUNDED: Final = 10_000


def as_text(answer: Answer) -> str:
    """The answer as lines of text, ending in a newline."""
    width = max(_NARROWEST, min(Console(file=io.StringIO()).width, _WIDEST))
    return "\n".join(line.rstrip() for line in _lines(answer, width)) + "\n"


def _lines(answer: Answer, width: int) -> Iterator[str]:
    say = words_in(answer.language)
    day = show_day(answer.as_of, answer.language)
    source = f"{say['as_of']} {day}. {say['source']}: {answer.source}."
    yield from _prose([answer.title, answer.document, answer.question, source], width)
    for table in answer.tables:
        yield ""
        yield from _prose([table.title], width)
        yield from _grid(table, width, answer.language)
        answers = f"{say['with']} {table.question}." if table.question else ""
        made = _assumptions(table.assumptions, answer.language)
        lines = [answers, *table.notes, f"{say['source']}: {table.source}.", made]
        yield from _prose(lines, width, indent="  ")
    if answer.not_available:
        yield from ("", say["not_available"])
    for each in answer.not_available:
        nearest = f"{say['nearest']}: {each.nearest}" if each.nearest else ""
        yield from _prose([f"– {each.question}"], width)
        yield from _prose([each.why, nearest], width, indent="  ")
    if answer.assumptions:
        yield ""
        yield from _prose([_assumptions(answer.assumptions, answer.language)], width)


def _grid(table: Table, width: int, language: Language) -> Iterator[str]:
    """The table as wide as it likes; where that is too wide, its columns of numbers at their least.

    Labels then get what is left, and are broken over lines.
    """
    out = Console(file=io.StringIO(), width=_UNBOUNDED, color_system=None)
    grid = _build(table, [None] * len(table.columns), language)
    if Measurement.get(out, out.options, grid).maximum > width:
        least = [_least(table, at, language) for at in range(len(table.columns))]
        grid = _build(table, least, language)
        out.width = max(width, Measurement.get(out, out.options, grid).minimum)
    with out.capture() as captured:
        out.print(grid)
    yield from captured.get().splitlines()


def _build(table: Table, widths: Sequence[int | None], language: Language) -> Grid:
    grid = Grid(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1))
    for column, width in zip(table.columns, widths, strict=True):
        side: JustifyMethod = "right" if column.kind in NUMERIC else "left"
        grid.add_column(Text(column.label[language]), justify=side, width=width, overflow="fold")
    for row in table.rows:
        grid.add_row(*map(Text, _texts(table, row.cells, row.level, language)))
    if table.total:
        grid.add_section()
        grid.add_row(*map(Text, _texts(table, table.total, 0, language)))
    return grid


def _least(table: Table, at: int, language: Language) -> int | None:
    """The least width of a column of numbers: its widest number or the longest word above it."""
    if table.columns[at].kind not in NUMERIC:
        return None
    rows = [row.cells for row in table.rows] + ([table.total] if table.total else [])
    cells = [_texts(table, row, 0, language)[at] for row in rows]
    return max(map(len, [*cells, *table.columns[at].label["nl"].split(" ")]))


def _texts(table: Table, cells: tuple[Cell, ...], level: int, language: Language) -> list[str]:
    pairs = zip(cells, table.columns, strict=True)
    texts = [shown(cell, column.kind, language) for cell, column in pairs]
    texts[0] = "  " * level + texts[0]
    return texts


def _assumptions(sentences: Sequence[str], language: Language) -> str:
    return f"{word('assumptions', language)}: {' '.join(sentences)}" if sentences else ""


def _prose(lines: Sequence[str], width: int, indent: str = "") -> Iterator[str]:
    """Each line on a line of its own, broken at spaces but not at no-break spaces."""
    for line in lines:
        yield from textwrap.wrap(
            line,
            width,
            initial_indent=indent,
            subsequent_indent=indent,
            break_on_hyphens=False,
        )
