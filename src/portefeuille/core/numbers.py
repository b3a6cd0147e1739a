"""Enterprise and establishment numbers of the KBO: ten digits with a mod-97 check.

An enterprise number starts with 0 or 1, an establishment number with 2 to 8; both end in
97 minus the first eight digits modulo 97. python-stdnum checks the first; it rejects the
second, for which the same sum is done here.

Source: KBO cookbook R018 (number formats); Peppol rule for scheme 0208.
"""

import re

from stdnum.be import vat
from stdnum.exceptions import InvalidChecksum, ValidationError

_ENTERPRISE = 'a number such as 0456.123.791 (ten digits, the first 0 or 1, with or without "BE")'
_ESTABLISHMENT = "a number such as 2.190.171.611 (ten digits, the first 2 to 8)"


class NumberError(ValueError):
    """A number that cannot be one: `code` for programs, `why` and `expected` for people."""

    def __init__(self, code: str, why: str, expected: str) -> None:
        super().__init__(f"{why}; expected {expected}")
        self.code, self.why, self.expected = code, why, expected


def parse_enterprise_number(text: str) -> str:
    """The ten digits of an enterprise number, however it is spaced; NumberError otherwise."""
    digits = _digits(text.strip().upper().removeprefix("BE"), text, _ENTERPRISE)
    if len(digits) == 9:  # as written before 2005, without the leading 0
        digits = f"0{digits}"
    if len(digits) != 10:
        raise NumberError("length", f"{text!r} does not have ten digits", _ENTERPRISE)
    if digits[0] not in "01":
        raise NumberError("prefix", f"{text!r} starts with {digits[0]}", _ENTERPRISE)
    try:
        return str(vat.validate(digits))
    except InvalidChecksum:
        raise NumberError(
            "checksum",
            f"{text!r} is not an existing number: its check digits do not fit",
            "the number as it stands in the KBO",
        ) from None
    except ValidationError:
        raise NumberError("length", f"{text!r} is not an enterprise number", _ENTERPRISE) from None


def parse_establishment_number(text: str) -> str:
    """The ten digits of an establishment number; NumberError otherwise."""
    digits = _digits(text, text, _ESTABLISHMENT)
    if len(digits) != 10:
        raise NumberError("length", f"{text!r} does not have ten digits", _ESTABLISHMENT)
    if digits[0] not in "2345678":
        raise NumberError("prefix", f"{text!r} starts with {digits[0]}", _ESTABLISHMENT)
    if int(digits[:8]) % 97 != 97 - int(digits[8:]):
        raise NumberError("checksum", f"{text!r} has check digits that do not fit", _ESTABLISHMENT)
    return digits


def format_enterprise_number(digits: str) -> str:
    """The number as people write it: 0456123791 becomes 0456.123.791."""
    return f"{digits[:4]}.{digits[4:7]}.{digits[7:]}"


def _digits(body: str, text: str, expected: str) -> str:
    digits = re.sub(r"[\s./-]", "", body)
    if not re.fullmatch(r"[0-9]+", digits):
        raise NumberError("digits", f"{text!r} holds something other than digits", expected)
    return digits
