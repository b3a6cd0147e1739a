"""The size in a dossier: declared in one word, or the figures to compute it from.

The enterprises it belongs with stand in a list; each says to whom it belongs, by name. What
cannot be meant is refused here, so that whoever counts the group can trust the list: a name
that stands nowhere, one enterprise with two sets of figures, a circle that the applicant is
not part of.

Source: contracts, "The dossier".
"""

from collections.abc import Mapping, Sequence
from dataclasses import fields as dataclass_fields
from typing import Any, Final

from portefeuille.core.facts import (
    MONTHS_OF_A_YEAR,
    SIZES,
    Related,
    SizeFigures,
    YearFigures,
)
from portefeuille.core.fields import CaseError, Fields, choice, count, euro, hundredths, share, text
from portefeuille.core.size.group import APPLICANT, belong_to, numbered

# Beyond these it is a typing error.
MOST_MONTHS: Final = 24
MAX_NAME: Final = 120
MAX_QUOTED: Final = 60

_size, _relation = choice(SIZES), choice(("partner", "linked"))
_YEAR_FIELDS = tuple(field.name for field in dataclass_fields(YearFigures))
_RELATED_FIELDS = tuple(field.name for field in dataclass_fields(Related))
_SIZE_FIELDS = tuple(field.name for field in dataclass_fields(SizeFigures))


def declared_or_computed_size(value: Any, where: str) -> str | SizeFigures:
    """A size as one word, or the figures it is computed from."""
    if not isinstance(value, Mapping):
        return _size(value, where)
    fields = Fields(value, where)
    figures = SizeFigures(
        years=tuple([_year(year) for year in fields.rows("years")]),
        related=tuple([_related(related) for related in fields.rows("related")]),
        previous=fields.may("previous", _size),
    )
    fields.finish(_SIZE_FIELDS)
    _years_follow(figures.years, f"{where}.years")
    _names_are_clear(figures.related, f"{where}.related")
    _all_belong_with_the_applicant(figures.related, f"{where}.related")
    return figures


def _year(fields: Fields) -> YearFigures:
    year = YearFigures(
        year=fields.need("year", count),
        headcount=fields.need("headcount", hundredths),
        turnover=fields.need("turnover", euro),
        balance_total=fields.need("balance_total", euro),
        months=_months_of(fields),
    )
    fields.finish(_YEAR_FIELDS)
    return year


def _related(fields: Fields) -> Related:
    related = Related(
        kind=fields.need("kind", _relation),
        share=fields.may("share", share),
        headcount=fields.need("headcount", hundredths),
        turnover=fields.need("turnover", euro),
        balance_total=fields.need("balance_total", euro),
        months=_months_of(fields),
        name=fields.may("name", _name),
        of=fields.may("of", _name),
    )
    fields.finish(_RELATED_FIELDS)
    if related.kind == "partner" and related.share is None:
        raise CaseError(f"{fields.where}.share", "a partner counts pro rata", 'share: "0.30"')
    return related


def _months_of(fields: Fields) -> int:
    months = fields.may("months", _months)
    return MONTHS_OF_A_YEAR if months is None else months


def _months(value: Any, where: str) -> int:
    months = count(value, where)
    if not 1 <= months <= MOST_MONTHS:
        raise CaseError(
            where,
            f"{months} is not the length of a financial year",
            f"a number of months from 1 to {MOST_MONTHS}; leave it out for {MONTHS_OF_A_YEAR}",
        )
    return months


def _name(value: Any, where: str) -> str:
    name = text(value, where)
    if len(name) > MAX_NAME:
        raise CaseError(where, f"{len(name)} characters is too long", f"at most {MAX_NAME}")
    return name


def _years_follow(years: Sequence[YearFigures], where: str) -> None:
    numbers = [year.year for year in years]
    if not numbers:
        raise CaseError(where, "no year is given", "at least one year")
    if numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        written = ", ".join(str(number) for number in numbers)
        raise CaseError(
            where,
            f"{written} do not follow each other",
            "every year once, the newest last: a size changes only after two in a row",
        )


def _names_are_clear(related: Sequence[Related], where: str) -> None:
    """One enterprise has one spelling and one set of figures, or it would count as two."""
    first: dict[str, int] = {}
    for at, row in enumerate(related):
        if row.name is None:
            continue
        before = first.setdefault(_folded(row.name), at)
        earlier = related[before]
        if earlier.name != row.name:
            raise CaseError(
                f"{where}[{at}].name",
                f"{_quoted(row.name)} stands at related[{before}] as {_quoted(earlier.name)}",
                "one spelling for one enterprise, and names that differ in more than capitals"
                " and spaces for two",
            )
        if _figures(earlier) != _figures(row):
            raise CaseError(
                f"{where}[{at}]",
                f"{_quoted(row.name)} has other figures than at related[{before}]",
                "the same figures wherever the same enterprise stands",
            )


def _all_belong_with_the_applicant(related: Sequence[Related], where: str) -> None:
    """Following who belongs to whom, everybody comes out at the applicant."""
    _names_stand_there(related, where)
    numbers = numbered(related)
    belonging: dict[int, list[int]] = {}
    for number, owner in zip(numbers, belong_to(related, numbers), strict=True):
        belonging.setdefault(owner, []).append(number)
    found, waiting = {APPLICANT}, [APPLICANT]
    for owner in waiting:
        new = [number for number in belonging.get(owner, ()) if number not in found]
        found.update(new)
        waiting.extend(new)
    for at, number in enumerate(numbers):
        if number not in found:
            raise CaseError(
                f"{where}[{at}].of",
                f"through {_quoted(related[at].of)} nobody comes to the applicant",
                "a row without `of` for the enterprise that belongs to the applicant itself",
            )


def _names_stand_there(related: Sequence[Related], where: str) -> None:
    names = {row.name: None for row in related if row.name is not None}
    for at, row in enumerate(related):
        if row.of is not None and row.of not in names:
            raise CaseError(
                f"{where}[{at}].of",
                f"{_quoted(row.of)} is not the name of a related enterprise",
                f"{_one_of(list(names))}; leave it out for the applicant",
            )
        if row.of is not None and row.of == row.name:
            raise CaseError(
                f"{where}[{at}].of",
                f"{_quoted(row.name)} cannot belong to itself",
                "another enterprise; leave it out for the applicant",
            )


def _one_of(names: list[str]) -> str:
    if not names:
        return "a name that stands as `name` on another row"
    return f"a name that stands here, such as {', '.join(_quoted(name) for name in names[:3])}"


def _quoted(name: str | None) -> str:
    """A name as a message quotes it: shortened, however it is written."""
    written = repr(name)
    return written if len(written) <= MAX_QUOTED else f"{written[: MAX_QUOTED - 3]}..."


def _figures(row: Related) -> tuple[int, ...]:
    return (row.headcount, row.turnover, row.balance_total, row.months)


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
