"""The kernel: one pass over the rows in order, with what stands in each enterprise-year beside it.

It is plain Python on arrays that numba compiles on first use and keeps compiled; with
NUMBA_DISABLE_JIT=1 the very same lines run as Python. Money is int64 cents; every product is
split so that nothing overflows up to the largest amounts that `columns` lets in.

A *verdict* is one number about every rule: bit r says that rule r fails, bit 32 + r that it is
not judged. What a rule of words says stands ready in a table (`tables`), by period of the law
and by the codes of the words; the rules that compare days and amounts are worked out here.
"""

from collections.abc import Callable
from typing import Any, Final, ParamSpec, TypeAlias, TypeVar, cast

import numba
import numpy as np

from portefeuille.core.batch import shapes
from portefeuille.core.batch.shapes import (
    APPROVED,
    INADMISSIBLE,
    LARGE,
    MEDIUM,
    NO_DAY,
    NO_RATE,
    NONE,
    REFUSED,
    Answer,
    Array,
    Lines,
    Rows,
    Stops,
    Tables,
    Years,
)

P = ParamSpec("P")
R = TypeVar("R")
Int: TypeAlias = Any
"""A whole number: numpy's while this runs as Python, 64 bits once it is compiled."""

UNKNOWN: Final = 32
FAILS: Final = 2**32 - 1

# What is kept compiled is made again when this file changes, and looks at no other. So all that
# is compiled stands here, and a change of the shapes must be noted here.
SHAPES: Final = "ecb92ac7660c"
assert shapes.digest() == SHAPES, "the shapes have changed: note their digest in this line"


# Nothing here makes an array, so none is counted: `_nrt` off leaves out the counting of
# references, which took nine tenths of the time. `nogil`: while it runs, other threads run too.
OPTIONS: Final[dict[str, Any]] = {
    "cache": True,
    "nogil": True,
    "error_model": "numpy",
    "_nrt": False,
}


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """The function compiled into those that call it; itself under NUMBA_DISABLE_JIT=1."""
    return cast("Callable[P, R]", numba.njit(forceinline=True, **OPTIONS)(function))


def entrance(function: Callable[P, R]) -> Callable[P, R]:
    """The same for what Python calls."""
    return cast("Callable[P, R]", numba.njit(**OPTIONS)(function))


@compiled
def share_of(amount: Int, rate: Int) -> Int:
    """The share of an amount, half up; whole ten thousands apart, so that nothing overflows."""
    return amount // 10_000 * rate + (amount % 10_000 * rate + 5_000) // 10_000


@compiled
def pro_rata(part: Int, share: Int, whole: Int) -> Int:
    """share x part / whole, half up; bit by bit, so that nothing overflows (part <= whole)."""
    quotient, rest = 0, 0
    for bit in range(62, -1, -1):
        quotient, rest = 2 * quotient, 2 * rest
        if (share >> bit) & 1:
            rest += part
        while rest >= whole:
            quotient, rest = quotient + 1, rest - whole
    return quotient + 1 if 2 * rest >= whole else quotient


@compiled
def eligible(at: Int, period: Int, lines: Lines, law: Tables) -> Int:
    """What counts of one line of an invoice (core.costs)."""
    counts = law.counts[period, lines.kind[at]]
    amount = lines.amount[at]
    if counts == 0 or (lines.separate[at] and counts != 2):
        return 0
    if counts != 3:
        return amount
    person_days = np.int64(lines.days[at]) * np.int64(lines.persons[at])
    most = law.catering[period]
    if most > 0 and person_days > amount // most:
        return amount
    return person_days * most


@compiled
def verdict(at: Int, period: Int, rows: Rows, law: Tables) -> Int:
    """What every rule says that needs neither amounts nor the standing of the year."""
    service, theme, content = rows.service[at], rows.theme[at], rows.content[at]
    sheltered = rows.sheltered[at]
    found = law.themes[period, service, theme] | law.contents[period, content]
    if law.listed_only[period, theme]:
        found |= law.listed[period, content]
    found |= law.legal_form[period, rows.natural_person[at] + 1, sheltered, rows.legal_form[at]]
    found |= law.status[period, rows.status[at]] | law.situation[period, rows.situation[at]]
    found |= law.region[period, rows.region[at]]
    found |= law.nace[period, rows.nace_version[at], rows.nace_code[at]]
    found |= law.registration[period, service, rows.registration[at]]
    found |= told(law.bits.provider_independent, rows.related[at], 1)
    return found | on_days(at, period, rows, law) | public(at, period, rows, law)


@compiled
def told(rule: Int, flag: Int, fails_where: Int) -> Int:
    """The verdict of a rule on one yes or no."""
    if flag == NONE:
        return np.int64(1) << (rule + UNKNOWN)
    return np.int64(flag == fails_where) << rule


@compiled
def public(at: Int, period: Int, rows: Rows, law: Tables) -> Int:
    """The private sector: authorities hold less than the limit."""
    share, rule = rows.public_share[at], law.bits.private_sector
    if share == NONE:
        return np.int64(1) << (rule + UNKNOWN)
    return np.int64(share >= law.public_share[period]) << rule


