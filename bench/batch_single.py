"""One `decide` at a time: a plain loop over the first applications, and what one takes.

The loop is what somebody would write first: a dictionary of what each enterprise-year has used,
and `decide`. It goes through the first rows, which nothing later changes, so that its answers
must be those of the batch.
"""

import cProfile
import pstats
import time
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from portefeuille.core.batch import Columns, Words
from portefeuille.core.batch.columns import EPOCH
from portefeuille.core.batch.shapes import NO_DAY, NONE
from portefeuille.core.decide import Decision, decide
from portefeuille.core.facts import Application, Case, Enterprise, Nace, Provider, Wallet
from portefeuille.core.law import Law


@dataclass(frozen=True, slots=True)
class Single:
    """The loop's seconds and grants, the microseconds of one case, and where they go."""

    rows: int
    seconds: float
    grants: list[int]
    microseconds: float
    rules_and_reasons: int
    profile: list[tuple[str, float]]


def single(columns: Columns, law: Law, rows: int) -> Single:
    """The loop over so many rows; cases are made beforehand, and that is not timed."""
    cases = [case_at(columns, row) for row in range(rows)]
    years = [
        (columns.enterprise[at], case.application.submitted_on.year)
        for at, case in enumerate(cases)
    ]
    began = time.perf_counter()
    grants = _loop(cases, years, law)
    took = time.perf_counter() - began
    usual = next(c for c in cases if decide(c, law).outcome == "approved")
    runs = [_of_one(usual, law) for _ in range(7)]
    return Single(
        rows, took, grants, min(runs), len(decide(usual, law).reasons), _profile(usual, law)
    )


def _loop(cases: list[Case], years: list[Any], law: Law) -> list[int]:
    standing: dict[Any, tuple[int, str | None]] = {}
    grants = []
    for case, year in zip(cases, years, strict=True):
        used, size = standing.get(year, (0, None))
        decision: Decision = decide(
            Case(case.application, case.enterprise, case.provider, Wallet(used, size)), law
        )
        if decision.outcome == "approved":
            standing[year] = used + decision.grant, decision.size
        grants.append(decision.grant)
    return grants


def _of_one(case: Case, law: Law, times: int = 3_000) -> float:
    began = time.perf_counter()
    for _ in range(times):
        decide(case, law)
    return (time.perf_counter() - began) / times * 1e6


def _profile(case: Case, law: Law, times: int = 3_000) -> list[tuple[str, float]]:
    """The functions in which most of the time of one goes, and their share, by the profiler."""
    profile = cProfile.Profile()
    profile.enable()
    for _ in range(times):
        decide(case, law)
    profile.disable()
    stats: dict[Any, Any] = pstats.Stats(profile).stats  # type: ignore[attr-defined]
    own = {name: row[2] for (_, _, name), row in stats.items()}
    total = sum(own.values())
    most = sorted(own.items(), key=lambda item: -item[1])[:8]
    return [(name, seconds / total) for name, seconds in most]


def case_at(columns: Columns, row: int) -> Case:
    """The case of a row."""

    def word(column: Words) -> Any:
        return column.words[column.codes[row]]

    def day(column: Any) -> Any:
        return None if column[row] == NO_DAY else EPOCH + timedelta(days=int(column[row]))

    def number(column: Any) -> int | None:
        return None if column[row] == NONE else int(column[row])

    def flag(column: Any) -> bool | None:
        return None if column[row] == NONE else bool(column[row])

    version, code = word(columns.nace_version), word(columns.nace_code)
    return Case(
        Application(
            submitted_on=day(columns.submitted_on),
            service=word(columns.service),
            theme=word(columns.theme),
            title=None,
            content=word(columns.content),
            delivery=None,
            starts_on=day(columns.starts_on),
            ends_on=day(columns.ends_on),
            cost=number(columns.cost),
            costs=(),
        ),
        Enterprise(
            number=None,
            legal_form=word(columns.legal_form),
            natural_person=flag(columns.natural_person),
            status=word(columns.status),
            juridical_situation=word(columns.juridical_situation),
            region=word(columns.region),
            nace=Nace(version, code) if code else None,
            public_share=number(columns.public_share),
            sheltered_workshop=bool(columns.sheltered_workshop[row]),
            size=word(columns.size),
        ),
        Provider(
            registration=word(columns.registration),
            registered_from=day(columns.registered_from),
            registered_until=day(columns.registered_until),
            related_to_applicant=flag(columns.related_to_applicant),
        ),
        Wallet(0, None),
    )
