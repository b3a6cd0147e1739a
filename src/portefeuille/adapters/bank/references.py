"""References and account numbers, as people and banks write them.

An OGM (structured communication) is 12 digits, the last two the first ten modulo 97, and 97 for
0; an RF reference is a creditor reference of at most 25 characters. python-stdnum checks both,
and IBANs.

Sources: Febelfin, standards for online banking (OGM); ISO 11649 (RF); ISO 13616 (IBAN).
"""

import re
from typing import Final

from stdnum import iban as ibans
from stdnum import iso11649
from stdnum.be import ogm_vcs
from stdnum.exceptions import ValidationError

_DIGITS: Final = re.compile(r"[0-9]+")
_BETWEEN: Final = re.compile(r"[ ./+*\-]{1,3}")
"""What may stand between the digits of an OGM that somebody typed, or a bank broke off."""

_IBAN: Final = re.compile(
    r"\b[A-Z]{2}[0-9]{2}(?: ?[0-9A-Z]{4}){2,7}(?: ?[0-9A-Z]{1,3})?\b", re.IGNORECASE
)
_OLD_ACCOUNT: Final = re.compile(r"(?<![0-9])[0-9]{3}-[0-9]{7}-[0-9]{2}(?![0-9])")
_PLAIN: Final = re.compile(r"[0-9A-Z]+")


def find_references(text: str) -> list[str]:
    """Every valid OGM in free text, as 12 digits, in order, each once.

    With or without plus signs or asterisks, slashes, spaces, points or hyphens; never a part of
    a longer number. The account number in a Belgian IBAN has the same check: an IBAN, and an
    account as written before IBAN (539-0075470-34), is left out.
    """
    text = _OLD_ACCOUNT.sub("#", _IBAN.sub(_without_iban, text))
    groups = [found.span() for found in _DIGITS.finditer(text)]
    found: dict[str, None] = {}
    for first in range(len(groups)):
        digits, end = "", groups[first][0]
        for start, stop in groups[first : first + 12]:
            if digits and not _BETWEEN.fullmatch(text[end:start]):
                break
            digits, end = digits + text[start:stop], stop
            if len(digits) >= 12:
                break
        if (reference := as_ogm(digits)) is not None:
            found[reference] = None
    return list(found)


def as_ogm(text: str) -> str | None:
    """The 12 digits, however they are spaced; None for what is no OGM."""
    digits = re.sub(r"[\s+/*.\-]", "", text)
    if not re.fullmatch("[0-9]{12}", digits):
        return None
    try:
        return str(ogm_vcs.validate(digits))
    except ValidationError:
        return None


def as_structured(text: str) -> str | None:
    """An OGM or an RF reference without spaces and signs; None for what is neither."""
    compact = re.sub(r"\s", "", text).upper()
    if not compact.startswith("RF"):
        return as_ogm(text)
    try:
        reference = str(iso11649.validate(compact))
    except ValidationError:
        return None
    return reference if _PLAIN.fullmatch(reference) else None


def as_iban(text: str) -> str | None:
    """An IBAN in capitals without spaces; None for what is none by its check and structure.

    Not by its country's list of banks, which is older than the newest bank.
    """
    compact = re.sub(r"\s", "", text).upper()
    if not 15 <= len(compact) <= 34 or not _PLAIN.fullmatch(compact):
        return None
    try:
        return str(ibans.validate(compact, check_country=False))
    except ValidationError:
        return None


def _without_iban(found: re.Match[str]) -> str:
    """A sign that joins nothing, and what stood after the IBAN; all of it where it is none."""
    text = found[0]
    ends = [end for end in range(len(text), 14, -1) if end == len(text) or text[end] == " "]
    for end in [*ends, *range(len(text) - 1, 14, -1)]:
        if as_iban(text[:end]) is not None:
            return "#" + text[end:]
    return text
