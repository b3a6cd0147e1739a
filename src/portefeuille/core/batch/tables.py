"""What the law says, as tables by period and by the codes of words.

A rule that looks at words says the same of every row with those words, so it is asked once for
every word there is (`asking`). Rules that compare days and amounts are worked out row by row
(`judging`); what they need of the law stands here too. A rule that is neither would go unasked:
that is refused.
"""

from collections.abc import Mapping
from functools import reduce
from itertools import product
from typing import Any, Final

import numpy as np

from portefeuille.core.batch.asking import (
    BIT,
    NOTHING,
    applying,
    asker,
    being,
    by_period,
    ints,
    registered,
)
from portefeuille.core.batch.columns import Columns, Words, day_number, day_of
from portefeuille.core.batch.shapes import NO_RATE, NONE, UNKNOWN, Array, Bits, Tables
from portefeuille.core.facts import COST_KINDS, Case, Nace
from portefeuille.core.law import Law, LawInForce, NoLaw
from portefeuille.core.periods import last_day_of_following_year
from portefeuille.core.rules import RULES, higher_rate_of
from portefeuille.core.size import ORDER, size_of

SAID_OF_NOTHING: Final = ("budget-left", "de-minimis")
"""Rules about what no column holds (`columns_of` refuses a case that does): each says the same of
every row of a period, and stands in the table of any word."""

ASKED_OF_WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "legal_form": ("legal-form",),
    "status": ("active-in-register", *SAID_OF_NOTHING),
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
    parts: dict[str, Any] = {
        **_calendar(columns, law),
        **_words(columns, law),
        **_of_services(columns, law),
        **_listed(columns, law),
        **_amounts(law, columns.service.words),
        **_costs(columns, law),
        **_kinds_of_rules(law),
        "sizes": by_period(law, lambda law: _sizes(columns.size, law)),
    }
    return Tables(**parts, bits=Bits(*[BIT[name] for name in WORKED_OUT]))


def _calendar(columns: Columns, law: Law) -> dict[str, Any]:
    """By day of application the period and the last day to end; by day of start, to file."""
    days, starts = _days(columns.submitted_on), _days(columns.starts_on)
    first = law.periods[0].first_day
    if len(days) and days[0] < day_number(first):
        raise NoLaw(law.scheme, day_of(days[0]), first)
    begins = ints([day_number(period.first_day) for period in law.periods])
    years, of_day = np.unique(
        days.astype("datetime64[D]").astype("datetime64[Y]"), return_inverse=True
    )
    ends = [day_number(last_day_of_following_year(day)) for day in years.astype("O")]
    return {
        "first_day": int(days[0]) if len(days) else 0,
        "period": np.searchsorted(begins, days, side="right") - 1,
        "end_by": ints(ends)[of_day],
        "first_start": int(starts[0]) if len(starts) else 0,
        "file_by": ints([_file_by(starts, period) for period in law.periods]),
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


def _days(column: Array) -> Array:
    """Every day from the first of a column to its last."""
    return np.arange(column.min(), column.max() + 1, dtype=np.int64) if len(column) else ints([])


def _words(columns: Columns, law: Law) -> dict[str, Array]:
    """The verdicts of the rules that look at words."""
    forms, codes = columns.legal_form.words, columns.nace_code.words
    versions = columns.nace_version.words
    cases: dict[str, list[Case]] = {
        "contents": [applying(content=word) for word in columns.content.words],
        "status": [being(status=word) for word in columns.status.words],
        "situation": [
            being(juridical_situation=word) for word in columns.juridical_situation.words
        ],
        "region": [being(region=word) for word in columns.region.words],
        "legal_form": [
            being(natural_person=person, sheltered_workshop=workshop, legal_form=form)
            for person, workshop, form in product((None, False, True), (False, True), forms)
        ],
        "nace": [
            being(nace=Nace(version, code) if version and code else None)
            for version, code in product(versions, codes)
        ],
    }
    shapes = {"legal_form": (3, 2, len(forms)), "nace": (len(versions), len(codes))}
    return {
        name: _verdicts(law, name, asked, *shapes.get(name, ())) for name, asked in cases.items()
    }


def _of_services(columns: Columns, law: Law) -> dict[str, Array]:
    """What hangs on the service too: the theme, the points it adds, and the registration.

    No row leaves its service out, so that the first code of a service stays empty.
    """
    services, themes = columns.service.words[1:], columns.theme.words
    numbers = columns.registration.words
    chosen = [applying(service=one, theme=theme) for one, theme in product(services, themes)]
    asking = [applying(service=one) for one in services]
    given = [registered(case, number) for case, number in product(asking, numbers)]
    of_themes, of_numbers = (len(services), len(themes)), (len(services), len(numbers))
    found = {
        "themes": _verdicts(law, "themes", chosen, *of_themes),
        "plus": by_period(law, lambda law: [_plus(case, law) for case in chosen], *of_themes),
        "registration": _verdicts(law, "registration", given, *of_numbers),
    }
    return {name: np.pad(table, ((0, 0), (1, 0), (0, 0))) for name, table in found.items()}


def _verdicts(law: Law, table: str, cases: list[Case], *shape: int) -> Array:
    """What the rules of a table say together of each case."""
    each = [by_period(law, asker(rule, cases), *shape) for rule in ASKED_OF_WORDS[table]]
    return reduce(np.bitwise_or, each)


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
            return asker(rule, asked)(law)
        return [0] * len(contents)

    return {"listed_only": by_period(law, concerned), "listed": by_period(law, said)}


def _sizes(sizes: Words, law: LawInForce) -> list[int]:
    """The size of each word, or after the figures that stand in its place."""
    cases = (being(size=size) for size in sizes.words[1:])
    return [NONE, *(ORDER.index(size_of(case, law)) for case in cases)]


def _plus(case: Case, law: LawInForce) -> int:
    higher = higher_rate_of(case, law)
    return higher.plus or 0 if higher else 0


def _amounts(law: Law, services: tuple[Any, ...]) -> dict[str, Array]:
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
