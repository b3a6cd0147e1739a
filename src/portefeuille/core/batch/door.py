"""The way in: columns of applications and a law, out comes what `core.decide` would decide.

Rows are dealt out over threads and judged (`judging`); then the enterprise-years are dealt out,
and each thread goes through its years in order (`deciding`). No two touch the same year.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import numba
import numpy as np

from portefeuille.core.batch.check import ColumnsError, check, check_stops
from portefeuille.core.batch.columns import Columns, Lines, Stops, Words
from portefeuille.core.batch.deciding import decide_rows
from portefeuille.core.batch.judging import judge_rows
from portefeuille.core.batch.numbering import last_row, number_years
from portefeuille.core.batch.shapes import NO_RATE, NONE, Answer, Array, Rows, Years
from portefeuille.core.batch.shapes import Lines as LineArrays
from portefeuille.core.batch.shapes import Stops as StopArrays
from portefeuille.core.batch.tables import tables_of
from portefeuille.core.law import Law, LawInForce
from portefeuille.core.rules import RULES
from portefeuille.core.size import ORDER

OUTCOMES: Final = ("approved", "inadmissible", "refused")
"""The outcomes by their code."""
SIZES: Final = ORDER
"""The sizes by their code."""
ROWS_A_THREAD: Final = 50_000
"""Fewer rows than this are not worth a thread."""
BLOCK: Final = 1_024
"""Rows that are judged together: what they need of all columns fits in the nearest memory."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided, a place a row: codes of `OUTCOMES` and `SIZES`, basis points, cents.

    `rate`, `ceiling` and `room_before` are -1 where a decision has None. `file_before` is a day
    counted from 1970, `period` the place of the law in `law.periods`. `fails` and `unknown` are
    the rules that fail and that are not judged: bit r is the rule in place r of `RULES`.
    """

    law: Law
    outcome: Array
    size: Array
    rate: Array
    ceiling: Array
    room_before: Array
    eligible_cost: Array
    grant: Array
    file_before: Array
    period: Array
    fails: Array
    unknown: Array

    def law_of(self, row: int) -> LawInForce:
        """The law under which a row was decided."""
        return self.law.periods[int(self.period[row])]


def rules_in(bits: int) -> tuple[str, ...]:
    """The names of the rules in `fails` or `unknown` of a row."""
    return tuple(name for at, name in enumerate(RULES) if int(bits) >> at & 1)


@dataclass(frozen=True, slots=True)
class _Numbered:
    """The enterprise-years: the number of each row's, and by number its first row and how many."""

    of_row: Array
    first: Array
    rows: Array


def decide_columns(
    columns: Columns, law: Law, stops: Stops | None = None, threads: int | None = None
) -> Decided:
    """Decide every row under the law of its day, in order, with what its year has left.

    ColumnsError where a column cannot be read, NoLaw where a row is of before the first period.
    `threads`: at most so many; as many as there are processors where nothing is said.
    """
    count = _threads(len(columns), threads)
    with ThreadPoolExecutor(count) as pool:
        check(columns, pool)
        numbering = pool.submit(_numbered, columns)
        tables = tables_of(columns, law)
        numbered = numbering.result()
        rows, lines = _rows(columns, numbered.of_row), _lines(columns.lines)
        ended, years = _stops(stops, columns), _years(columns, numbered)
        out = _answer(len(columns))
        _all(pool, judge_rows, [(rows, lines, tables, out, *part) for part in _blocks(out, count)])
        parts = _parts(numbered, count)
        _all(pool, decide_rows, [(rows, ended, tables, years, out, part) for part in parts])
    _check_after(out, ended)
    return Decided(law, *out)


