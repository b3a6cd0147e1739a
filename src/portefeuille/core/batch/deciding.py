"""The rows in order, with what stands in each enterprise-year beside them: the second pass.

What was judged of a row meets the size that is fixed, the room that is left and what ended
before, and becomes a decision. Money is int64 cents; every product is split so that nothing
overflows up to the largest amounts that `check` lets in.
"""

import numpy as np

from portefeuille.core.batch import shapes
from portefeuille.core.batch.compiling import Int, compiled, entrance
from portefeuille.core.batch.shapes import (
    APPROVED,
    INADMISSIBLE,
    LARGE,
    MEDIUM,
    NO_RATE,
    NONE,
    REFUSED,
    Answer,
    Array,
    Rows,
    Stops,
    Tables,
    Years,
)

shapes.noted("bdc1d2e3c164")


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
def give_back(at: Int, stops: Stops, rows: Rows, law: Tables, years: Years, out: Answer) -> None:
    """The room that a stop gives back: what was granted, without the subsidy in what was paid."""
    row = stops.row[at]
    grant = out.grant[row]
    if grant and stops.in_year[at] and law.room_returns[out.period[row]]:
        cost = out.eligible_cost[row]
        spent = pro_rata(min(stops.paid[at], cost), grant, cost)
        years.used[rows.wallet[row]] -= grant - spent


@compiled
def decide_row(at: Int, rows: Rows, law: Tables, years: Years, out: Answer) -> None:
    """One application that was judged, with what the ones before it left in the year."""
    year, period = rows.wallet[at], out.period[at]
    size: Int = years.size[year]
    if size == NONE:
        size = law.sizes[period, rows.size[at]]
    sheltered = law.workshops[period] and rows.sheltered[at]
    more = np.int64(size == LARGE and not sheltered) << law.bits.small_or_medium
    rate: Int = np.int64(NONE)
    ceiling: Int = np.int64(NONE)
    room: Int = np.int64(NONE)
    if size != LARGE or sheltered:
        counted: Int = min(size, MEDIUM)
        rate, ceiling = law.rate[period, counted], law.ceiling[period, counted]
        if rate != NO_RATE:
            rate += out.rate[at]
        room = max(0, ceiling - years.used[year])
        more |= np.int64(room == 0) << law.bits.room_left
    fails: Int = out.fails[at] | (more & law.asked[period])
    failing = fails | (out.unknown[at] & law.blocking[period])
    outcome, grant = APPROVED, share_of(0, 0)
    if failing & law.formal[period]:
        outcome = INADMISSIBLE
    elif failing:
        outcome = REFUSED
    elif rate >= 0:
        grant = min(share_of(out.eligible_cost[at], rate), room)
    if outcome == APPROVED:
        years.used[year] += grant
        years.size[year] = size
    out.outcome[at], out.size[at], out.fails[at] = outcome, size, fails
    out.rate[at], out.ceiling[at], out.room_before[at] = rate, ceiling, room
    out.grant[at] = grant


@entrance
def decide_rows(
    rows: Rows, stops: Stops, law: Tables, years: Years, out: Answer, part: Array
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
            decide_row(at, rows, law, years, out)
