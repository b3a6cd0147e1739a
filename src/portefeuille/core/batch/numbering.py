"""Numbering the enterprise-years, so that what stands in each can lie in one array."""

from portefeuille.core.batch.compiling import Int, entrance
from portefeuille.core.batch.shapes import NONE, Array


@entrance
def number_years(
    enterprise: Array,
    submitted: Array,
    first_day: Int,
    year_of_day: Array,
    seen: Array,
    out: Array,
    first: Array,
    rows: Array,
) -> Int:
    """A number for each enterprise-year, in order of appearance; answers how many there are.

    `seen` (enterprise, year) holds NONE everywhere; `out` gets the number of each row, `first`
    and `rows` the first row of each number and how many there are.
    """
    count = 0
    for at in range(len(enterprise)):
        year = year_of_day[submitted[at] - first_day]
        number = seen[enterprise[at], year]
        if number == NONE:
            number = count
            seen[enterprise[at], year] = number
            first[number], rows[number] = at, 0
            count += 1
        rows[number] += 1
        out[at] = number
    return count


@entrance
def last_row(numbers: Array, first_year: Int, last_year: Int) -> Int:
    """Behind the last row of these enterprise-years."""
    at = len(numbers)
    while at and not first_year <= numbers[at - 1] < last_year:
        at -= 1
    return at
