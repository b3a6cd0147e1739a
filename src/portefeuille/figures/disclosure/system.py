"""All tables of a release as one system of sums, as somebody who subtracts would write it down.

A number that is told or hidden is a cell; the same population has one cell, whichever tables it
stands in. A population is the sum of its parts along every dimension that is told apart: of its
services, its sizes, its months, its themes, the topics of a theme. What no table prints but sums
give (a margin, or what is left of a whole beside its parts) is a cell too.

A sum counts as known when it holds: nobody has to declare that a table is complete, and who
guesses that it is finds no more than what was reckoned with. Numbers of enterprises are no sums
of each other, except where a table prints a whole beside its parts.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from heapq import heapify, heappop, heappush
from typing import Any, Final

from portefeuille.figures.disclosure.populations import (
    Name,
    Population,
    adds_up,
    measures,
    name_of,
)
from portefeuille.figures.disclosure.values import Counted, Told, is_few, number
from portefeuille.figures.values import Column

_DISTINCT: Final = "enterprises"
"""How the name of a number of distinct enterprises begins."""
_TABLE: Final = "table"
"""The dimension that tells a table whose numbers differ under the name that another's have."""

_LIST: Final = "list"
"""How a way begins that follows a list everybody knows."""

Row = tuple[int, int]
"""The place of a table among all, and that of a row in it."""


@dataclass(slots=True)
class Cell:
    """A number: its value, the rows it stands in, and whether it was told before."""

    name: Name
    value: int
    rows: list[Row] = field(default_factory=list)
    adds_up: bool = False
    """Whether it is a part of what tells it apart: not so where parts overlap."""
    is_known: bool = False
    """Whether it was told before, and so is known whatever is hidden now."""
    shares: list[Row] = field(default_factory=list)
    """Rows that tell a share of it: it is known as long as one of them is told."""
    is_rest: bool = False
    """What is left of a whole beside the parts that are told apart."""


@dataclass(frozen=True, slots=True)
class Sums:
    """The cells of one measure, and which of them add up to which: the whole, then its parts."""

    measure: str
    is_amount: bool
    cells: tuple[Cell, ...]
    sums: tuple[tuple[int, tuple[int, ...]], ...]


def systems(tables: Sequence[Counted], published: Sequence[Told] = ()) -> tuple[Sums, ...]:
    """The system of each measure of the tables, with what was published before."""
    cells: dict[str, dict[Population, Cell]] = defaultdict(dict)
    amounts: set[str] = set()
    for at, counted in enumerate(tables):
        for column in measures(counted.table):
            found = _numbers(column, counted.table)
            for row, cell in _entered(cells, found, at):
                cell.rows.append((at, row))
                cell.adds_up |= adds_up(column, counted.table)
            if column.kind != "count":
                amounts.update(name.measure for _, name, _ in found)
    for told in published:
        for column in measures(told):
            for _, name, value in _numbers(column, told):
                cell = cells[name.measure].setdefault(name.population, Cell(name, value))
                cell.is_known |= cell.value == value
                cell.adds_up |= adds_up(column, told)
    whole = tuple(_system(name, name in amounts, cells[name]) for name in sorted(cells))
    by_name = {cell.name: cell for system in whole for cell in system.cells}
    for at, counted in enumerate(tables):
        for row, name in _told_shares_of(counted.table):
            if name in by_name and not is_few(by_name[name].value):
                by_name[name].shares.append((at, row))
    return whole


def _told_shares_of(table: Told) -> Iterator[tuple[int, Name]]:
    """The rows of a table with shares, and what the wholes they may be shares of are called."""
    if any(column.kind == "share" for column in table.columns):
        for column in measures(table):
            for fewer in range(len(table.keys)):
                short = replace(table, keys=table.keys[:fewer])
                for at, row in enumerate(table.rows):
                    if number(row, column.name) != 0:  # no share at all tells nothing
                        yield at, name_of(column, short, row)