@compiled
def on_days(at: Int, period: Int, rows: Rows, law: Tables) -> Int:
    """The rules on days: in time, over in time, the provider registered on the day."""
    day, bits = rows.submitted[at], law.bits
    late = day > law.file_by[period, rows.starts[at] - law.first_start]
    found = np.int64(late) << bits.submitted_in_time
    if law.ends_limited[period, rows.service[at]]:
        if rows.ends[at] == NO_DAY:
            found |= np.int64(1) << (bits.ends_in_time + UNKNOWN)
        elif rows.ends[at] > law.end_by[day - law.first_day]:
            found |= np.int64(1) << bits.ends_in_time
    since, until = rows.registered_from[at], rows.registered_until[at]
    if since == NO_DAY and until == NO_DAY:
        return found | np.int64(1) << (bits.provider_registered + UNKNOWN)
    outside = (since != NO_DAY and day < since) or (until != NO_DAY and day > until)
    return found | np.int64(outside) << bits.provider_registered


@compiled
def give_back(at: Int, stops: Stops, rows: Rows, law: Tables, years: Years, out: Answer) -> None:
    """The room that a stop gives back: what was granted, without the subsidy in what was paid."""
    row = stops.row[at]
    grant = out.grant[row]
    if grant and stops.in_year[at] and law.room_returns[out.period[row]]:
        cost = out.eligible_cost[row]
        spent = pro_rata(min(stops.paid[at], cost), grant, cost)
        years.used[rows.wallet[row]] -= grant - spent


@compiled
def decide_row(at: Int, rows: Rows, lines: Lines, law: Tables, years: Years, out: Answer) -> None:
    """One application, with what the ones before it left in the year (core.decide)."""
    year, day = rows.wallet[at], rows.submitted[at]
    period = law.period[day - law.first_day]
    found = verdict(at, period, rows, law)
    cost: Int = rows.cost[at]
    if cost == NONE:
        cost = 0
        for line in range(rows.lines[at], rows.lines[at + 1]):
            cost += eligible(line, period, lines, law)
    found |= np.int64(cost < law.minimum_cost[period, rows.service[at]]) << law.bits.minimum_cost
    size: Int = years.size[year]
    if size == NONE:
        size = law.sizes[period, rows.size[at]]
    sheltered = law.workshops[period] and rows.sheltered[at]
    found |= np.int64(size == LARGE and not sheltered) << law.bits.small_or_medium
    rate: Int = np.int64(NONE)
    ceiling: Int = np.int64(NONE)
    room: Int = np.int64(NONE)
    if size != LARGE or sheltered:
        counted: Int = min(size, MEDIUM)
        rate, ceiling = law.rate[period, counted], law.ceiling[period, counted]
        if rate != NO_RATE:
            rate += law.plus[period, rows.service[at], rows.theme[at]]
        room = max(0, ceiling - years.used[year])
        found |= np.int64(room == 0) << law.bits.room_left
    found &= law.asked[period]
    failing = (found & FAILS) | ((found >> UNKNOWN) & law.blocking[period])
    outcome, grant = APPROVED, share_of(0, 0)
    if failing & law.formal[period]:
        outcome = INADMISSIBLE
    elif failing:
        outcome = REFUSED
    elif rate >= 0:
        grant = min(share_of(cost, rate), room)
    if outcome == APPROVED:
        years.used[year] += grant
        years.size[year] = size
    out.outcome[at], out.size[at], out.period[at] = outcome, size, period
    out.rate[at], out.ceiling[at], out.room_before[at] = rate, ceiling, room
    out.eligible_cost[at], out.grant[at] = cost, grant
    out.file_before[at] = law.file_by[period, rows.starts[at] - law.first_start]
    out.fails[at], out.unknown[at] = found & FAILS, found >> UNKNOWN


@entrance
def decide_rows(
    rows: Rows,
    lines: Lines,
    stops: Stops,
    law: Tables,
    years: Years,
    out: Answer,
    part: Array,
) -> None:
    """Every row of some enterprise-years, in order. `part`: those years, and rows, from..to."""
    first_year, last_year, first, last = part[0], part[1], part[2], part[3]
    ended = 0
    for at in range(first, last):
        while ended < len(stops.row) and stops.before[ended] <= at:
            if first_year <= rows.wallet[stops.row[ended]] < last_year:
                give_back(ended, stops, rows, law, years, out)
            ended += 1
        if first_year <= rows.wallet[at] < last_year:
            decide_row(at, rows, lines, law, years, out)


@entrance
def number_years(
    enterprise: Array,
    submitted: Array,
    first_day: Int,
    year_of_day: Array,
    seen: Array,
    out: Array,
    bounds: Array,
) -> Int:
    """A number for each enterprise-year, in order of appearance; answers how many there are.

    `seen` (enterprise, year) holds NONE everywhere; `out` gets the number of each row, `bounds`
    the first and the last row of each number.
    """
    count = 0
    for at in range(len(enterprise)):
        year = year_of_day[submitted[at] - first_day]
        number = seen[enterprise[at], year]
        if number == NONE:
            number = count
            seen[enterprise[at], year] = number
            bounds[0, number] = at
            count += 1
        bounds[1, number] = at
        out[at] = number
    return count
