"""Money as integer cents, and the one rounding function of the project.

Amounts cross our borders as strings in euro with two decimals and a dot ("1000.00"),
rates and shares as decimal strings ("0.45"). Inside they are integers: cents for money,
basis points for rates (4500 = 45 %), so that no sum ever depends on a float.

Source: contracts ("Amounts are strings in euro with two decimals and a dot").
"""

import re
from typing import Final, TypeAlias

Cents: TypeAlias = int
BasisPoints: TypeAlias = int

WHOLE: Final[BasisPoints] = 10_000

# Twelve digits before the dot: a larger amount is a typing error, and would not fit the database.
_EURO = re.compile(r"[0-9]{1,12}\.[0-9]{2}")
_SHARE = re.compile(r"[01](\.[0-9]{1,4})?")


def share_of(amount: Cents, rate: BasisPoints) -> Cents:
    """The given share of an amount, in cents, rounded half up (all inputs are >= 0)."""
    return (amount * rate + WHOLE // 2) // WHOLE


def parse_euro(text: str) -> Cents:
    """Cents of an amount in contract form; ValueError when it is in any other form."""
    if not _EURO.fullmatch(text):
        raise ValueError(f"{text!r} is not an amount such as 1000.00")
    return int(text[:-3]) * 100 + int(text[-2:])


def format_euro(amount: Cents) -> str:
    """An amount in contract form: 100000 becomes "1000.00", also below zero."""
    euros, cents = divmod(abs(amount), 100)
    return f"{'-' if amount < 0 else ''}{euros}.{cents:02d}"


def parse_share(text: str) -> BasisPoints:
    """Basis points of a share between "0" and "1"; ValueError otherwise."""
    if not _SHARE.fullmatch(text):
        raise ValueError(f"{text!r} is not a share such as 0.25")
    whole, _, decimals = text.partition(".")
    points = int(whole) * WHOLE + int(decimals.ljust(4, "0"))
    if points > WHOLE:
        raise ValueError(f"{text!r} is more than the whole")
    return points


def format_share(points: BasisPoints) -> str:
    """A share in contract form with at least two decimals: 4500 becomes "0.45"."""
    whole, rest = divmod(points, WHOLE)
    decimals = f"{rest:04d}".rstrip("0").ljust(2, "0")
    return f"{whole}.{decimals}"
