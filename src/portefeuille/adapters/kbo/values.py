"""The kinds of field in an extract: numbers with dots, dates, text; an empty field is NULL.

A kind reads one field, and raises ValueError with what was expected. It also says how the
register itself writes the field, and how a whole column of fields so written is converted at
once: that gives the same values, many times as fast.

Numbers are not checked against their check digits: the register that issues them is the
authority, and an entity it publishes is not ours to refuse.

Source: KBO Open Data cookbook R018.00, "Conventions".
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, TypeAlias

import polars as pl

from portefeuille.core.periods import BRUSSELS

Value: TypeAlias = str | date | None

_DAY = re.compile(r"([0-9]{2})-([0-9]{2})-([0-9]{4})")


@dataclass(frozen=True, slots=True)
class Kind:
    """How fields of this kind are read.

    `plain` matches the field as the register writes it, quotes included (an expression of the
    Rust crate regex, as Polars takes it); `convert` turns a column of texts that do into values,
    or raises where one says no value. `bare`, where a kind has it, matches only fields of which
    the value is what is left without quotes and dots.
    """

    read: Callable[[str], Value]
    plain: str
    convert: Callable[[pl.Expr], pl.Expr]
    bare: str | None = None


def number(field: str) -> str:
    """The ten digits of an enterprise or establishment number: 0456.123.791 → 0456123791."""
    digits = field.replace(".", "")
    if len(digits) != 10 or not (digits.isascii() and digits.isdigit()):
        raise ValueError("a number of ten digits such as 0456.123.791")
    return digits


def text(field: str) -> str | None:
    """The text as it stands; None for an empty field."""
    if "\0" in field:
        raise ValueError("text without NUL characters")
    return field or None


def day(field: str) -> date | None:
    """A date written dd-mm-yyyy; None for an empty field."""
    if not field:
        return None
    parts = _DAY.fullmatch(field)
    try:
        if parts:
            return date(int(parts[3]), int(parts[2]), int(parts[1]))
    except ValueError:
        pass  # a day that does not exist, such as 31-02-2025
    raise ValueError("a date dd-mm-yyyy")


def moment(field: str) -> datetime:
    """A moment written dd-mm-yyyy hh:mm:ss, on the clock in Brussels."""
    try:
        return datetime.strptime(field, "%d-%m-%Y %H:%M:%S").replace(tzinfo=BRUSSELS)
    except ValueError:
        raise ValueError("a moment dd-mm-yyyy hh:mm:ss") from None


_DOTTED: Final = r'"[0-9]\.?[0-9]{3}\.[0-9]{3}\.[0-9]{3}"'

NUMBER: Final = Kind(
    read=number,
    plain=_DOTTED,
    convert=lambda column: column.str.replace_all(".", "", literal=True),
    bare=_DOTTED,
)
TEXT: Final = Kind(
    read=text,
    # No backslash, tab or end of line: they would have to be escaped for COPY. No NUL either.
    plain=r'(?:"(?:[^"\\\t\r\n\x00]|"")*")?',
    convert=lambda column: pl.when(column != "").then(column),
)
CODE: Final = Kind(
    read=text,
    plain=TEXT.plain,
    convert=TEXT.convert,
    bare=r'"[0-9A-Za-z]+"',
)
DAY: Final = Kind(
    read=day,
    plain=r"(?:[0-9]{2}-[0-9]{2}-[12][0-9]{3})?",
    convert=lambda column: column.str.to_date("%d-%m-%Y", strict=True),
)
