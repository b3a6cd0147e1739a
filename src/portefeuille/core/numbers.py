"""Numbers of the KBO: ten digits with a mod-97 check; an enterprise begins with 0 or 1, an
establishment with 2 to 8.

They are read however people space them, and what is wrong is said in words. python-stdnum checks
enterprise numbers; it refuses those of establishments, whose check is the same.

Source: KBO cookbook R018 (number formats); Peppol rule for scheme 0208.
"""

import re

from stdnum.be import vat
from stdnum.exceptions import InvalidChecksum, ValidationError

_EXPECTED = 'a number such as 0456.123.791 (ten digits, the first 0 or 1, with or without "BE")'
_EXPECTED_PLACE = "a number such as 2.999.000.123 (ten digits, the first from 2 to 8)"


class NumberError(ValueError):
    """A number that cannot be one: `code` for programs, `why` and `expected` for people."""

    def __init__(self, code: str, why: str, expected: str) -> None:
        super().__init__(f"{why}; expected {expected}")
        self.code, self.why, self.expected = code, why, expected


def parse_enterprise_number(text: str) -> str:
    """The ten digits of an enterprise number, however it is spaced; NumberError otherwise."""
    digits = _digits(text.strip().upper().removeprefix("BE"), text)
    if len(digits) == 9:  # as written before 2005, without the leading 0
        digits = f"0{digits}"
    if len(digits) != 10:
        raise NumberError("length", f"{text!r} does not have ten digits", _EXPECTED)
    if digits[0] not in "01":
        raise NumberError("prefix", f"{text!r} starts with {digits[0]}", _EXPECTED)
    try:
        return str(vat.validate(digits))
    except InvalidChecksum:
        raise NumberError(
            "checksum",
            f"{text!r} is not an existing number: its check digits do not fit",
            "the number as it stands in the KBO",
        ) from None
    except ValidationError:
        raise NumberError("length", f"{text!r} is not an enterprise number", _EXPECTED) from None


def parse_establishment_number(text: str) -> str:
    """The ten digits of an establishment number, however it is spaced; NumberError otherwise."""
    digits = _digits(text.strip(), text, _EXPECTED_PLACE)
    if len(digits) != 10:
        raise NumberError("length", f"{text!r} does not have ten digits", _EXPECTED_PLACE)
    if digits[0] not in "2345678":
        raise NumberError("prefix", f"{text!r} starts with {digits[0]}", _EXPECTED_PLACE)
    if (int(digits[:8]) + int(digits[8:])) % 97:
        raise NumberError(
            "checksum",
            f"{text!r} is not an existing number: its check digits do not fit",
            "the number as it stands in the KBO",
        )
    return digits


def format_establishment_number(digits: str) -> str:
    """The number as people write it: 2999000123 becomes 2.999.000.123."""
    return f"{digits[0]}.{digits[1:4]}.{digits[4:7]}.{digits[7:]}"


def format_enterprise_number(digits: str) -> str:
    """The number as people write it: 0456123791 becomes 0456.123.791."""
    return f"{digits[:4]}.{digits[4:7]}.{digits[7:]}"


def _digits(body: str, text: str, expected: str = _EXPECTED) -> str:
    digits = re.sub(r"[\s./-]", "", body)
    if not re.fullmatch(r"[0-9]+", digits):
        raise NumberError("digits", f"{text!r} holds something other than digits", expected)
    return digits
