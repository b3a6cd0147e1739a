"""Names and texts in the characters that every bank in SEPA takes.

Letters lose their accents and other scripts are written in Latin ones; signs become those that
the European Payments Council proposes for them.

Source: EPC217-08, SEPA requirements for an extended character set, with its conversion table.
"""

import re
from typing import Final

from text_unidecode import unidecode

_SIGNS: Final = str.maketrans(
    {
        **dict.fromkeys('!"#%*<=>@\\^$', "."),
        **dict.fromkeys("[{", "("),
        **dict.fromkeys("]}", ")"),
        **dict.fromkeys("_~", "-"),
        "&": "+",
        ";": ",",
        "|": "/",
        "`": "'",
        "€": "E",
    }
)
_OTHER: Final = re.compile(r"[^A-Za-z0-9/\-?:().,'+ ]")
_IDENTIFIER: Final = re.compile(r"(?!/)(?!.*//)[A-Za-z0-9/\-?:().,'+ ]{1,35}(?<!/)")


def in_sepa(text: str, longest: int) -> str:
    """The text in the SEPA character set, on one line and cut to so many characters."""
    plain = unidecode(text.translate(_SIGNS)).translate(_SIGNS)
    return " ".join(_OTHER.sub(" ", plain).split())[:longest].rstrip()


def is_identifier(text: str) -> bool:
    """Whether a bank hands this identifier on as it is: at most 35 characters of the set, no
    slash at an end, no two in a row, and no space at an end."""
    return _IDENTIFIER.fullmatch(text) is not None and text == text.strip()
