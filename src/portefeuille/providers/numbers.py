"""The number of a provider's registration: DV.O101579 for training, DV.A104813 for advice.

O stands for opleiding (training), A for advies (advice); six digits follow. No check digit is
known. People write the number in many ways ("DV O215588", "DVO242439", a zero for the letter
O); all of them are read, and one form is kept.

Source: numbers published by VLAIO and by providers; the form is observed, not decreed.
"""

import re

from portefeuille.core.numbers import NumberError

_EXPECTED = "a number such as DV.O101579 (training) or DV.A104813 (advice): DV, O or A, six digits"
_LETTERS = {"O": "O", "0": "O", "A": "A"}
_SERVICES = {"O": "training", "A": "advice"}


def parse_registration_number(text: str) -> str:
    """The number in its one form, DV.[AO] and six digits; NumberError otherwise."""
    compact = re.sub(r"[\s./-]", "", text).upper()
    letter = _LETTERS.get(compact[2:3])
    if not compact.startswith("DV") or letter is None:
        raise NumberError("prefix", f"{text!r} does not start with DV.O or DV.A", _EXPECTED)
    digits = compact[3:]
    if not re.fullmatch(r"[0-9]*", digits):
        raise NumberError("digits", f"{text!r} ends in something other than digits", _EXPECTED)
    if len(digits) != 6:
        raise NumberError("length", f"{text!r} has {len(digits)} digits, not six", _EXPECTED)
    return f"DV.{letter}{digits}"


def service_of(number: str) -> str:
    """training or advice: the service for which this number (in its one form) is a registration."""
    return _SERVICES[number[3]]
