"""Annual accounts as the National Bank holds them, and the choice of one filing for a year.

Every figure is an integer number of hundredths, also a headcount: 2200 under 9087 is 22.00
full-time equivalents, 7460528400 under 20/58 is 74,605,284.00 euro. `meaningful_decimals` only
says how many decimals mean something. Abbreviated and micro schemes leave figures out.

Source: schema Onderneming-02.00 of MAGDA, type JaarrekeningType; read from real filings.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from portefeuille.adapters.magda.parts import Code, Nace, Notice

BALANCE_TOTAL: Final = "20/58"
TURNOVER: Final = "70"
AVERAGE_FTE: Final = "9087"
HEADCOUNT_AT_END: Final = "9086"
SOCIAL_BALANCE_FTE: Final = "1003"


@dataclass(frozen=True, slots=True)
class Position:
    """Where a figure stands in the filing."""

    part: int
    section: int
    subsection: int
    rank: int


@dataclass(frozen=True, slots=True)
class Rubric:
    """A line of the accounts. A title holds no figure: its `hundredths` is None.

    `unit` is EUR, or None for a number of people or hours. `kind`: 1 as filed, 3 computed.
    """

    code: str | None
    hundredths: int | None
    meaningful_decimals: int | None
    unit: str | None
    position: Position
    kind: Code | None = None
    label: str | None = None
    style: str | None = None
    name: str | None = None
    title: Code | None = None
    key_figure: Code | None = None
    economic_weight: Code | None = None


@dataclass(frozen=True, slots=True)
class Filing:
    """The heading of a filing: which year, which scheme, when filed and approved."""

    source: Code
    year: int
    begin: date | None
    end: date | None
    months: int
    scheme: Code
    quality: Code
    bank_reference: tuple[str, str]
    file_made_on: date | None
    file_modified_on: date | None
    currency: str
    taxonomy_on: date | None
    filed_on: date | None = None
    approved_on: date | None = None
    deed_on: date | None = None
    nace: Nace | None = None
    joint_committees: tuple[Code, ...] = ()
    scheme_kind: Code | None = None
    nature: Code | None = None


@dataclass(frozen=True, slots=True)
class AnnualAccounts:
    """One filing. `filing` is None where the source knows only that something was filed.

    That happens when accounts of another year were filed last than the year asked for: the
    source then sends `last_filed_on` and a notice 30001 side by side, and both are here.
    """

    number: str
    last_filed_on: date | None = None
    filing: Filing | None = None
    rubrics: tuple[Rubric, ...] = ()
    notices: tuple[Notice, ...] = ()

    @property
    def year(self) -> int | None:
        """The financial year."""
        return self.filing.year if self.filing else None

    def rubric(self, code: str) -> Rubric | None:
        """The line with this code that has a figure: the first, where the filing has several."""
        lines = (one for one in self.rubrics if one.code == code and one.hundredths is not None)
        return next(lines, None)

    def hundredths(self, code: str) -> int | None:
        """The figure under this code, in hundredths; None where the filing leaves it out."""
        line = self.rubric(code)
        return line.hundredths if line else None


@dataclass(frozen=True, slots=True)
class Accounts:
    """The filings of an enterprise, as the source gave them."""

    filings: tuple[AnnualAccounts, ...]

    @property
    def years(self) -> tuple[int, ...]:
        """The financial years there are figures for, the last one first."""
        return tuple(
            sorted({one.year for one in self.filings if one.year is not None}, reverse=True)
        )

    def of(self, year: int) -> AnnualAccounts | None:
        """The filing that counts for a year: of an original and its correction the later one."""
        return _latest(one for one in self.filings if one.year == year)

    def latest(self) -> AnnualAccounts | None:
        """The filing that counts for the last year there is."""
        years = self.years
        return self.of(years[0]) if years else None


def _latest(filings: Iterable[AnnualAccounts]) -> AnnualAccounts | None:
    """By day of filing, then by day of modification, then the last in the answer."""
    chosen: AnnualAccounts | None = None
    for one in filings:
        if chosen is None or _when(one) >= _when(chosen):
            chosen = one
    return chosen


def _when(accounts: AnnualAccounts) -> tuple[date, date]:
    filing = accounts.filing
    if filing is None:
        return (date.min, date.min)
    return (filing.filed_on or date.min, filing.file_modified_on or date.min)
