"""What hangs on the year, for OpenFisca (see `law`): sorting, and a running total."""

from typing import Any

import numpy as np
from comparing import LAST_DAY

LARGE, MEDIUM = 2, 1
YEARS = 16
"""More than there are; an enterprise-year is a number: the enterprise times this, and the year."""

VARIABLE = {"legal-form": "legal_form_rule", "juridical-situation": "juridical_situation_rule"}
"""Rules whose own name is that of an input."""


class Year:
    """The size that is fixed, the room, the grant and the outcome: each method is a formula."""

    def __init__(self, tables: dict[str, np.ndarray], rules: list[str]) -> None:
        self.rules = rules
        self.rates = tables["rate"].astype(np.int32)
        self.ceilings = tables["ceiling"].astype(np.int32)
        self.workshops = tables["workshops"].astype(bool)
        self.bit = {rule: at for at, rule in enumerate(rules)}
        self.formal = sum(1 << at for at in range(len(rules)) if tables["formal"][at])
        of_year = ("small-or-medium", "room-left")
        self.before_size = [at for at, rule in enumerate(rules) if rule not in of_year]
        self.first_day = int(tables["begins"][0])
        days = np.arange(self.first_day, LAST_DAY).astype("datetime64[D]")
        years = days.astype("datetime64[Y]").astype(np.int32)
        self.year_of_day = years - years[0]

    def fails_before_size(self, applications: Any, period: Any) -> np.ndarray:
        return self._collected(applications, period, 1)

    def unknown(self, applications: Any, period: Any) -> np.ndarray:
        return self._collected(applications, period, 2)

    def _collected(self, applications: Any, period: Any, which: int) -> np.ndarray:
        mask = np.zeros(applications.count, dtype=np.int32)
        for at in self.before_size:
            said = applications(
                VARIABLE.get(self.rules[at], self.rules[at].replace("-", "_")), period
            )
            mask |= (said == which).astype(np.int32) << at
        return mask

    def sheltered(self, applications: Any, period: Any) -> np.ndarray:
        law = applications("period_of_law", period)
        return self.workshops[law] & (applications("sheltered_workshop", period) == 1)

    def enterprise_year(self, applications: Any, period: Any) -> np.ndarray:
        of_year = self.year_of_day[applications("submitted_on", period) - self.first_day]
        return applications("enterprise", period) * YEARS + of_year

    def years_in_order(self, applications: Any, period: Any) -> np.ndarray:
        return np.argsort(applications("enterprise_year", period), kind="stable")

    def first_of_year(self, applications: Any, period: Any) -> np.ndarray:
        """In order: for each row the place of the first row of its enterprise-year."""
        order = applications("years_in_order", period)
        sorted_key = applications("enterprise_year", period)[order]
        begins = np.empty(len(order), dtype=bool)
        begins[:1], begins[1:] = True, sorted_key[1:] != sorted_key[:-1]
        return np.maximum.accumulate(np.where(begins, np.arange(len(order), dtype=np.int32), 0))

    def counted_size(self, applications: Any, period: Any) -> np.ndarray:
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

    def small_or_medium(self, applications: Any, period: Any) -> np.ndarray:
        large = applications("counted_size", period) == LARGE
        return large & (applications("sheltered", period) == 0)

    def category(self, applications: Any, period: Any) -> np.ndarray:
        size = applications("counted_size", period)
        return np.where(applications("small_or_medium", period) == 1, -1, np.minimum(size, MEDIUM))

    def rate(self, applications: Any, period: Any) -> np.ndarray:
        law, of = applications("period_of_law", period), applications("category", period)
        return np.where(of < 0, -1, self.rates[law, of] + applications("points", period))

    def ceiling(self, applications: Any, period: Any) -> np.ndarray:
        law, of = applications("period_of_law", period), applications("category", period)
        return np.where(of < 0, -1, self.ceilings[law, of])

    def wanted(self, applications: Any, period: Any) -> np.ndarray:
        share = applications("cost", period).astype(np.int64) * applications("rate", period)
        right = (applications("fails_before_size", period) == 0) & (
            applications("small_or_medium", period) == 0
        )
        return np.where(right, (share + 5_000) // 10_000, 0)

    def used_before(self, applications: Any, period: Any) -> np.ndarray:
        """What was wanted before in the year: the running total, less that of its first row."""
        order = applications("years_in_order", period)
        want = applications("wanted", period)[order].astype(np.int64)
        before = np.cumsum(want) - want
        before -= before[applications("first_of_year", period)]
        used = np.empty(len(order), dtype=np.int32)
        used[order] = np.minimum(before, 2**31 - 1)
        return used

    def room_before(self, applications: Any, period: Any) -> np.ndarray:
        most = applications("ceiling", period)
        return np.where(most < 0, -1, np.maximum(0, most - applications("used_before", period)))

    def fails(self, applications: Any, period: Any) -> np.ndarray:
        mask = applications("fails_before_size", period).copy()
        mask |= applications("small_or_medium", period) << self.bit["small-or-medium"]
        mask |= (applications("room_before", period) == 0).astype(np.int32) << self.bit["room-left"]
        return mask

    def outcome(self, applications: Any, period: Any) -> np.ndarray:
        mask = applications("fails", period)
        return np.where(mask & self.formal, 1, np.where(mask, 2, 0))

    def grant(self, applications: Any, period: Any) -> np.ndarray:
        least = np.minimum(applications("wanted", period), applications("room_before", period))
        return np.where(applications("fails", period) == 0, least, 0)
