"""What figures round, each once and half up: averages, shares, whole euros.

What is unknown (None) or hidden stays so, and so does what is computed from it.
"""

from portefeuille.figures.values import Number


def average(total: Number, count: Number) -> Number:
    """The total divided by the count, half up; None of nothing."""
    if not isinstance(count, int):
        return count
    if not isinstance(total, int) or count == 0:
        return total if count else None
    return (2 * total + count) // (2 * count)


def whole_euros(cents: Number) -> Number:
    """An amount in cents rounded to the whole euro, half up, still in cents."""
    return (cents + 50) // 100 * 100 if isinstance(cents, int) else cents


def average_in_euros(total: Number, count: Number) -> Number:
    """The average in cents, rounded once, to the whole euro, half up."""
    whole = average(total, count * 100 if isinstance(count, int) else count)
    return whole * 100 if isinstance(whole, int) else whole


def share(part: Number, whole: Number) -> Number:
    """A part of a whole in basis points, half up to the tenth of a per cent; None of nothing."""
    tenths = average(part * 1000 if isinstance(part, int) else part, whole)
    return tenths * 10 if isinstance(tenths, int) else tenths


def share_used(total: Number, count: Number, ceiling: Number) -> Number:
    """What `count` enterprises with one ceiling used of it, as `share`; None where not known."""
    if not isinstance(count, int) or not isinstance(ceiling, int):
        return count if not isinstance(count, int) else ceiling
    return share(total, count * ceiling)
