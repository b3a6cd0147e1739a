"""Hides what is small, and as little else as keeps it from being reckoned back; and audits that.

Primary: a row with a count of 1 to 4, or about 1 to 4 enterprises, is hidden whole, wherever its
population stands. Secondary: other rows, the smallest first, until the audit holds.

Twice over: for all enterprises, and for natural persons alone, whose numbers are what is left of
each row for who subtracts the register of grants to legal persons.

The level held: for a count below 5, tables in which it is 1 and tables in which it is 5 or more
show the same as those published; for another number of such a row, and for its amounts, tables in
which it is a tenth more and a tenth less. No other hidden number is determined either.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from portefeuille.figures.disclosure.populations import measures
from portefeuille.figures.disclosure.solving import EURO, Moves, Whole
from portefeuille.figures.disclosure.system import Row, systems
from portefeuille.figures.disclosure.values import (
    FEW,
    Counted,
    Finding,
    Told,
    is_few,
    is_hidden,
    number,
)
from portefeuille.figures.values import HIDDEN, Facts

_ROUNDS = 20
_TENTH = 10
_TOGETHER = 12
"""How many cells are made room for at a time: more is faster, and hides more."""


def protect(tables: Sequence[Counted], published: Sequence[Told] = ()) -> tuple[Told, ...]:
    """The tables as they can be told beside each other and what was published before."""
    books, few = _books(tables, published), _few(tables)
    hidden = _spread(set(few), books)
    for _ in range(_ROUNDS):
        before = len(hidden)
        for book in books:
            hidden = book.with_more(few, hidden, books)
        if len(hidden) == before:
            break
    return tuple(_told(counted.table, at, hidden) for at, counted in enumerate(tables))


def audit(
    tables: Sequence[Counted], told: Sequence[Told], published: Sequence[Told] = ()
) -> tuple[Finding, ...]:
    """Hidden numbers that can be told from what is shown, of tables as counted and as told."""
    books, few = _books(tables, published), _few(tables)
    hidden = {
        (at, row)
        for at, table in enumerate(told)
        for row, facts in enumerate(_as_counted(tables[at].table, table))
        if is_hidden(facts)
    }
    shown = [
        Finding("row", f"{tables[at].table.figure} {row}", 1, 1) for at, row in sorted(few - hidden)
    ]
    return (*shown, *(found for book in books for found in book.findings(few, hidden)))


@dataclass(frozen=True)
class _Book:
    """One system, and which of its cells a set of hidden rows hides."""

    moves: Moves
    whom: str = ""
    """Whom its numbers are about, where not everybody."""

    def few(self, few: frozenset[Row]) -> list[int]:
        """The cells that must be protected: of rows that tell of few, and what nobody printed."""
        is_amount = self.moves.sums.is_amount
        return [
            at
            for at, cell in enumerate(self.moves.sums.cells)
            if not cell.is_known
            and (
                any(row in few for row in cell.rows)
                or (not cell.rows and not is_amount and is_few(cell.value))
            )
        ]

    def hidden(self, rows: Iterable[Row]) -> NDArray[np.bool_]:
        """Which cells nobody sees: those of hidden rows, and those that are not printed."""
        hidden = frozenset(rows)
        return np.array(
            [
                not cell.is_known
                and (not cell.rows or any(row in hidden for row in cell.rows))
                and all(row in hidden for row in cell.shares)
                for cell in self.moves.sums.cells
            ],
            dtype=bool,
        )

    def wanted(self, cells: Iterable[int], towards: int) -> dict[int, int]:
        """How far each cell should be able to move, up (1) or down (-1)."""
        far = {cell: self._far(cell, towards) for cell in cells}
        return {cell: towards * by for cell, by in far.items() if by > 0}

    def _far(self, cell: int, towards: int) -> int:
        value, floor = int(self.moves.values[cell]), int(self.moves.floors[cell])
        if self.moves.sums.is_amount or value >= FEW:
            tenth = -(-value // _TENTH)
            return tenth if towards > 0 else min(tenth, value - floor)
        return FEW - value if towards > 0 else value - max(floor, 1)

    def with_more(
        self, few: frozenset[Row], hidden: set[Row], books: Sequence["_Book"]
    ) -> set[Row]:
        """These hidden rows, and those that must be too, so that its cells can move far enough."""
        cells = self.moves.sums.cells
        known = np.array([cell.is_known for cell in cells], dtype=bool) | (self.moves.values == 0)
        near = list(self.too_near(few, hidden))
        for at in range(0, len(near), _TOGETHER):
            free = self.hidden(hidden)
            moved = self.moves.move(dict(near[at : at + _TOGETHER]), free, ~free & ~known)
            if moved is not None:
                moving = [cells[one] for one in np.flatnonzero(moved)]
                more = {row for cell in moving for row in (*cell.rows, *cell.shares)}
                hidden = _spread(hidden | more, books)
        return hidden

    def too_near(self, few: frozenset[Row], hidden: set[Row]) -> Iterator[tuple[int, int]]:
        """Cells that cannot move as far as they should, and how far that is."""
        free = self.hidden(hidden)
        cells = self.few(few)
        up, down = self.wanted(cells, 1), self.wanted(cells, -1)
        lowest, highest = self._between(cells, free)
        yield from ((cell, far) for cell, far in up.items() if int(highest[cell]) < far)
        yield from ((cell, far) for cell, far in down.items() if int(lowest[cell]) > far)
        others = list(self._secondary(free, set(cells)))
        for towards in (1, -1):
            low, high = self._reached(dict.fromkeys(others, towards), free)
            stuck = (low == 0) & (high == 0) & (lowest == 0) & (highest == 0)
            others = [cell for cell in others if stuck[cell]]
        yield from ((cell, -1) for cell in others)

    def findings(self, few: frozenset[Row], hidden: set[Row]) -> Iterator[Finding]:
        """The same as values between which a cell must lie."""
        near = list(dict.fromkeys(cell for cell, _ in self.too_near(few, hidden)))
        if near:
            lowest, highest = self._between(near, self.hidden(hidden))
            unit = EURO if self.moves.sums.is_amount else 1
            for cell in near:
                name, value = self.moves.sums.cells[cell].name, int(self.moves.values[cell])
                between = (value + int(lowest[cell])) * unit, (value + int(highest[cell])) * unit
                yield Finding(name.measure, f"{name.population}{self.whom}", *between)

    def _secondary(self, free: NDArray[np.bool_], few: set[int]) -> Iterator[int]:
        for cell in np.flatnonzero(free):
            if self.moves.sums.cells[cell].rows and cell not in few and self.moves.values[cell]:
                yield int(cell)

    def _between(self, cells: Sequence[int], free: NDArray[np.bool_]) -> tuple[Whole, Whole]:
        """How far moves lead cells that must be protected, both ways."""
        lowest, highest = self._reached(self.wanted(cells, 1), free)
        low, high = self._reached(self.wanted(cells, -1), free)
        return np.minimum(lowest, low), np.maximum(highest, high)

    def _reached(self, wanted: dict[int, int], free: NDArray[np.bool_]) -> tuple[Whole, Whole]:
        """How far down and up moves lead the cells: those that are left together, then each."""
        none = np.zeros(len(free), dtype=bool)
        lowest, highest = np.zeros_like(self.moves.values), np.zeros_like(self.moves.values)

        def left(some: dict[int, int]) -> dict[int, int]:
            """Those that no move led far enough yet, after trying them together."""
            if some and (moved := self.moves.move(some, free, none)) is not None:
                np.minimum(lowest, moved, out=lowest)
                np.maximum(highest, moved, out=highest)
            return {
                cell: far
                for cell, far in some.items()
                if not int(lowest[cell]) <= far <= int(highest[cell])
            }

        near, before = left(wanted), len(wanted)
        while near and len(near) < before:
            near, before = left(near), len(near)
        for cell, far in near.items():
            if not int(lowest[cell]) <= far <= int(highest[cell]):
                left({cell: far})
        return lowest, highest


def _books(tables: Sequence[Counted], published: Sequence[Told]) -> list[_Book]:
    """The systems of all enterprises, and those of natural persons on the very same rows."""
    apart = _apart(tables)
    return [
        *(_Book(Moves(sums)) for sums in systems(tables, published)),
        *(
            _Book(Moves(sums), " (natural persons)")
            for sums in systems(apart, tuple(_told_apart(apart, tables, published)))
        ),
    ]


def _few(tables: Sequence[Counted]) -> frozenset[Row]:
    """Rows that tell of few, or of few natural persons."""
    return frozenset((*_few_rows(tables), *_few_rows(_apart(tables))))


def _apart(tables: Sequence[Counted]) -> list[Counted]:
    """Of each table that of natural persons, in its place; without rows where there is none."""
    return [one.apart or Counted(replace(one.table, rows=()), ()) for one in tables]


def _told_apart(
    apart: Sequence[Counted], tables: Sequence[Counted], published: Sequence[Told]
) -> Iterator[Told]:
    """What earlier tables told of natural persons: rows that were shown and still hold."""
    earlier = {(one.figure, one.scope): one for one in published}
    for whole, part in zip(tables, apart, strict=True):
        told = earlier.get((whole.table.figure, whole.table.scope))
        if told is not None and part.table.rows:
            pairs = zip(whole.table.rows, part.table.rows, strict=True)
            rows = tuple(row for now, row in pairs if now in told.rows)
            yield replace(part.table, rows=rows)


def _few_rows(tables: Sequence[Counted]) -> Iterator[Row]:
    for at, counted in enumerate(tables):
        counts = [column.name for column in measures(counted.table) if column.kind == "count"]
        for row, facts in enumerate(counted.table.rows):
            about = counted.enterprises[row]
            if about is None:
                continue
            if is_few(about) or any(is_few(number(facts, name)) for name in counts):
                yield at, row


def _spread(rows: set[Row], books: Sequence[_Book]) -> set[Row]:
    """All rows in which a population of these rows stands."""
    at_row: dict[Row, list[list[Row]]] = {}
    for book in books:
        for cell in book.moves.sums.cells:
            for row in cell.rows if len(cell.rows) > 1 else ():
                at_row.setdefault(row, []).append(cell.rows)
    found, waiting = set(rows), list(rows)
    while waiting:
        for others in at_row.get(waiting.pop(), ()):
            waiting += [row for row in others if row not in found]
            found.update(others)
    return found


def _told(table: Told, at: int, hidden: set[Row]) -> Told:
    """The table with nothing but keys, and what is no number, in its hidden rows."""
    numbers = {column.name for column in table.columns if column.kind != "text"} - set(table.keys)
    rows = tuple(
        {name: HIDDEN if name in numbers else cell for name, cell in facts.items()}
        if (at, row) in hidden
        else facts
        for row, facts in enumerate(table.rows)
    )
    return replace(table, rows=_reordered(table, rows))


def _as_counted(counted: Told, told: Told) -> Iterator[Facts]:
    """The rows that are told, in the order of those counted; KeyError where one is missing."""
    by_code = {tuple(facts[key] for key in told.keys): facts for facts in told.rows}
    return (by_code[tuple(facts[key] for key in counted.keys)] for facts in counted.rows)


def _reordered(table: Told, rows: tuple[Facts, ...]) -> tuple[Facts, ...]:
    """From most to least, a place says how much: rows that are hidden come last, by their codes."""
    first = next((column.name for column in measures(table)), None)
    if first is None:
        return rows
    counts = [number(facts, first) or 0 for facts in table.rows]
    if counts != sorted(counts, reverse=True):
        return rows
    hidden = [facts for facts in rows if is_hidden(facts)]
    by_code = sorted(hidden, key=lambda facts: [str(facts[key]) for key in table.keys])
    return (*(facts for facts in rows if not is_hidden(facts)), *by_code)
