"""What a column may hold: exactly what a dossier may say.

Every array is held to its bounds before it is made narrower, so that nothing wraps around, and
every word of a vocabulary to the reader of its field in a dossier. The first that is wrong is
named with its row.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from functools import partial
from typing import Any, Final

import numpy as np

from portefeuille.core.batch.columns import Columns, Lines, Stops, Words, day_number, day_of
from portefeuille.core.batch.shapes import NO_DAY, NONE, Array
from portefeuille.core.facts import COST_KINDS, REGIONS, SIZES, SizeFigures
from portefeuille.core.fields import (
    FIRST_LIKELY_DAY,
    LAST_LIKELY_DAY,
    MAX_COUNT,
    CaseError,
    choice,
    code,
    count,
    registration,
    text,
    theme,
)
from portefeuille.core.money import WHOLE

MAX_CENTS: Final = 10**14 - 1
"""The largest amount a dossier can say; every product stays within 64 bits up to here."""
MAX_LINES: Final = 10_000
"""The most lines of one invoice: so many of the largest amount still add up exactly."""

_LIKELY: Final = (day_number(FIRST_LIKELY_DAY), day_number(LAST_LIKELY_DAY))
_ANY_DAY: Final = (-719_162, 2_932_896)  # 1 January of the year 1 to 31 December 9999


class ColumnsError(ValueError):
    """Columns that cannot be read: which `column`, at which `row` (None: all of it), and why."""

    def __init__(self, column: str, row: int | None, why: str) -> None:
        super().__init__(f"{column}{'' if row is None else f', row {row}'}: {why}")
        self.column, self.row, self.why = column, row, why


def check(columns: Columns, pool: Executor) -> None:
    """Refuse columns that hold what no dossier could say; ColumnsError names the first.

    Columns are looked at several at once, by the threads of the pool.
    """
    rows = len(columns)
    found = [pool.submit(one) for one in (*_words_of(columns, rows), *_numbers_of(columns, rows))]
    for one in found:
        one.result()
    for last in (_check_days, _check_nace, _check_lines):
        last(columns, rows)


def _numbers_of(columns: Columns, rows: int) -> Iterator[Callable[[], None]]:
    """A check for each column of numbers."""

    def of(name: str, low: int, high: int, **more: Any) -> Callable[[], None]:
        return partial(within, name, getattr(columns, name), rows, low, high, **more)

    yield of("enterprise", 0, rows - 1)
    for name in ("submitted_on", "starts_on"):
        yield of(name, *_LIKELY, say=day_of)
    yield of("ends_on", *_LIKELY, but=NO_DAY, say=day_of)
    for name in ("registered_from", "registered_until"):
        yield of(name, *_ANY_DAY, but=NO_DAY)
    for name in ("natural_person", "related_to_applicant"):
        yield of(name, NONE, 1)
    yield of("sheltered_workshop", 0, 1)
    yield of("public_share", NONE, WHOLE)
    yield of("cost", NONE, MAX_CENTS)
    if columns.granted_this_year is not None:
        yield of("granted_this_year", 0, MAX_CENTS)


def _check_days(columns: Columns, _: int) -> None:
    early = columns.ends_on < columns.starts_on
    if early.any():
        _none("ends_on", early & (columns.ends_on != NO_DAY), "the service ends before it starts")


def _check_nace(columns: Columns, _: int) -> None:
    half = (columns.nace_version.codes == 0) != (columns.nace_code.codes == 0)
    _none("nace_code", half, "a code means little without the version of its nomenclature")


def check_stops(stops: Stops, rows: int) -> None:
    """Refuse stops of rows that are not there, that come before the decision, or come twice."""
    count_of = len(stops.row)
    within("stops.row", stops.row, count_of, 0, rows - 1)
    within("stops.before", stops.before, count_of, 0, rows)
    within("stops.year", stops.year, count_of, 1, 9_999)
    within("stops.paid", stops.paid, count_of, 0, MAX_CENTS * MAX_LINES)
    _none("stops.before", stops.before <= stops.row, "it ended before it was decided")
    if len(np.unique(stops.row)) != count_of:
        raise ColumnsError("stops.row", None, "an application ends once")


def within(
    column: str,
    values: Array,
    rows: int,
    low: int,
    high: int,
    but: int | None = None,
    say: Callable[[int], Any] = int,
) -> None:
    """Hold a column to whole numbers in low..high, or `but`; ColumnsError names the first."""
    if len(values) != rows:
        raise ColumnsError(column, None, f"{len(values)} values for {rows} rows")
    if values.dtype.kind not in "iub":
        raise ColumnsError(column, None, f"whole numbers are needed, these are {values.dtype}")
    if not rows or (low <= values.min() and values.max() <= high):
        return
    wrong = (values < low) | (values > high)
    if but is not None:
        wrong &= values != but
    for at in np.flatnonzero(wrong)[:1]:
        bounds = f"{say(low)} to {say(high)}"
        raise ColumnsError(column, int(at), f"{values[at]} is not in {bounds}")


def _none(column: str, wrong: Array, why: str) -> None:
    for at in np.flatnonzero(wrong)[:1]:
        raise ColumnsError(column, int(at), why)


def _words_of(columns: Columns, rows: int) -> Iterator[Callable[[], None]]:
    """A check for each column of words."""
    for name, (needed, read) in _WORDS.items():
        column = getattr(columns, name)
        if column is not None:
            yield partial(_words, name, column, rows, int(needed), read)


def _words(
    name: str, column: Words, rows: int, lowest: int, read: Callable[[Any, str], Any]
) -> None:
    """Hold a column to its vocabulary (`lowest` 1: no word left out), and that to its reader."""
    if column.words[:1] != (None,):
        raise ColumnsError(name, None, "the first word must be None: a fact left out")
    if len(set(column.words)) != len(column.words):
        raise ColumnsError(name, None, "a word stands in the vocabulary twice")
    within(name, column.codes, rows, lowest, len(column.words) - 1)
    for word in column.words[1:]:
        try:
            read(word, name)
        except CaseError as error:
            raise ColumnsError(name, None, f"{error.why}; expected {error.expected}") from None


def _check_lines(columns: Columns, rows: int) -> None:
    lines = columns.lines
    if lines is None:
        _none("cost", columns.cost == NONE, "give either cost or lines")
        return
    total = len(lines.amount)
    within("lines.begin", lines.begin, rows + 1, 0, total)
    lengths = np.diff(lines.begin)
    if lines.begin[0] != 0 or lines.begin[-1] != total or (lengths < 0).any():
        raise ColumnsError("lines.begin", None, "the lines of a row follow those of the one before")
    _none("lines.begin", lengths > MAX_LINES, f"more than {MAX_LINES} lines")
    _none("cost", (columns.cost == NONE) != (lengths > 0), "give either cost or lines")
    _check_line_facts(lines, total)


def _check_line_facts(lines: Lines, total: int) -> None:
    _words("lines.kind", lines.kind, total, 1, choice(COST_KINDS))
    within("lines.amount", lines.amount, total, 0, MAX_CENTS)
    within("lines.days", lines.days, total, 0, MAX_COUNT)
    within("lines.persons", lines.persons, total, 0, MAX_COUNT)
    within("lines.separate_invoice", lines.separate_invoice, total, 0, 1)


def _size(value: Any, where: str) -> Any:
    return value if isinstance(value, SizeFigures) else choice(SIZES)(value, where)


_WORDS: Final[dict[str, tuple[bool, Callable[[Any, str], Any]]]] = {
    "service": (True, text),
    "theme": (False, theme),
    "content": (False, text),
    "legal_form": (False, code),
    "status": (False, code),
    "juridical_situation": (False, code),
    "region": (False, choice(REGIONS)),
    "nace_version": (False, count),
    "nace_code": (False, code),
    "size": (True, _size),
    "registration": (False, registration),
    "locked_size": (False, choice(SIZES)),
}
"""Columns of words: whether a row may leave it out, and the reader of the field in a dossier."""
