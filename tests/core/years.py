"""Random enterprise-years: applications, stops and revisions in order, and a plain replay.

The replay goes through the moments one by one with `decide_under` and `core.settlement`, and
takes a whole year again at each revision, as the office does. It knows nothing of the batch.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from portefeuille.core.decide import Decision, decide
from portefeuille.core.facts import Case, Wallet
from portefeuille.core.law import Law
from portefeuille.core.settlement import Money, parts_of_payment, pro_rata, stop_of

ON_APPLICATION = ("service", "theme", "content", "starts_on", "ends_on")
ON_PROVIDER = ("registration", "registered_from", "registered_until", "related_to_applicant")


@dataclass(frozen=True, slots=True)
class Stop:
    """An application of the set ends on a day, when so much (in ten-thousandths) was paid."""

    row: int
    day: date
    paid_share: int


@dataclass(frozen=True, slots=True)
class Again:
    """Other facts for an enterprise-year, or for one application of it."""

    owner: int
    year: int
    facts: Mapping[str, Any]
    row: int | None


@dataclass
class Year:
    """What stands of an enterprise-year while it is replayed."""

    opening: Wallet
    moments: list[tuple[str, int]] = field(default_factory=list)
    used: int = 0
    size: str | None = None


class Replay:
    """Cases decided one by one, with what happened between them."""

    def __init__(self, law: Law) -> None:
        self.law = law
        self.cases: list[Case] = []
        """The cases as they are judged now."""
        self.filed: list[Case] = []
        """The cases as they came in."""
        self.owners: list[tuple[int, int]] = []
        """Whose each is, and of which year."""
        self.years: dict[tuple[int, int], Year] = {}
        self.decisions: dict[int, Decision] = {}
        self.stops: dict[int, tuple[Stop, int, int]] = {}
        """By row: the stop, before which row it came, and what was paid in cents."""
        self.again: list[tuple[Again, int]] = []
        """Every revision with the number of rows decided before it."""

    def file(self, owner: int, case: Case) -> None:
        """One more application."""
        row, key = len(self.cases), (owner, case.application.submitted_on.year)
        self.cases.append(case)
        self.filed.append(case)
        self.owners.append(key)
        if key not in self.years:
            opening = case.wallet
            self.years[key] = Year(opening, [], opening.granted_this_year, opening.locked_size)
        year = self.years[key]
        year.moments.append(("decide", row))
        self._decide(year, row)

    def stop(self, stop: Stop) -> None:
        """End an application, where it runs: what is paid is paid from all that lies ready."""
        decision, case = self.decisions[stop.row], self.cases[stop.row]
        if decision.outcome != "approved" or stop.row in self.stops:
            return
        paid = decision.eligible_cost * stop.paid_share // 10_000
        money = _all_paid_in(decision, paid)
        law = self.law.on(case.application.submitted_on)
        ended = stop_of(money, law, case.application.submitted_on, stop.day, "enterprise")
        self.stops[stop.row] = (stop, len(self.cases), paid)
        year = self._year_of(stop.row)
        year.moments.append(("stop", stop.row))
        year.used -= ended.room

    def revise(self, again: Again) -> None:
        """Other facts, and the year once more from its beginning."""
        year = self.years.get((again.owner, again.year))
        if year is None:
            return
        self.again.append((again, len(self.cases)))
        year.used, year.size = year.opening.granted_this_year, year.opening.locked_size
        for kind, row in year.moments:
            if kind == "stop":
                self._give_back(year, row)
                continue
            if again.row in (None, row):
                self.cases[row] = _with(self.cases[row], again.facts)
            self._decide(year, row)

    def _decide(self, year: Year, row: int) -> None:
        standing = Wallet(granted_this_year=year.used, locked_size=year.size)
        decision = decide(replace(self.cases[row], wallet=standing), self.law)
        self.decisions[row] = decision
        if decision.outcome == "approved":
            year.used += decision.grant
            year.size = decision.size

    def _give_back(self, year: Year, row: int) -> None:
        decision, (stop, _, paid) = self.decisions[row], self.stops[row]
        submitted_on = self.cases[row].application.submitted_on
        law = self.law.on(submitted_on)
        if law.room_returns_in_same_year and stop.day.year == submitted_on.year:
            spent = pro_rata(paid, decision.grant, decision.eligible_cost) if paid else 0
            year.used -= decision.grant - spent

    def _year_of(self, row: int) -> Year:
        return self.years[self.owners[row]]


def _all_paid_in(decision: Decision, paid: int) -> Money:
    """The money of an application of which own share and subsidy lie ready, and some was paid."""
    own = decision.eligible_cost - decision.grant
    ready = Money(
        cost=decision.eligible_cost,
        grant=decision.grant,
        own=own,
        subsidy=decision.grant,
        held=decision.grant,
    )
    if not paid:
        return ready
    parts = parts_of_payment(ready, paid)
    return replace(
        ready,
        own=own - parts.own,
        subsidy=decision.grant - parts.subsidy,
        own_paid=parts.own,
        subsidy_paid=parts.subsidy,
        held=decision.grant - parts.subsidy,
    )


def _with(case: Case, facts: Mapping[str, Any]) -> Case:
    """The case with these facts, named as columns."""
    application = {name: value for name, value in facts.items() if name in ON_APPLICATION}
    provider = {name: value for name, value in facts.items() if name in ON_PROVIDER}
    enterprise = {
        name: value for name, value in facts.items() if name not in {**application, **provider}
    }
    return replace(
        case,
        application=replace(case.application, **application),
        enterprise=replace(case.enterprise, **enterprise),
        provider=replace(case.provider, **provider),
    )
