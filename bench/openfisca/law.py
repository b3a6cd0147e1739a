"""The same law in OpenFisca, as somebody who knows it well would write it.

Integer cents and no floats; every rule a variable of its own (0 holds or is silent, 1 fails, 2 is
not judged); conditions as `numpy.where` and tables by period, since a parameter is read at one
date a calculation and the applications are of every era; the room of a year by sorting and a
running total. What is the same for all rows (the tables) is made beforehand, and not timed.

OpenFisca loops in Python where a parameter is indexed by an array: the tables are plain arrays.
It renumbers groups where a group has no member: an enterprise-year is a plain number here.
`int` is 32 bits: cents fit up to 21 million euro, and running totals are made in 64.
"""

from typing import Any

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.periods import DateUnit
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

APPLICATION = build_entity("application", "applications", "An application", is_person=True)
NO_DAY = -(2**31)
LARGE, MEDIUM = 2, 1

INPUTS = (
    *("enterprise", "submitted_on", "service", "theme", "content", "starts_on", "ends_on", "cost"),
    *("legal_form", "natural_person", "status", "juridical_situation", "region", "nace_version"),
    *("nace_code", "public_share", "sheltered_workshop", "size", "registration"),
    *("registered_from", "registered_until", "related_to_applicant"),
)

Formula = Any


def system(tables: dict[str, np.ndarray], rules: list[str]) -> TaxBenefitSystem:
    """The system of the scheme. `tables`: by name, period first; `rules`: their names in order."""
    made = TaxBenefitSystem([APPLICATION])
    for name in INPUTS:
        made.add_variable(_variable(name, None))
    for name, formula in {**words(tables), **amounts(tables), **year(tables, rules)}.items():
        made.add_variable(_variable(name, formula))
    return made


def _variable(name: str, formula: Formula | None) -> type[Variable]:
    body: dict[str, Any] = {
        "value_type": int,
        "entity": APPLICATION,
        "definition_period": DateUnit.YEAR,
        "label": name.replace("_", " "),
    }
    if formula is not None:
        body["formula"] = formula
    return type(name, (Variable,), body)


def words(tables: dict[str, np.ndarray]) -> dict[str, Formula]:
    """The rules that look at words: one table each."""

    def of(rule: str, *columns: str) -> Formula:
        table = np.ascontiguousarray(tables[rule], dtype=np.int32)

        def formula(applications: Any, period: Any) -> np.ndarray:
            place = applications("period_of_law", period)
            for column, length in zip(columns, table.shape[1:], strict=True):
                place = place * length + applications(column, period)
            return table.ravel()[place]

        return formula

    return {
        "legal_form_rule": of("legal-form", "person", "sheltered_workshop", "legal_form"),
        "active_in_register": of("active-in-register", "status"),
        "juridical_situation_rule": of("juridical-situation", "juridical_situation"),
        "flemish_establishment": of("flemish-establishment", "region"),
        "main_activity": of("main-activity", "nace_version", "nace_code"),
        "provider_for_service": of("provider-for-service", "service", "registration"),
        "theme_in_list": of("theme-in-list", "theme"),
        "service_supported": of("service-supported", "service", "theme"),
        "content_not_excluded": of("content-not-excluded", "content"),
        "profession_specific_listed": of("profession-specific-listed", "theme", "content"),
        "higher_rate": of("higher-rate", "service", "theme"),
        "points": of("points", "service", "theme"),
        "person": lambda applications, period: applications("natural_person", period) + 1,
    }