def _threads(rows: int, most: int | None) -> int:
    return max(1, min(most or numba.config.NUMBA_NUM_THREADS, rows // ROWS_A_THREAD))


def _all(pool: ThreadPoolExecutor, work: Callable[..., None], calls: list[tuple[Any, ...]]) -> None:
    """Do all of it, and pass on what goes wrong."""
    for done in [pool.submit(work, *call) for call in calls]:
        done.result()


def _blocks(out: Answer, count: int) -> list[tuple[Array, int, int]]:
    """Rows from..to for each thread, with room to work in."""
    edges = [int(edge) for edge in np.linspace(0, len(out.grant), count + 1)]
    return [(np.empty(BLOCK, dtype=np.int64), *edge) for edge in pairwise(edges)]


def _numbered(columns: Columns) -> _Numbered:
    """Number the enterprise-years in order of their first row."""
    rows = len(columns)
    of_row = np.empty(rows, dtype=np.int32)
    if not rows:
        return _Numbered(of_row, of_row, of_row)
    first_day, last_day = int(columns.submitted_on.min()), int(columns.submitted_on.max())
    years, year_of_day = np.unique(
        _calendar_years(np.arange(first_day, last_day + 1)), return_inverse=True
    )
    seen = np.full((int(columns.enterprise.max()) + 1, len(years)), NONE, dtype=np.int32)
    enterprise = _narrow(columns.enterprise, np.int32)
    submitted = _narrow(columns.submitted_on, np.int32)
    first, of_year = np.empty(rows, dtype=np.int32), np.empty(rows, dtype=np.int32)
    count = number_years(
        enterprise, submitted, first_day, year_of_day, seen, of_row, first, of_year
    )
    return _Numbered(of_row, first[:count], of_year[:count])


def _calendar_years(days: Array) -> Array:
    return days.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970


def _parts(numbered: _Numbered, count: int) -> list[Array]:
    """Ranges of enterprise-years with about as many rows each, and the rows they lie between."""
    shares = np.linspace(0, len(numbered.of_row), count + 1)[1:-1]
    inner = np.searchsorted(np.cumsum(numbered.rows), shares)
    edges = np.concatenate([[0], inner, [len(numbered.first)]])
    return [
        np.array([low, high, numbered.first[low], last_row(numbered.of_row, low, high)])
        for low, high in pairwise(edges)
        if low < high
    ]


def _rows(columns: Columns, of_row: Array) -> Rows:
    int8, int32, int64 = np.int8, np.int32, np.int64
    begin = columns.lines.begin if columns.lines else np.zeros(1, dtype=int64)
    return Rows(
        wallet=_narrow(of_row, int32),
        submitted=_narrow(columns.submitted_on, int32),
        starts=_narrow(columns.starts_on, int32),
        ends=_narrow(columns.ends_on, int32),
        service=_codes(columns.service),
        theme=_codes(columns.theme),
        content=_codes(columns.content),
        cost=_narrow(columns.cost, int64),
        lines=_narrow(begin, int64),
        legal_form=_codes(columns.legal_form),
        natural_person=_narrow(columns.natural_person, int8),
        status=_codes(columns.status),
        situation=_codes(columns.juridical_situation),
        region=_codes(columns.region),
        nace_version=_codes(columns.nace_version),
        nace_code=_codes(columns.nace_code),
        public_share=_narrow(columns.public_share, int32),
        sheltered=_narrow(columns.sheltered_workshop, int8),
        size=_codes(columns.size),
        registration=_codes(columns.registration),
        registered_from=_narrow(columns.registered_from, int32),
        registered_until=_narrow(columns.registered_until, int32),
        related=_narrow(columns.related_to_applicant, int8),
    )


def _lines(lines: Lines | None) -> LineArrays:
    if lines is None:
        return LineArrays(*[_narrow(np.zeros(0), kind) for kind in (np.uint32, *_LINE_KINDS)])
    numbers = (lines.amount, lines.days, lines.persons, lines.separate_invoice)
    return LineArrays(_codes(lines.kind), *map(_narrow, numbers, _LINE_KINDS))


_LINE_KINDS: Final = (np.int64, np.int32, np.int32, np.int8)


def _stops(stops: Stops | None, columns: Columns) -> StopArrays:
    """The stops in the order in which they came, and whether each came in its own year."""
    if stops is None:
        empty = np.zeros(0, dtype=np.int64)
        return StopArrays(*[_narrow(empty, np.int64)] * len(StopArrays._fields))
    check_stops(stops, len(columns))
    order = np.argsort(stops.before, kind="stable")
    own_year = _calendar_years(columns.submitted_on[stops.row]) == stops.year
    arrays = (stops.row, stops.before, own_year, stops.paid)
    return StopArrays(*[_narrow(array[order], np.int64) for array in arrays])


def _years(columns: Columns, numbered: _Numbered) -> Years:
    """How every enterprise-year stands before its first row."""
    count = len(numbered.first)
    used, size = np.zeros(count, dtype=np.int64), np.full(count, NONE, dtype=np.int8)
    given, locked = columns.granted_this_year, columns.locked_size
    if given is not None:
        used[:] = given[numbered.first]
        _only_first("granted_this_year", given, numbered)
    if locked is not None:
        of_word = [NONE, *(ORDER.index(word) for word in locked.words[1:])]
        size[:] = np.array(of_word)[locked.codes[numbered.first]]
        _only_first("locked_size", locked.codes, numbered)
    return Years(used, size)


def _only_first(name: str, values: Array, numbered: _Numbered) -> None:
    later = values != 0
    later[numbered.first] = False
    for at in np.flatnonzero(later)[:1]:
        why = "it follows from the rows before it in its year; only the first says how it stands"
        raise ColumnsError(name, int(at), why)


def _answer(rows: int) -> Answer:
    return Answer(
        outcome=np.empty(rows, dtype=np.int8),
        size=np.empty(rows, dtype=np.int8),
        rate=np.empty(rows, dtype=np.int32),
        ceiling=np.empty(rows, dtype=np.int64),
        room_before=np.empty(rows, dtype=np.int64),
        eligible_cost=np.empty(rows, dtype=np.int64),
        grant=np.empty(rows, dtype=np.int64),
        file_before=np.empty(rows, dtype=np.int32),
        period=np.empty(rows, dtype=np.uint16),
        fails=np.empty(rows, dtype=np.int32),
        unknown=np.empty(rows, dtype=np.int32),
    )


def _check_after(out: Answer, stops: StopArrays) -> None:
    """What shows only once it is decided: a size without a rate, more paid than it cost."""
    for at in np.flatnonzero((out.rate == NO_RATE) | (out.ceiling == NO_RATE))[:1]:
        raise ColumnsError("size", int(at), "the law has no rate or no ceiling for this size")
    for at in np.flatnonzero(stops.paid > out.eligible_cost[stops.row])[:1]:
        raise ColumnsError("stops.paid", int(stops.row[at]), "more was paid than it cost")


def _codes(column: Words) -> Array:
    """Codes as unsigned numbers: a place that cannot be counted from the end is found sooner."""
    return _narrow(column.codes, np.int32).view(np.uint32)


def _narrow(values: Array, kind: type[Any]) -> Array:
    """The values as the kernel takes them, that nobody can change; a copy only where it must."""
    array = np.ascontiguousarray(values, dtype=kind).view()
    array.flags.writeable = False
    return array
