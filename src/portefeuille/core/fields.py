"""Reading a mapping field by field, with an error that names the place.

`Fields` walks a mapping; a reader such as `day` or `euro` turns one raw value into one exact
type or raises `CaseError` with where the fault is, why it is one and what was expected.
Nothing is coerced: a number that should have been text is an error, since YAML has already
thrown away what the author wrote (014 is read as 12, 1000.10 as a float).
"""

import re
import reprlib
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final, TypeVar

from portefeuille.core.money import BasisPoints, Cents, parse_euro, parse_share
from portefeuille.core.numbers import NumberError, parse_enterprise_number

T = TypeVar("T")
Reader = Callable[[Any, str], T]

_CODE = re.compile(r"[0-9A-Za-z.]{1,12}")
_HUNDREDTHS = re.compile(r"[0-9]{1,7}(\.[0-9]{1,2})?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_REGISTRATION = re.compile(r"DV\.[AO][0-9]{6}")
_NOT_WRITTEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")

_SHORT = reprlib.Repr()
_SHORT.maxlevel, _SHORT.maxstring, _SHORT.maxother = 2, 60, 60

# Limits on what a case can hold: beyond them it is a typing error, or somebody trying us out.
MAX_TEXT: Final = 500
MAX_THEME: Final = 120
MAX_COUNT: Final = 9_999_999
MAX_SEEN: Final = 100
FIRST_LIKELY_DAY: Final = date(1900, 1, 1)
LAST_LIKELY_DAY: Final = date(2999, 12, 31)


class CaseError(ValueError):
    """A case that cannot be read: `where` (dotted path), `why`, and what was `expected`."""

    def __init__(self, where: str, why: str, expected: str) -> None:
        super().__init__(f"{where}: {why}; expected {expected}")
        self.where, self.why, self.expected = where, why, expected


class Fields:
    """A mapping whose fields are taken one by one; `finish` refuses what nobody took."""

    __slots__ = ("_raw", "_taken", "where")

    def __init__(self, raw: Any, where: str) -> None:
        if not isinstance(raw, Mapping):
            raise CaseError(where or "case", f"{_seen(raw)} is not a mapping", "fields with values")
        self._raw, self.where, self._taken = raw, where, 0

    def __bool__(self) -> bool:
        return bool(self._raw)

    def path(self, name: str) -> str:
        """The dotted path of a field, for messages."""
        return f"{self.where}.{name}" if self.where else name

    def raw(self, name: str) -> Any:
        """The raw value of a field, None where it is absent; counts it as taken."""
        if name in self._raw:
            self._taken += 1
        return self._raw.get(name)

    def need(self, name: str, read: Reader[T]) -> T:
        """The value of a field that must be there."""
        value = self.raw(name)
        if value is None:
            raise CaseError(self.path(name), "is missing", "a value")
        return read(value, self.path(name))

    def may(self, name: str, read: Reader[T]) -> T | None:
        """The value of a field that may be left out."""
        value = self.raw(name)
        return None if value is None else read(value, self.path(name))

    def section(self, name: str) -> "Fields":
        """A mapping inside this one; where it is absent, one in which every field is absent."""
        value = self.raw(name)
        return Fields({} if value is None else value, self.path(name))

    def rows(self, name: str) -> list["Fields"]:
        """A list of mappings inside this one; empty where it is absent."""
        value = self.raw(name)
        if value is None:
            return []
        if not isinstance(value, list | tuple):
            raise CaseError(self.path(name), f"{_seen(value)} is not a list", "a list")
        return [Fields(row, f"{self.path(name)}[{at}]") for at, row in enumerate(value)]

    def finish(self, known: tuple[str, ...]) -> None:
        """Refuse a field outside the known ones: a misspelt name must not pass for left out."""
        if self._taken == len(self._raw):
            return
        for name in self._raw:
            if name not in known:
                word = isinstance(name, str) and name.isidentifier() and len(name) <= 40
                raise CaseError(
                    self.path(name if word else _seen(name)),
                    "is not a field",
                    f"one of {', '.join(known)}",
                )


def _seen(value: Any) -> str:
    """A wrong value as a message quotes it: shortened, however long or deep it is."""
    if isinstance(value, date):
        return str(value)
    try:
        written = _SHORT.repr(value)
    except ValueError:  # a whole number of more digits than Python writes out
        return "this number"
    return written if len(written) <= MAX_SEEN else f"{written[: MAX_SEEN - 3]}..."


def text(value: Any, where: str) -> str:
    """Text that is not empty, not endless, and can be written down and stored."""
    if not isinstance(value, str) or not value.strip():
        raise CaseError(where, f"{_seen(value)} is not text", "text")
    if len(value) > MAX_TEXT:
        raise CaseError(where, f"{len(value)} characters is too long", f"at most {MAX_TEXT}")
    if _NOT_WRITTEN.search(value):
        raise CaseError(where, f"{_seen(value)} holds a control character", "text one can read")
    return value


def theme(value: Any, where: str) -> str:
    """The code of a theme, or of a theme and a topic; whether it exists is for the law."""
    found = text(value, where)
    if len(found) > MAX_THEME:
        raise CaseError(where, f"{len(found)} characters is too long", f"at most {MAX_THEME}")
    return found


def registration(value: Any, where: str) -> str:
    """A provider's registration number in its one form, so that its letter can be trusted."""
    if not isinstance(value, str) or not _REGISTRATION.fullmatch(value):
        raise CaseError(
            where,
            f"{_seen(value)} is not a registration number",
            "DV.O (training) or DV.A (advice) and six digits, such as DV.O101579",
        )
    return value


def code(value: Any, where: str) -> str:
    """A code in quotes: a bare 014 would be read as the number 12."""
    if not isinstance(value, str) or not _CODE.fullmatch(value):
        raise CaseError(where, f"{_seen(value)} is not a code in quotes", 'a code such as "014"')
    return value


def day(value: Any, where: str) -> date:
    """A day, as a date or as ISO text."""
    if type(value) is date:
        return value
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise CaseError(where, f"{value} is not in the calendar", "an existing day") from None
    raise CaseError(where, f"{_seen(value)} is not a day", "a day such as 2024-03-15")


def likely_day(value: Any, where: str) -> date:
    """A day on which somebody can have applied or followed a service: not the year 202."""
    found = day(value, where)
    if not FIRST_LIKELY_DAY <= found <= LAST_LIKELY_DAY:
        raise CaseError(
            where,
            f"{found} is too far away",
            f"a day from {FIRST_LIKELY_DAY} to {LAST_LIKELY_DAY}",
        )
    return found


def euro(value: Any, where: str) -> Cents:
    """Cents of an amount written as text with two decimals and a dot."""
    if isinstance(value, str):
        try:
            return parse_euro(value)
        except ValueError:
            pass
    raise CaseError(
        where, f"{_seen(value)} is not an amount in euro", 'an amount such as "1000.00"'
    )


def share(value: Any, where: str) -> BasisPoints:
    """Basis points of a share from "0" to "1"."""
    if isinstance(value, str):
        try:
            return parse_share(value)
        except ValueError:
            pass
    raise CaseError(where, f"{_seen(value)} is not a share", 'a share from "0" to "1", as "0.25"')


def flag(value: Any, where: str) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise CaseError(where, f"{_seen(value)} is not true or false", "true or false")
    return value


def count(value: Any, where: str) -> int:
    """A whole number that is not negative."""
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= MAX_COUNT:
        raise CaseError(
            where, f"{_seen(value)} is not a whole number up to {MAX_COUNT}", "a number such as 2"
        )
    return value


def hundredths(value: Any, where: str) -> int:
    """Hundredths of a count written as text: "49.9" is 4990."""
    if not isinstance(value, str) or not _HUNDREDTHS.fullmatch(value):
        raise CaseError(where, f"{_seen(value)} is not a headcount", 'a headcount such as "49.9"')
    whole, _, decimals = value.partition(".")
    return int(whole) * 100 + int(decimals.ljust(2, "0"))


def enterprise_number(value: Any, where: str) -> str:
    """An enterprise number as ten digits."""
    try:
        return parse_enterprise_number(text(value, where))
    except NumberError as error:
        raise CaseError(where, error.why, error.expected) from None


def choice(options: tuple[str, ...]) -> Reader[str]:
    """A reader of one of the given words."""

    def read(value: Any, where: str) -> str:
        if value not in options:
            raise CaseError(where, f"{_seen(value)} is not known", f"one of {', '.join(options)}")
        return str(value)

    return read