def amounts(tables: dict[str, np.ndarray]) -> dict[str, Formula]:
    """The period of the law, the rules on days and amounts, and the others that compare."""
    begins, first_day = tables["begins"], int(tables["begins"][0])
    of_day = np.searchsorted(begins, np.arange(first_day, 20_900), side="right") - 1
    of_day = of_day.astype(np.int32)
    days = np.arange(first_day, 20_900).astype("datetime64[D]")
    next_year = (days.astype("datetime64[Y]") + 2).astype("datetime64[D]") - 1
    end_by = next_year.astype(np.int32)
    small = {name: tables[name].astype(np.int32) for name in ("minimum", "limited", "filing")}
    shares = tables["share"].astype(np.int32)

    def file_before(applications: Any, period: Any) -> np.ndarray:
        law = applications("period_of_law", period)
        return applications("starts_on", period) + small["filing"][law]

    def ends_in_time(applications: Any, period: Any) -> np.ndarray:
        law, service = applications("period_of_law", period), applications("service", period)
        ends = applications("ends_on", period)
        late = ends > end_by[applications("submitted_on", period) - first_day]
        said = np.where(ends == NO_DAY, 2, late)
        return np.where(small["limited"][law, service] == 1, said, 0)

    def provider_registered(applications: Any, period: Any) -> np.ndarray:
        day = applications("submitted_on", period)
        since = applications("registered_from", period)
        until = applications("registered_until", period)
        outside = (day < since) | ((until != NO_DAY) & (day > until))
        return np.where((since == NO_DAY) & (until == NO_DAY), 2, outside)

    def private_sector(applications: Any, period: Any) -> np.ndarray:
        share = applications("public_share", period)
        limit = shares[applications("period_of_law", period)]
        return np.where(share < 0, 2, share >= limit)

    def provider_independent(applications: Any, period: Any) -> np.ndarray:
        related = applications("related_to_applicant", period)
        return np.where(related < 0, 2, related)

    def minimum_cost(applications: Any, period: Any) -> np.ndarray:
        law, service = applications("period_of_law", period), applications("service", period)
        return applications("cost", period) < small["minimum"][law, service]

    return {
        "period_of_law": lambda applications, period: of_day[
            applications("submitted_on", period) - first_day
        ],
        "file_before": file_before,
        "submitted_in_time": lambda applications, period: (
            applications("submitted_on", period) > applications("file_before", period)
        ),
        "ends_in_time": ends_in_time,
        "provider_registered": provider_registered,
        "private_sector": private_sector,
        "provider_independent": provider_independent,
        "minimum_cost": minimum_cost,
    }