def _numbers(column: Column, table: Told) -> list[tuple[int, Name, int]]:
    """The numbers of a column that are known and no less than zero, by the place of their row."""
    found = ((at, row, number(row, column.name)) for at, row in enumerate(table.rows))
    return [
        (at, name_of(column, table, row), value)
        for at, row, value in found
        if value is not None and value >= 0
    ]


def _entered(
    cells: dict[str, dict[Population, Cell]], found: Sequence[tuple[int, Name, int]], at: int
) -> Iterator[tuple[int, Cell]]:
    """The cells of the numbers; a table that differs from another's has its own."""
    known = [cells[name.measure].get(name.population) for _, name, _ in found]
    differs = any(
        cell is not None and cell.value != value
        for cell, (_, _, value) in zip(known, found, strict=True)
    )
    for row, name, value in found:
        own = name.population.narrowed(_TABLE, at) if differs else name.population
        yield row, cells[name.measure].setdefault(own, Cell(Name(name.measure, own), value))


def _system(measure: str, is_amount: bool, cells: dict[Population, Cell]) -> Sums:  # noqa: FBT001
    distinct = measure.startswith(_DISTINCT)
    parts = _parts(measure, cells, make=not distinct)
    sums: list[tuple[Population, list[Population]]] = []
    for whole, ways in parts.items():
        for way, members in ways.items():
            left = cells[whole].value - sum(cells[part].value for part in members)
            if left > 0 and not distinct and not way.startswith(_TABLE):
                rest = whole.narrowed("beside", way)
                cells[rest] = Cell(Name(measure, rest), left, is_rest=True)
                sums.append((whole, [*members, rest]))
            elif left == 0:
                sums.append((whole, members))
    places = {population: at for at, population in enumerate(cells)}
    return Sums(
        measure,
        is_amount,
        tuple(cells.values()),
        tuple((places[whole], tuple(places[part] for part in members)) for whole, members in sums),
    )


def _parts(
    measure: str, cells: dict[Population, Cell], *, make: bool
) -> dict[Population, dict[str, list[Population]]]:
    """Of each whole the ways it is told apart, from the finest parts up.

    With `make`, wholes that nobody printed are added to the cells: the largest of the sums that
    lead to them, since a way that is not complete leads to less.
    """
    periods = sorted({(one.first_day, one.last_day) for one in cells})
    printed = set(cells)
    found: dict[Population, dict[str, list[Population]]] = defaultdict(lambda: defaultdict(list))
    waiting = [(_order(one), at, one) for at, one in enumerate(cells)]
    heapify(waiting)
    while waiting:
        part = heappop(waiting)[-1]
        if part not in printed:
            ways = found[part].values()
            cells[part].value = max(sum(cells[one].value for one in way) for way in ways)
        for way, whole in _wholes(part, periods) if cells[part].adds_up else ():
            if whole not in cells:
                if not make or way.startswith((_TABLE, _LIST)):
                    continue
                cells[whole] = Cell(Name(measure, whole), 0, adds_up=True)
                heappush(waiting, (_order(whole), len(cells), whole))
            found[whole][way].append(part)
    return found


def _order(population: Population) -> tuple[int, int, int]:
    """Parts come before wholes: fewer days, more dimensions, finer codes."""
    days = (population.last_day - population.first_day).days
    return days, -len(population.codes), -sum(1 for _ in population.widened())


def _wholes(part: Population, periods: Sequence[Any]) -> Iterator[tuple[str, Population]]:
    """What a population is a part of, and along which way it was told apart."""
    for name, code in part.codes:
        yield f"{name} {code}" if name == _TABLE else name, part.without(name)
    for code, whole in part.widened():
        yield f"{_LIST} {code}", whole
    for first, last in periods:
        if first <= part.first_day and part.last_day <= last:
            whole = part.within(first, last)
            if whole != part and _is_month(part):
                yield "month", whole


def _is_month(part: Population) -> bool:
    return part.first_day.replace(day=1) == part.last_day.replace(day=1)
