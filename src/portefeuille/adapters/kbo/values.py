"""The values of an extract's fields: numbers without their dots, dates, text, NULL.

Each reader takes the text of one field and raises ValueError with what was expected. An empty
field is NULL. Numbers are not checked against their check digits: the register that issues
them is the authority, and an entity it publishes is not ours to refuse.

Source: KBO Open Data cookbook R018.00, "Conventions".
"""

import re
from datetime import date, datetime

from portefeuille.core.periods import BRUSSELS

_DAY = re.compile(r"([0-9]{2})-([0-9]{2})-([0-9]{4})")


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
