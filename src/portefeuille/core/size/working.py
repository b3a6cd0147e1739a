"""The working of a size: every number that led to it, in the order in which one adds it up.

`core.size` says which size counts and nothing more. The working is made by the same functions
and keeps what they pass by: what the enterprise has, what each enterprise of its group adds and
why, the sum held against every limit, and what a year before changes. It is exact: a share of a
headcount, or turnover counted for twelve months, is a fraction here and is never rounded.

Source: Recommendation 2003/361/EC, annex, articles 2 to 6.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from portefeuille.core.facts import Case, Related, SizeFigures, YearFigures
from portefeuille.core.law import LawInForce, SizeLimit
from portefeuille.core.money import WHOLE, BasisPoints
from portefeuille.core.size.computing import (
    Weighed,
    added_up,
    category_of,
    common_months,
    fits,
    standing_after,
    weighed,
    whole,
    yearly_totals,
)
from portefeuille.core.size.group import APPLICANT, Member, Why, belong_to, members, numbered

Step = Literal["first-year", "same", "not-yet", "changed"]


@dataclass(frozen=True, slots=True)
class Amounts:
    """Exact figures: headcount in hundredths of a full-time equivalent, amounts in cents."""

    headcount: Fraction
    turnover: Fraction
    balance_total: Fraction


@dataclass(frozen=True, slots=True)
class GroupLine:
    """One row of the group: what it adds with its weight, and why, or why it adds nothing.

    `number` is the place of the row, from 1. `via` is the enterprise by which it is reached,
    None for the applicant; `share` is that of the tie to it. "counted-already" is a further row
    of an enterprise, whose first row says what it counts for.
    """

    number: int
    row: Related
    why: Why | Literal["counted-already"]
    weight: BasisPoints
    via: str | None
    share: BasisPoints | None
    adds: Amounts

    @property
    def counts(self) -> bool:
        """Whether its figures, even where they are nothing, are in the sum."""
        return self.weight > 0 and self.why != "counted-already"


@dataclass(frozen=True, slots=True)
class LimitLine:
    """A year held against the limits of one size: it fits with its people and one amount."""

    size: str
    limit: SizeLimit
    people: bool
    turnover: bool
    balance_total: bool

    @property
    def fits(self) -> bool:
        """Whether the year by itself is of this size or a smaller one."""
        return self.people and (self.turnover or self.balance_total)


@dataclass(frozen=True, slots=True)
class YearWorking:
    """One financial year: own figures, with the group, the limits, and what the year changes.

    `category` is that of the year by itself, `standing` the one that counts after it.
    """

    figures: YearFigures
    own: Amounts
    total: Amounts
    limits: tuple[LimitLine, ...]
    category: str
    step: Step
    standing: str


@dataclass(frozen=True, slots=True)
class SizeWorking:
    """How the size that counts was found.

    `fixed`: by the first successful application of the calendar year. `declared`: in one word,
    without figures; `computed`: from the figures. One of these two is None.
    """

    size: str
    fixed: str | None
    declared: str | None
    computed: str | None
    previous: str | None
    partner_from: BasisPoints
    group: tuple[GroupLine, ...]
    years: tuple[YearWorking, ...]


def size_working(case: Case, law: LawInForce) -> SizeWorking:
    """The working of the size of a case under a law; its `size` is what `size_of` gives."""
    size, fixed = case.enterprise.size, case.wallet.locked_size
    if isinstance(size, str):
        return SizeWorking(
            size=fixed or size,
            fixed=fixed,
            declared=size,
            computed=None,
            previous=None,
            partner_from=law.partner_from,
            group=(),
            years=(),
        )
    years = _years(size, law)
    return SizeWorking(
        size=fixed or years[-1].standing,
        fixed=fixed,
        declared=None,
        computed=years[-1].standing,
        previous=size.previous,
        partner_from=law.partner_from,
        group=_group(size, law.partner_from),
        years=years,
    )


def _group(figures: SizeFigures, partner_from: BasisPoints) -> tuple[GroupLine, ...]:
    related = figures.related
    numbers = numbered(related)
    owners = belong_to(related, numbers)
    known = {member.row: member for member in members(related, partner_from)}
    common = common_months(figures)
    return tuple(
        _line(at, known[number], owner, related, common)
        for at, (number, owner) in enumerate(zip(numbers, owners, strict=True))
    )


def _line(
    at: int, member: Member, owner: int, related: Sequence[Related], common: int
) -> GroupLine:
    row, first = related[at], at == member.row
    via = member.via if first else owner
    return GroupLine(
        number=at + 1,
        row=row,
        why=member.why if first else "counted-already",
        weight=member.weight,
        via=None if via == APPLICANT else related[via].name,
        share=member.share if first else row.share,
        adds=_exact(weighed(row, member.weight if first else 0, common), common),
    )


def _years(figures: SizeFigures, law: LawInForce) -> tuple[YearWorking, ...]:
    totals = yearly_totals(figures, law)
    by_year = [category_of(total, law) for total in totals]
    standing = standing_after(by_year, figures.previous)
    steps = _steps(by_year, standing, figures.previous)
    common = common_months(figures)
    group = [
        weighed(figures.related[member.row], member.weight, common)
        for member in members(figures.related, law.partner_from)
    ]
    lines = []
    for year, total, category, step, stands in zip(
        figures.years, totals, by_year, steps, standing, strict=True
    ):
        own = weighed(year, WHOLE, common)
        together = added_up([own, *group])
        assert total == whole(year.year, together, common), "the sum is the one that counts"
        lines.append(
            YearWorking(
                figures=year,
                own=_exact(own, common),
                total=_exact(together, common),
                limits=tuple(
                    LimitLine(size, limit, *fits(total, limit))
                    for size, limit in law.size_limits.items()
                ),
                category=category,
                step=step,
                standing=stands,
            )
        )
    return tuple(lines)


def _steps(by_year: list[str], standing: list[str], previous: str | None) -> list[Step]:
    """What each year does to the category that stood before it."""
    steps: list[Step] = []
    for at, (category, stands) in enumerate(zip(by_year, standing, strict=True)):
        before = standing[at - 1] if at else previous
        if before is None:
            steps.append("first-year")
        elif stands != before:
            steps.append("changed")
        else:
            steps.append("same" if category == before else "not-yet")
    return steps


def _exact(counted: Weighed, common: int) -> Amounts:
    return Amounts(
        headcount=Fraction(counted.headcount, WHOLE),
        turnover=Fraction(counted.turnover, WHOLE * common),
        balance_total=Fraction(counted.balance_total, WHOLE),
    )
