"""What every rule says of a row that does not hang on the year: the first of two passes.

A *verdict* is one number about every rule: bit r says that rule r fails, bit 32 + r that it is
not judged. What a rule of words says stands ready in a table (`tables`), by period of the law
and by the codes of the words; the rules that compare days and amounts are worked out here.

A block of rows at a time and a rule at a time: a processor that reads a few columns at once
reads ahead, and with all of them at once it cannot.
"""

import numpy as np

from portefeuille.core.batch import shapes
from portefeuille.core.batch.compiling import Int, compiled, entrance
from portefeuille.core.batch.shapes import (
    FAILS,
    NO_DAY,
    NONE,
    UNKNOWN,
    Answer,
    Array,
    Lines,
    Rows,
    Tables,
)

shapes.noted("bdc1d2e3c164")


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
def of_words(first: Int, last: Int, rows: Rows, law: Tables, out: Answer, found: Array) -> None:
    """The rules that look at words, and the points that are added to the rate."""
    period = out.period
    for at in range(first, last):
        of, service, theme = period[at], rows.service[at], rows.theme[at]
        found[at - first] = law.themes[of, service, theme]
        out.rate[at] = law.plus[of, service, theme]
    for at in range(first, last):
        found[at - first] |= law.contents[period[at], rows.content[at]]
    for at in range(first, last):
        if law.listed_only[period[at], rows.theme[at]]:
            found[at - first] |= law.listed[period[at], rows.content[at]]
    for at in range(first, last):
        person, workshop = rows.natural_person[at] + 1, rows.sheltered[at]
        found[at - first] |= law.legal_form[period[at], person, workshop, rows.legal_form[at]]
    for at in range(first, last):
        standing = law.status[period[at], rows.status[at]]
        standing |= law.situation[period[at], rows.situation[at]]
        found[at - first] |= standing | law.region[period[at], rows.region[at]]
    for at in range(first, last):
        found[at - first] |= law.nace[period[at], rows.nace_version[at], rows.nace_code[at]]
    for at in range(first, last):
        of, service = period[at], rows.service[at]
        found[at - first] |= law.registration[of, service, rows.registration[at]]


@compiled
def of_facts(first: Int, last: Int, rows: Rows, law: Tables, out: Answer, found: Array) -> None:
    """The private sector, and a provider that is not related: by one number each."""
    one, rule = np.int64(1), law.bits.private_sector
    for at in range(first, last):
        share = rows.public_share[at]
        if share == NONE:
            found[at - first] |= one << (rule + UNKNOWN)
        elif share >= law.public_share[out.period[at]]:
            found[at - first] |= one << rule
    rule = law.bits.provider_independent
    for at in range(first, last):
        if rows.related[at] != 0:
            found[at - first] |= one << (rule + UNKNOWN if rows.related[at] == NONE else rule)


@compiled
def of_days(first: Int, last: Int, rows: Rows, law: Tables, out: Answer, found: Array) -> None:
    """In time, over in time, and the provider registered on the day of application."""
    one, bits = np.int64(1), law.bits
    for at in range(first, last):
        file_by = law.file_by[out.period[at], rows.starts[at] - law.first_start]
        out.file_before[at] = file_by
        found[at - first] |= np.int64(rows.submitted[at] > file_by) << bits.submitted_in_time
    for at in range(first, last):
        if law.ends_limited[out.period[at], rows.service[at]]:
            if rows.ends[at] == NO_DAY:
                found[at - first] |= one << (bits.ends_in_time + UNKNOWN)
            elif rows.ends[at] > law.end_by[rows.submitted[at] - law.first_day]:
                found[at - first] |= one << bits.ends_in_time
    for at in range(first, last):
        day, since, until = rows.submitted[at], rows.registered_from[at], rows.registered_until[at]
        if since == NO_DAY and until == NO_DAY:
            found[at - first] |= one << (bits.provider_registered + UNKNOWN)
        elif day < since or (until != NO_DAY and day > until):
            found[at - first] |= one << bits.provider_registered


@compiled
def of_costs(
    first: Int, last: Int, rows: Rows, lines: Lines, law: Tables, out: Answer, found: Array
) -> None:
    """What counts of the cost, and whether it reaches the minimum of the service."""
    for at in range(first, last):
        cost: Int = rows.cost[at]
        if cost == NONE:
            cost = 0
            for line in range(rows.lines[at], rows.lines[at + 1]):
                cost += eligible(line, out.period[at], lines, law)
        out.eligible_cost[at] = cost
        least = law.minimum_cost[out.period[at], rows.service[at]]
        found[at - first] |= np.int64(cost < least) << law.bits.minimum_cost


@entrance
def judge_rows(
    rows: Rows, lines: Lines, law: Tables, out: Answer, found: Array, begin: Int, end: Int
) -> None:
    """Judge rows begin..end; `found` is room to work in, as long as a block of rows."""
    for first in range(begin, end, len(found)):
        last = min(first + len(found), end)
        for at in range(first, last):
            out.period[at] = law.period[rows.submitted[at] - law.first_day]
        of_words(first, last, rows, law, out, found)
        of_facts(first, last, rows, law, out, found)
        of_days(first, last, rows, law, out, found)
        of_costs(first, last, rows, lines, law, out, found)
        for at in range(first, last):
            said = found[at - first] & law.asked[out.period[at]]
            out.fails[at], out.unknown[at] = said & FAILS, said >> UNKNOWN