def year(tables: dict[str, np.ndarray], rules: list[str]) -> dict[str, Formula]:
    """What hangs on the year: the size that is fixed, the room, the grant and the outcome."""
    rates, ceilings = tables["rate"].astype(np.int32), tables["ceiling"].astype(np.int32)
    workshops = tables["workshops"].astype(bool)
    formal = sum(1 << at for at, rule in enumerate(rules) if tables["formal"][at])
    before_size = [
        at for at, rule in enumerate(rules) if rule not in ("small-or-medium", "room-left")
    ]
    bit = {rule: at for at, rule in enumerate(rules)}
    first_day = int(tables["begins"][0])
    days = np.arange(first_day, 20_900).astype("datetime64[D]").astype("datetime64[Y]")
    year_of_day = days.astype(np.int32) - 46

    def collected(applications: Any, period: Any, which: int) -> np.ndarray:
        mask = np.zeros(applications.count, dtype=np.int32)
        for at in before_size:
            said = applications(VARIABLE.get(rules[at], rules[at].replace("-", "_")), period)
            mask |= (said == which).astype(np.int32) << at
        return mask

    def sheltered(applications: Any, period: Any) -> np.ndarray:
        law = applications("period_of_law", period)
        return workshops[law] & (applications("sheltered_workshop", period) == 1)

    def enterprise_year(applications: Any, period: Any) -> np.ndarray:
        of_year = year_of_day[applications("submitted_on", period) - first_day]
        return applications("enterprise", period) * 16 + of_year

    def years_in_order(applications: Any, period: Any) -> np.ndarray:
        return np.argsort(applications("enterprise_year", period), kind="stable")

    def first_of_year(applications: Any, period: Any) -> np.ndarray:
        """In order: for each row the place of the first row of its enterprise-year."""
        order = applications("years_in_order", period)
        sorted_key = applications("enterprise_year", period)[order]
        begins = np.empty(len(order), dtype=bool)
        begins[:1], begins[1:] = True, sorted_key[1:] != sorted_key[:-1]
        return np.maximum.accumulate(np.where(begins, np.arange(len(order), dtype=np.int32), 0))

    def counted_size(applications: Any, period: Any) -> np.ndarray:
        """The size fixed by the first approved application of the year, else its own."""
        order = applications("years_in_order", period)
        first = applications("first_of_year", period)
        own = applications("size", period) - 1
        may = (own != LARGE) | (applications("sheltered", period) == 1)
        approved = (may & (applications("fails_before_size", period) == 0))[order]
        place = np.arange(len(order), dtype=np.int32)
        last = np.int32(len(order))
        found = np.full(len(order), last, dtype=np.int32)
        at = np.flatnonzero(approved)
        heads = first[at]
        foremost = np.flatnonzero(np.diff(heads, prepend=-1))
        found[heads[foremost]] = at[foremost]
        fixed_at = found[first]
        in_order = own[order]
        fixed = in_order[np.minimum(fixed_at, last - 1)]
        size = np.empty(len(order), dtype=np.int32)
        size[order] = np.where(fixed_at <= place, fixed, in_order)
        return size

    def small_or_medium(applications: Any, period: Any) -> np.ndarray:
        large = applications("counted_size", period) == LARGE
        return large & (applications("sheltered", period) == 0)

    def category(applications: Any, period: Any) -> np.ndarray:
        size = applications("counted_size", period)
        return np.where(applications("small_or_medium", period) == 1, -1, np.minimum(size, MEDIUM))

    def rate(applications: Any, period: Any) -> np.ndarray:
        law, of = applications("period_of_law", period), applications("category", period)
        return np.where(of < 0, -1, rates[law, of] + applications("points", period))

    def ceiling(applications: Any, period: Any) -> np.ndarray:
        law, of = applications("period_of_law", period), applications("category", period)
        return np.where(of < 0, -1, ceilings[law, of])

    def wanted(applications: Any, period: Any) -> np.ndarray:
        share = applications("cost", period).astype(np.int64) * applications("rate", period)
        right = (applications("fails_before_size", period) == 0) & (
            applications("small_or_medium", period) == 0
        )
        return np.where(right, (share + 5_000) // 10_000, 0)

    def used_before(applications: Any, period: Any) -> np.ndarray:
        """What was wanted before in the year: the running total, less that of its first row."""
        order = applications("years_in_order", period)
        want = applications("wanted", period)[order].astype(np.int64)
        before = np.cumsum(want) - want
        before -= before[applications("first_of_year", period)]
        used = np.empty(len(order), dtype=np.int32)
        used[order] = np.minimum(before, 2**31 - 1)
        return used

    def room_before(applications: Any, period: Any) -> np.ndarray:
        most = applications("ceiling", period)
        return np.where(most < 0, -1, np.maximum(0, most - applications("used_before", period)))

    def fails(applications: Any, period: Any) -> np.ndarray:
        mask = applications("fails_before_size", period).copy()
        mask |= applications("small_or_medium", period) << bit["small-or-medium"]
        mask |= (applications("room_before", period) == 0).astype(np.int32) << bit["room-left"]
        return mask

    def outcome(applications: Any, period: Any) -> np.ndarray:
        mask = applications("fails", period)
        return np.where(mask & formal, 1, np.where(mask, 2, 0))

    def grant(applications: Any, period: Any) -> np.ndarray:
        least = np.minimum(applications("wanted", period), applications("room_before", period))
        return np.where(applications("fails", period) == 0, least, 0)

    return {
        "fails_before_size": lambda a, period: collected(a, period, 1),
        "unknown": lambda a, period: collected(a, period, 2),
        **{
            formula.__name__: formula
            for formula in (
                *(
                    sheltered,
                    enterprise_year,
                    years_in_order,
                    first_of_year,
                    counted_size,
                    small_or_medium,
                ),
                *(category, rate, ceiling, wanted, used_before, room_before, fails, outcome),
                grant,
            )
        },
    }


VARIABLE = {"legal-form": "legal_form_rule", "juridical-situation": "juridical_situation_rule"}
"""Rules whose own name is that of an input."""

OUTPUTS = {
    "outcome": "outcome",
    "size": "counted_size",
    "rate": "rate",
    "ceiling": "ceiling",
    "room_before": "room_before",
    "grant": "grant",
    "file_before": "file_before",
    "fails": "fails",
    "unknown": "unknown",
}
"""What the batch answers, and the variable that is the same here."""
