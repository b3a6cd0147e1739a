"""Amounts as people in Belgium type them, read the same way in every language of the pages.

A dot before three digits groups thousands, a dot or comma before one or two begins the cents.
What could mean two things is refused and never guessed: a wrong guess is wrong by a factor of
a hundred or a thousand. How amounts are shown is the core's (`portefeuille.core.show`).
"""

import re

from portefeuille.core.money import Cents

MAX_EURO_DIGITS = 12

# Groups of three are all or none: "1.234" is a thousand, "12.50" twelve and a half, and a comma
# is only ever the comma before the cents. So "1,234.56" and "1,234" fit nothing and are refused.
_GROUPED = re.compile(r"([1-9][0-9]{0,2}(?:[. ][0-9]{3})+)(?:,([0-9]{1,2}))?")
_SPACED = re.compile(r"([1-9][0-9]{0,2}(?: [0-9]{3})+)\.([0-9]{1,2})")
_PLAIN = re.compile(r"([0-9]+)(?:[.,]([0-9]{1,2}))?")
_SIGNS = re.compile(r"^(?:€|euro?)\s*|\s*(?:€|euro?)$", re.IGNORECASE)


class NegativeAmountError(ValueError):
    """An amount below zero."""


class LongAmountError(ValueError):
    """An amount of more digits than any amount here can have."""


def parse_eur(text: str) -> Cents:
    """Cents of an amount as people type it; ValueError when it could mean two things.

    Reads 1.234,56 · 1234,56 · 1234.56 · 1 234,56 · € 1.234,56 · 1234 euro · 12,5 · 1.234 (a
    thousand). Raises NegativeAmountError below zero, LongAmountError over 12 digits of euros.
    """
    # split() also takes the no-break spaces that a pasted amount carries.
    bare = _SIGNS.sub("", " ".join(text.split()))
    if bare.startswith(("-", "\u2212")):
        raise NegativeAmountError(text)
    for form in (_GROUPED, _SPACED, _PLAIN):
        if found := form.fullmatch(bare):
            euros = re.sub("[. ]", "", found[1])
            if len(euros) > MAX_EURO_DIGITS:
                raise LongAmountError(text)
            return int(euros) * 100 + int((found[2] or "0").ljust(2, "0"))
    raise ValueError(f"{text!r} is not an amount such as 1.234,56")
