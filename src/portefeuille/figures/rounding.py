"""What figures round, each once and half up: averages, shares, whole euros."""

from portefeuille.core.money import Cents


def average(total: int | None, count: int) -> int | None:
    """The total divided by the count, half up; None where either gives no average."""
    return None if total is None or count == 0 else (2 * total + count) // (2 * count)


def whole_euros(cents: Cents | None) -> Cents | None:
    """An amount in cents rounded to the whole euro, half up, still in cents."""
    return None if cents is None else (cents + 50) // 100 * 100


def average_in_euros(total: Cents | None, count: int) -> Cents | None:
    """The average in cents, rounded once, to the whole euro, half up."""
    whole = average(total, count * 100)
    return None if whole is None else whole * 100


def share(part: int | None, whole: int) -> int | None:
    """A part of a whole in basis points, half up to the tenth of a per cent; None of nothing."""
    tenths = None if part is None else average(1000 * part, whole)
    return None if tenths is None else 10 * tenths


def share_used(total: Cents | None, count: int, ceiling: Cents | None) -> int | None:
    """What `count` enterprises with one ceiling used of it, as `share`; None where not known."""
    return None if not ceiling else share(total, count * ceiling)
