"""What the law says, as tables by period and by the codes of words.

A rule that looks at words says the same of every row with those words, so it is asked once for
every word there is (`asking`). Rules that compare days and amounts are worked out in the kernel;
what they need of the law stands here too. A rule that is neither would go unasked: that is
refused.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

import numpy as np

from portefeuille.core.batch.asking import (
    BIT,
    NOTHING,
    UNKNOWN,
    applying,
    asker,
    being,
    by_period,
    ints,
)
from portefeuille.core.batch.columns import Columns, Words, day_number, day_of
from portefeuille.core.batch.shapes import NO_RATE, NONE, Array, Bits, Tables
from portefeuille.core.facts import COST_KINDS, Case, Nace, Provider
from portefeuille.core.law import Law, LawInForce, NoLaw
from portefeuille.core.periods import last_day_of_following_year
from portefeuille.core.rules import RULES, higher_rate_of
from portefeuille.core.size import ORDER, size_of

ASKED_OF_WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "legal_form": ("legal-form",),
    "status": ("active-in-register",),
    "situation": ("juridical-situation",),
    "region": ("flemish-establishment",),
    "nace": ("main-activity",),
    "registration": ("provider-for-service",),
    "themes": ("theme-in-list", "service-supported", "higher-rate"),
    "contents": ("content-not-excluded",),
    "listed": ("profession-specific-listed",),
}
"""The rules that each table of verdicts holds."""

WORKED_OUT: Final = tuple(name.replace("_", "-") for name in Bits._fields)


def tables_of(columns: Columns, law: Law) -> Tables:
    """The tables for these columns; NoLaw where a row is of before the first period."""
    told = {rule for rules in ASKED_OF_WORDS.values() for rule in rules} | set(WORKED_OUT)
    assert told == set(RULES), f"rules the batch does not know: {told ^ set(RULES)}"
    assert len(RULES) < UNKNOWN, "a verdict has room for 31 rules"
    services = tuple(word or "" for word in columns.service.words)
    themes = columns.theme.words
    chosen = [applying(service=one, theme=theme) for one in services for theme in themes]
    shape = (len(services), len(themes))
    parts: dict[str, Any] = {
        **_calendar(columns, law),
        **_words(columns, law, chosen, shape),
        **_amounts(law, services),
        **_costs(columns, law),
        **_kinds_of_rules(law),
        "sizes": by_period(law, lambda law: _sizes(columns.size, law)),
        "plus": by_period(law, lambda law: [_plus(case, law) for case in chosen], *shape),
    }
    return Tables(**parts, bits=Bits(*[BIT[name] for name in WORKED_OUT]))


def _calendar(columns: Columns, law: Law) -> dict[str, Any]:
    """By day of application the period and the last day to end; by day of start, to file."""
    days = _days(columns.submitted_on)
    if days and days[0] < law.periods[0].first_day:
        raise NoLaw(law.scheme, days[0], law.periods[0].first_day)
    starts = _days(columns.starts_on)
    firsts = _numbers(period.first_day for period in law.periods)
    return {
        "first_day": day_number(days[0]) if days else 0,
        "period": np.searchsorted(firsts, _numbers(days), side="right") - 1,
        "end_by": _numbers(last_day_of_following_year(day) for day in days),
        "first_start": day_number(starts[0]) if starts else 0,
        "file_by": ints([_file_by(_numbers(starts), period) for period in law.periods]),
    }


def _file_by(starts: Array, law: LawInForce) -> Array:
    """The last day to file for each day of start, all at once (`LawInForce.last_day_to_file`)."""
    counted = starts + law.days_to_file
    last = counted.copy()
    for move in reversed(law.moved_last_days):
        if move.limit == "days-to-file":
            moved = (counted >= day_number(move.first)) & (counted <= day_number(move.last))
            last[moved] = day_number(move.until)
    return last


def _days(column: Array) -> list[date]:
    """Every day from the first of a column to its last."""
    if not len(column):
        return []
    return [day_of(number) for number in range(int(column.min()), int(column.max()) + 1)]


def _numbers(days: Iterable[date]) -> Array:
    return ints([day_number(day) for day in days])


def _words(
    columns: Columns, law: Law, chosen: list[Case], shape: tuple[int, int]
) -> dict[str, Array]:
    """The verdicts of the rules that look at words."""
    forms, versions = columns.legal_form.words, columns.nace_version.words
    services = [word or "" for word in columns.service.words]
    registrations = columns.registration.words
    cases: dict[str, tuple[list[Case], tuple[int, ...]]] = {
        "themes": (chosen, shape),
        "contents": _each("content", columns.content, applying),
        "status": _each("status", columns.status, being),
        "situation": _each("juridical_situation", columns.juridical_situation, being),
        "region": _each("region", columns.region, being),
        "legal_form": (
            [
                being(natural_person=person, sheltered_workshop=workshop, legal_form=form)
                for person in (None, False, True)
                for workshop in (False, True)
                for form in forms
            ],
            (3, 2, len(forms)),
        ),
        "nace": (
            [
                being(nace=Nace(version, code) if version and code else None)
                for version in versions
                for code in columns.nace_code.words
            ],
            (len(versions), len(columns.nace_code.words)),
        ),
        "registration": (
            [
                replace(asking, provider=Provider(number, None, None, None))
                for asking in [applying(service=one) for one in services]
                for number in registrations
            ],
            (len(services), len(registrations)),
        ),
    }
    found = {
        name: by_period(law, asker(ASKED_OF_WORDS[name], asked), *size)
        for name, (asked, size) in cases.items()
    }
    return found | _listed(columns, law)


def _listed(columns: Columns, law: Law) -> dict[str, Array]:
    """Under which themes only listed services count, and what the list then says of contents."""
    (rule,) = ASKED_OF_WORDS["listed"]
    contents = columns.content.words

    def concerned(law: LawInForce) -> list[int]:
        cases = [applying(theme=theme) for theme in columns.theme.words]
        return [int(RULES[rule](case, law, NOTHING) is not None) for case in cases]

    def said(law: LawInForce) -> list[int]:
        for theme in sorted(law.listed_only_themes):
            asked = [applying(theme=theme, content=content) for content in contents]
            return asker((rule,), asked)(law)
        return [0] * len(contents)

    return {"listed_only": by_period(law, concerned), "listed": by_period(law, said)}


def _sizes(sizes: Words, law: LawInForce) -> list[int]:
    """The size of each word, or after the figures that stand in its place."""
    cases = (being(size=size) for size in sizes.words[1:])
    return [NONE, *(ORDER.index(size_of(case, law)) for case in cases)]


def _plus(case: Case, law: LawInForce) -> int:
    higher = higher_rate_of(case, law)
    return higher.plus or 0 if higher else 0


def _amounts(law: Law, services: tuple[str, ...]) -> dict[str, Array]:
    """Rates and ceilings by size, minimum and last end by service, and single values."""
    periods = law.periods
    return {
        "rate": ints([[p.rates.get(size, NO_RATE) for size in ORDER[:2]] for p in periods]),
        "ceiling": ints([[p.ceilings.get(size, NO_RATE) for size in ORDER[:2]] for p in periods]),
        "minimum_cost": ints([[p.minimum_cost.get(one, 0) for one in services] for p in periods]),
        "ends_limited": ints(
            [[one in p.end_by_following_year for one in services] for p in periods]
        ),
        "public_share": ints([p.public_share_below for p in periods]),
        "workshops": ints([p.sheltered_workshops for p in periods]),
        "room_returns": ints([p.room_returns_in_same_year for p in periods]),
    }


def _costs(columns: Columns, law: Law) -> dict[str, Array]:
    """How each kind of line counts: 0 not, 1 yes, 2 even on a separate invoice, 3 capped."""
    kinds = columns.lines.kind.words if columns.lines else (None, *COST_KINDS)
    special = {"course": 2, "catering": 3}

    def counts(law: LawInForce) -> list[int]:
        return [special.get(kind, 1) if kind in law.eligible_costs else 0 for kind in kinds]

    return {
        "counts": by_period(law, counts),
        "catering": ints([period.catering_per_person_day for period in law.periods]),
    }


def _kinds_of_rules(law: Law) -> dict[str, Array]:
    """The rules a law has, those that block where they are not judged, and the formal ones."""
    found: dict[str, list[int]] = {"asked": [], "blocking": [], "formal": []}
    for period in law.periods:
        rules = [rule for name, rule in period.rules.items() if name in BIT]
        asked = sum(1 << BIT[rule.name] for rule in rules)
        found["asked"].append(asked | asked << UNKNOWN)
        found["blocking"].append(sum(1 << BIT[r.name] for r in rules if r.unknown == "block"))
        found["formal"].append(sum(1 << BIT[r.name] for r in rules if r.kind == "formal"))
    return {name: ints(values) for name, values in found.items()}


def _each(
    field: str, column: Words, make: Callable[..., Case]
) -> tuple[list[Case], tuple[int, ...]]:
    return [make(**{field: word}) for word in column.words], (len(column.words),)
