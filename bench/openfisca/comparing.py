"""The rules on days and amounts, for OpenFisca (see `law`)."""

from typing import Any

import numpy as np

NO_DAY = -(2**31)
LAST_DAY = 20_900


class Comparing:
    """The period of the law, and the rules that compare: each method is a formula."""

    def __init__(self, tables: dict[str, np.ndarray]) -> None:
        begins = tables["begins"]
        self.first_day = int(begins[0])
        days = np.arange(self.first_day, LAST_DAY)
        self.of_day = (np.searchsorted(begins, days, side="right") - 1).astype(np.int32)
        years = days.astype("datetime64[D]").astype("datetime64[Y]")
        self.end_by = ((years + 2).astype("datetime64[D]") - 1).astype(np.int32)
        names = ("minimum", "limited", "filing")
        self.small = {name: tables[name].astype(np.int32) for name in names}
        self.shares = tables["share"].astype(np.int32)

    def person(self, applications: Any, period: Any) -> np.ndarray:
        return applications("natural_person", period) + 1

    def period_of_law(self, applications: Any, period: Any) -> np.ndarray:
        return self.of_day[applications("submitted_on", period) - self.first_day]

    def submitted_in_time(self, applications: Any, period: Any) -> np.ndarray:
        return applications("submitted_on", period) > applications("file_before", period)

    def file_before(self, applications: Any, period: Any) -> np.ndarray:
        law = applications("period_of_law", period)
        return applications("starts_on", period) + self.small["filing"][law]

    def ends_in_time(self, applications: Any, period: Any) -> np.ndarray:
        law, service = applications("period_of_law", period), applications("service", period)
        ends = applications("ends_on", period)
        late = ends > self.end_by[applications("submitted_on", period) - self.first_day]
        said = np.where(ends == NO_DAY, 2, late)
        return np.where(self.small["limited"][law, service] == 1, said, 0)

    def provider_registered(self, applications: Any, period: Any) -> np.ndarray:
        day = applications("submitted_on", period)
        since = applications("registered_from", period)
        until = applications("registered_until", period)
        outside = (day < since) | ((until != NO_DAY) & (day > until))
        return np.where((since == NO_DAY) & (until == NO_DAY), 2, outside)

    def private_sector(self, applications: Any, period: Any) -> np.ndarray:
        share = applications("public_share", period)
        limit = self.shares[applications("period_of_law", period)]
        return np.where(share < 0, 2, share >= limit)

    def provider_independent(self, applications: Any, period: Any) -> np.ndarray:
        related = applications("related_to_applicant", period)
        return np.where(related < 0, 2, related)

    def minimum_cost(self, applications: Any, period: Any) -> np.ndarray:
        law, service = applications("period_of_law", period), applications("service", period)
        return applications("cost", period) < self.small["minimum"][law, service]
