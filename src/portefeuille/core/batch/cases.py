"""From cases to columns: for tests, and for sets small enough to be objects first."""

from collections.abc import Hashable, Iterable, Sequence
from datetime import date
from typing import Any

import numpy as np

from portefeuille.core.batch.check import ColumnsError
from portefeuille.core.batch.columns import Columns, Lines, Words, day_number
from portefeuille.core.batch.shapes import NO_DAY, NONE, Array
from portefeuille.core.facts import Case


def columns_of(cases: Sequence[Case], enterprises: Sequence[Hashable] | None = None) -> Columns:
    """The columns of cases, in the order in which they were decided.

    `enterprises` says whose each is, by anything that names it; without it every case is of an
    enterprise of its own. The wallet of a case is how its year stands before it: given on the
    first of an enterprise-year, empty on the others, which follow from the first.

    ColumnsError where a case says what a budget has left, or what aid was granted before: the one
    follows from the rows of all enterprises, the other from those of a group over years.
    """
    for name in ("budget", "aid"):
        for at, case in enumerate(cases):
            if getattr(case, name) is not None:
                raise ColumnsError(name, at, "no column holds it; decide such a case by itself")
    owners: dict[Hashable, int] = {}
    named = range(len(cases)) if enterprises is None else enterprises
    applications = [case.application for case in cases]
    applicants = [case.enterprise for case in cases]
    providers = [case.provider for case in cases]
    return Columns(
        enterprise=_numbers([owners.setdefault(name, len(owners)) for name in named], np.int32),
        submitted_on=_days(one.submitted_on for one in applications),
        service=Words.of(one.service for one in applications),
        theme=Words.of(one.theme for one in applications),
        content=Words.of(one.content for one in applications),
        starts_on=_days(one.starts_on for one in applications),
        ends_on=_days(one.ends_on for one in applications),
        cost=_amounts(one.cost for one in applications),
        lines=_lines(cases),
        legal_form=Words.of(one.legal_form for one in applicants),
        natural_person=_flags(one.natural_person for one in applicants),
        status=Words.of(one.status for one in applicants),
        juridical_situation=Words.of(one.juridical_situation for one in applicants),
        region=Words.of(one.region for one in applicants),
        nace_version=Words.of(one.nace and one.nace.version for one in applicants),
        nace_code=Words.of(one.nace and one.nace.code for one in applicants),
        public_share=_numbers([_or_none(one.public_share) for one in applicants], np.int32),
        sheltered_workshop=_flags(one.sheltered_workshop for one in applicants),
        size=Words.of(one.size for one in applicants),
        registration=Words.of(one.registration for one in providers),
        registered_from=_days(one.registered_from for one in providers),
        registered_until=_days(one.registered_until for one in providers),
        related_to_applicant=_flags(one.related_to_applicant for one in providers),
        granted_this_year=_amounts(case.wallet.granted_this_year for case in cases),
        locked_size=Words.of(case.wallet.locked_size for case in cases),
    )


def encoded(value: Any) -> int:
    """A fact that is no word, as a column holds it."""
    if isinstance(value, date):
        return day_number(value)
    return NONE if value is None else int(value)


def _lines(cases: Sequence[Case]) -> Lines | None:
    of_each = [case.application.costs for case in cases]
    lines = [line for of_one in of_each for line in of_one]
    if not lines:
        return None
    return Lines(
        begin=np.cumsum(_numbers([0, *map(len, of_each)], np.int64)),
        kind=Words.of(line.kind for line in lines),
        amount=_amounts(line.amount for line in lines),
        days=_numbers([line.days or 0 for line in lines], np.int32),
        persons=_numbers([line.persons or 0 for line in lines], np.int32),
        separate_invoice=_flags(line.separate_invoice for line in lines),
    )


def _numbers(values: Sequence[int], kind: type[Any]) -> Array:
    return np.array(values, dtype=kind)


def _or_none(value: int | None) -> int:
    return NONE if value is None else value


def _days(days: Iterable[date | None]) -> Array:
    return _numbers([NO_DAY if day is None else day_number(day) for day in days], np.int32)


def _amounts(amounts: Iterable[int | None]) -> Array:
    return _numbers([_or_none(amount) for amount in amounts], np.int64)


def _flags(flags: Iterable[bool | None]) -> Array:
    return _numbers([_or_none(flag) for flag in flags], np.int8)
