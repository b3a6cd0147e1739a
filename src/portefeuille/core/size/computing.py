"""The size of an enterprise after the European definition.

Small and medium each have a limit on headcount and one of two financial limits that must be
met. Figures of the group count too (see `core.size.group`), and turnover counts for twelve months
however long the financial year was. Only a limit crossed in two consecutive financial years
changes the category.

Everything is computed in whole numbers. A share makes ten-thousandths and a financial year of
seven months makes sevenths; they are carried along until a year is added up. Only then is a
total made whole, towards the side on which it cannot cross a limit: people down, since a limit
is what they stay below, and amounts up, since a limit is what they may reach.

Source: Recommendation 2003/361/EC, annex, articles 2 to 6.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import lcm
from typing import NamedTuple

from portefeuille.core.facts import MONTHS_OF_A_YEAR, Case, Related, SizeFigures, YearFigures
from portefeuille.core.law import LawInForce, SizeLimit
from portefeuille.core.money import WHOLE, BasisPoints, Cents
from portefeuille.core.size.group import members

ORDER = ("small", "medium", "large")


@dataclass(frozen=True, slots=True)
class YearTotals:
    """One year of the enterprise and its group together, as it is held against the limits.

    `headcount` in hundredths of a full-time equivalent, rounded down; `turnover` and
    `balance_total` in cents, rounded up. The limits are whole, so that no rounding crosses one.
    """

    year: int
    headcount: int
    turnover: Cents
    balance_total: Cents


class Weighed(NamedTuple):
    """Figures times their weight, exactly; a tuple, since every decision adds up many.

    `headcount` and `balance_total` in ten-thousandths of a hundredth and of a cent; `turnover`
    in ten-thousandths of a cent divided by `common_months`.
    """

    headcount: int
    turnover: int
    balance_total: int


def size_of(case: Case, law: LawInForce) -> str:
    """The size that counts: fixed for the year by the wallet, declared, or computed."""
    if case.wallet.locked_size is not None:
        return case.wallet.locked_size
    size = case.enterprise.size
    return size if isinstance(size, str) else computed_size(size, law)


def computed_size(figures: SizeFigures, law: LawInForce) -> str:
    """The category after the last year."""
    by_year = [category_of(totals, law) for totals in yearly_totals(figures, law)]
    return standing_after(by_year, figures.previous)[-1]


def yearly_totals(figures: SizeFigures, law: LawInForce) -> tuple[YearTotals, ...]:
    """Every year with its group added up, the newest last; the group counts in each as it is."""
    common = common_months(figures)
    group = [
        weighed(figures.related[member.row], member.weight, common)
        for member in members(figures.related, law.partner_from)
        if member.weight
    ]
    together = added_up(group)
    return tuple(
        [
            whole(year.year, added_up([weighed(year, WHOLE, common), together]), common)
            for year in figures.years
        ]
    )


def common_months(figures: SizeFigures) -> int:
    """A number that every length of a financial year divides, in which turnover is counted."""
    lengths = {year.months for year in figures.years} | {row.months for row in figures.related}
    return lcm(*lengths)


def weighed(row: YearFigures | Related, weight: BasisPoints, common: int) -> Weighed:
    """What a row counts for: its figures times its weight, turnover for twelve months.

    Source: Recommendation 2003/361/EC, annex, article 4, paragraph 1: data are "calculated on
    an annual basis". Our reading, since the text says no more: turnover grows with the months
    and is counted for twelve; a balance sheet total is what there is on its last day, and
    headcount is already in annual work units (article 5), so that neither changes.
    """
    return Weighed(
        headcount=row.headcount * weight,
        turnover=row.turnover * weight * MONTHS_OF_A_YEAR * (common // row.months),
        balance_total=row.balance_total * weight,
    )


def added_up(parts: Iterable[Weighed]) -> Weighed:
    """The sum of what several count for, exactly."""
    headcount = turnover = balance_total = 0
    for people, sales, balance in parts:
        headcount += people
        turnover += sales
        balance_total += balance
    return Weighed(headcount, turnover, balance_total)


def whole(year: int, sum_of: Weighed, common: int) -> YearTotals:
    """A sum as it is held against the limits: people rounded down, amounts rounded up."""
    return YearTotals(
        year=year,
        headcount=sum_of.headcount // WHOLE,
        turnover=-(-sum_of.turnover // (WHOLE * common)),
        balance_total=-(-sum_of.balance_total // WHOLE),
    )


def category_of(totals: YearTotals, law: LawInForce) -> str:
    """The category of one year by itself."""
    for size, limit in law.size_limits.items():
        people, *amounts = fits(totals, limit)
        if people and any(amounts):
            return size
    return "large"


def fits(totals: YearTotals, limit: SizeLimit) -> tuple[bool, bool, bool]:
    """Headcount below its limit; turnover and balance sheet total up to theirs: one is enough.

    Source: Recommendation 2003/361/EC, annex, article 2.
    """
    return (
        totals.headcount < limit.headcount_below,
        totals.turnover <= limit.turnover,
        totals.balance_total <= limit.balance_total,
    )


def standing_after(by_year: list[str], previous: str | None) -> list[str]:
    """The category that counts after each year, given those of the years by themselves.

    Each limit counts on its own: it must be crossed in two years in a row. Of the standing
    category and those of the two years that is the middle one: both years above give the lower
    of the two, both below the higher, and one on either side leaves it as it stood. Where the
    category before the first year is not known, the first year speaks for itself.

    Source: Recommendation 2003/361/EC, annex, article 4, paragraph 2.
    """
    before = previous or by_year[0]
    current = before
    standing = []
    for category in by_year:
        current = sorted((current, before, category), key=ORDER.index)[1]
        standing.append(current)
        before = category
    return standing
