"""The size that annual accounts and the class of headcount propose, with what is missing for it.

    category   small, medium or large; null where it is not settled
    settled    whether what the sources say leaves one category
    years      the years it was computed over, the newest last
    working    what was used and what was not, line by line: {code, ...}
    ask        what the applicant has to tell for it to be settled: headcount, amounts

What a source does not say may be anything: nothing is assumed. The size is computed twice, by
the same `core.size` that decides: with the least it can be and with the most. Both the same,
and it is settled; else the applicant is asked for what makes the difference. So headcount below
the limit does not make an enterprise small by itself, and class 7 (200 to 499) is not settled
by itself either: 250 lies in it.

Headcount is the average in full-time equivalents of the accounts (9087), since the limits are
in annual work units of the last approved accounts; the class counts employees in a quarter, and
serves where the accounts do not say. The year before the last counts along where it is settled by
itself; where not, the last year speaks for itself, as the law has it for a first year.

No source tells the partner and linked enterprises, so that even a settled size is a proposal of
the enterprise by itself; the working says so.

Source: Recommendation 2003/361/EC, annex, articles 2, 4 and 5.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from portefeuille.core.facts import MONTHS_OF_A_YEAR, SizeFigures, YearFigures
from portefeuille.core.law import LawInForce
from portefeuille.core.money import Cents, format_euro
from portefeuille.core.size import computed_size

OLDEST: Final = 2
"""Accounts of a year so many years back may still be the last approved; older ones are not."""

MOST_MONTHS: Final = 24
HUNDRED: Final = 100


@dataclass(frozen=True, slots=True)
class Filed:
    """What was filed for a year. `headcount` in hundredths, amounts in cents; None: not said."""

    year: int
    begins: date | None
    ends: date | None
    months: int
    headcount: int | None
    turnover: Cents | None
    balance_total: Cents | None

    def written(self) -> dict[str, Any]:
        """As it stands in the facts: amounts and headcount as contract strings."""
        return {
            "year": self.year,
            "begins": self.begins.isoformat() if self.begins else None,
            "ends": self.ends.isoformat() if self.ends else None,
            "months": self.months,
            "headcount": _written(self.headcount),
            "turnover": _written(self.turnover),
            "balance_total": _written(self.balance_total),
        }


@dataclass(frozen=True, slots=True)
class Staff:
    """A class of headcount: from and to so many employees; None where it is open or not known."""

    code: str
    lowest: int | None
    highest: int | None
    year: int
    quarter: int


@dataclass(frozen=True, slots=True)
class _Range:
    """What a year may have been: from the least of everything to the most."""

    least: YearFigures
    most: YearFigures

    def corners(self) -> tuple["_Range", "_Range", "_Range", "_Range"]:
        """Headcount free with the least and the most amounts; amounts free likewise."""
        least, most = self.least, self.most
        return (
            _Range(least, replace(least, headcount=most.headcount)),
            _Range(replace(most, headcount=least.headcount), most),
            _Range(least, replace(most, headcount=least.headcount)),
            _Range(replace(least, headcount=most.headcount), most),
        )


def proposal(
    staff: Staff | None, filed: Sequence[Filed], day: date, law: LawInForce
) -> dict[str, Any]:
    """The size these sources propose on a day, under a law; `filed` with the newest last."""
    recent = [year for year in filed if year.year >= day.year - OLDEST]
    years = _consecutive(recent)
    last = _range(years[-1] if years else None, staff, day, law)
    before = [_range(year, None, day, law) for year in years[:-1]]
    used = [year for year in before if _category(year, law) is not None]
    least = computed_size(_figures([*(year.least for year in used), last.least]), law)
    most = computed_size(_figures([*(year.most for year in used), last.most]), law)
    settled = least == most
    ranges = [*used, last]
    return {
        "category": least if settled else None,
        "settled": settled,
        "years": [year.least.year for year in ranges] if years else [],
        "working": [*_working(staff, filed, years, len(used)), {"code": "group-not-known"}],
        "ask": [] if settled else _asked(used, last, law),
    }


def _consecutive(filed: Sequence[Filed]) -> list[Filed]:
    """The newest year and the one before it, where that is there."""
    if len(filed) > 1 and filed[-2].year == filed[-1].year - 1:
        return list(filed[-2:])
    return list(filed[-1:])


def _range(year: Filed | None, staff: Staff | None, day: date, law: LawInForce) -> _Range:
    """What is known of a year as bounds; what is not known is open up to above every limit."""
    limits = law.size_limits.values()
    people = _people(year, staff, 1 + max(limit.headcount_below for limit in limits))
    readable = year is not None and 1 <= year.months <= MOST_MONTHS
    months = year.months if year is not None and readable else MONTHS_OF_A_YEAR
    # Turnover counts for twelve months: over more of them it takes more to be above the limit.
    turnover = _amount(
        year.turnover if year is not None and readable else None,
        (1 + max(limit.turnover for limit in limits)) * MOST_MONTHS,
    )
    balance = _amount(
        None if year is None else year.balance_total,
        1 + max(limit.balance_total for limit in limits),
    )
    number = day.year - 1 if year is None else year.year
    least, most = zip(people, turnover, balance, strict=True)
    return _Range(YearFigures(number, *least, months), YearFigures(number, *most, months))


def _people(year: Filed | None, staff: Staff | None, above: int) -> tuple[int, int]:
    if year is not None and year.headcount is not None:
        return year.headcount, year.headcount
    if staff is None or staff.lowest is None:
        return 0, above
    highest = above if staff.highest is None else staff.highest * HUNDRED
    return staff.lowest * HUNDRED, max(highest, staff.lowest * HUNDRED)


def _amount(known: Cents | None, above: Cents) -> tuple[Cents, Cents]:
    return (0, above) if known is None else (known, known)


def _category(year: _Range, law: LawInForce) -> str | None:
    """The category of one year by itself; None where it may be several."""
    least = computed_size(_figures([year.least]), law)
    return least if least == computed_size(_figures([year.most]), law) else None


def _asked(used: Sequence[_Range], last: _Range, law: LawInForce) -> list[str]:
    """What makes the difference, with the rest at its least or at its most."""
    people_low, people_high, amounts_low, amounts_high = last.corners()
    return [
        name
        for name, sides in (
            ("headcount", (people_low, people_high)),
            ("amounts", (amounts_low, amounts_high)),
        )
        if any(_differs(used, side, law) for side in sides)
    ]


def _differs(used: Sequence[_Range], last: _Range, law: LawInForce) -> bool:
    before = [year.least for year in used]
    least = computed_size(_figures([*before, last.least]), law)
    return least != computed_size(_figures([*before, last.most]), law)


def _working(
    staff: Staff | None, filed: Sequence[Filed], years: Sequence[Filed], used: int
) -> list[Mapping[str, Any]]:
    lines: list[Mapping[str, Any]] = []
    if not filed:
        lines.append({"code": "no-accounts"})
    elif not years:
        lines.append({"code": "accounts-too-old", "year": filed[-1].year})
    for at, year in enumerate(years):
        if at == 0 and len(years) > 1 and not used:
            lines.append({"code": "year-before-not-settled", "year": year.year})
            continue
        lines.append({"code": "accounts", **year.written()})
    if staff is not None:
        told = bool(years) and years[-1].headcount is not None
        code = "class-not-needed" if told else "class"
        lines.append({"code": code, **class_written(staff)})
    return lines


def class_written(staff: Staff) -> dict[str, Any]:
    """A class as it stands in the facts."""
    return {
        "class": staff.code,
        "from": staff.lowest,
        "to": staff.highest,
        "year": staff.year,
        "quarter": staff.quarter,
    }


def _figures(years: Sequence[YearFigures]) -> SizeFigures:
    return SizeFigures(years=tuple(years), related=(), previous=None)


def _written(hundredths: int | None) -> str | None:
    return None if hundredths is None else format_euro(hundredths)
