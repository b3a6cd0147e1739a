"""Employment as the National Social Security Office knows it: a class of headcount a quarter.

Source: schema Onderneming-02.00 of MAGDA, type TewerkstellingAntwoordType; the bounds of the
classes from Onderneming-01.01, OndernemingDataKern (whose text for class 2 has a typing error).
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from portefeuille.adapters.magda.parts import Code, Municipality, Nace, Notice

BOUNDS: Final[dict[str, tuple[int, int | None]]] = {
    "0": (0, 0),
    "1": (1, 4),
    "2": (5, 9),
    "3": (10, 19),
    "4": (20, 49),
    "5": (50, 99),
    "6": (100, 199),
    "7": (200, 499),
    "8": (500, 999),
    "9": (1000, None),
}


@dataclass(frozen=True, slots=True)
class HeadcountClass:
    """A class of headcount: employees from `lowest` to `highest`, both included.

    Both are None where the class is unknown ("?"); `highest` alone is None for the last class.
    """

    code: Code

    @property
    def known(self) -> bool:
        """Whether the source knew it."""
        return self.code.code in BOUNDS

    @property
    def lowest(self) -> int | None:
        """The fewest employees of the class."""
        return BOUNDS[self.code.code][0] if self.known else None

    @property
    def highest(self) -> int | None:
        """The most employees of the class."""
        return BOUNDS[self.code.code][1] if self.known else None

    def below(self, limit: int) -> bool | None:
        """Whether the headcount is below a limit; None where the class cannot tell.

        Class 7 (200 to 499) cannot tell for 250: the applicant has to be asked.
        """
        if self.lowest is None:
            return None
        if self.lowest >= limit:
            return False
        return True if self.highest is not None and self.highest < limit else None


@dataclass(frozen=True, slots=True)
class Employment:
    """The employment of an enterprise in a quarter (`quarter` 0: the whole year)."""

    number: str
    source: Code
    year: int
    quarter: int
    begin: date | None
    end: date | None
    headcount: HeadcountClass
    seat_number: str | None = None
    social_security_number: str | None = None
    affiliated_on: date | None = None
    regionalisation: str | None = None
    establishments: str | None = None
    municipality: Municipality | None = None
    nace: Nace | None = None
    notices: tuple[Notice, ...] = ()
