"""The error of a file that is no invoice we can read."""

from typing import Final

WHOLE: Final = "file"
"""Where the whole file is not what was expected, and no place in it can be named."""


class InvoiceError(ValueError):
    """What is not as UBL writes it: `where` in the file, `why`, and what was `expected`."""

    def __init__(self, where: str, why: str, expected: str) -> None:
        super().__init__(f"{where}: {why}; expected {expected}")
        self.where, self.why, self.expected = where, why, expected
