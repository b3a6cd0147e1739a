"""The nine diversity applications of 2017 that were not approved.

Each is written out in `assumed/failing-2017.yaml` as what differs from an ordinary application;
here the ordinary rest is added. Their enterprises stand apart behind the pool, so that no
approved application meets a stopped or a large one.

Source: SV 749 (50 submitted, 41 approved); the reasons are assumptions.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from fractions import Fraction
from typing import Any

import numpy as np
import polars as pl

from portefeuille.core.law import slug
from portefeuille.core.money import parse_euro
from portefeuille.core.periods import BRUSSELS
from portefeuille.scenarios.population import enterprises, providers
from portefeuille.scenarios.population.assumptions import failing_2017
from portefeuille.scenarios.population.groups import rounded
from portefeuille.scenarios.population.table import SCHEMA, TITLES
from portefeuille.scenarios.population.year2017 import LABEL

_HOUR = time(10, 30, tzinfo=BRUSSELS)
_DAYS = timedelta(days=2)
_ORDINARY = {"training": "DV.O910000", "advice": "DV.A950000"}


@dataclass(frozen=True, slots=True)
class Failing:
    """Rows that fail, and the register's rows they need, each with the columns of its table."""

    applications: pl.DataFrame
    enterprises: pl.DataFrame
    providers: pl.DataFrame


def failing(scale: Fraction) -> Failing:
    """The first rows of the nine, all of them at scale 1."""
    cases = failing_2017()
    cases = cases[: rounded(len(cases) * scale)]
    indexes = enterprises.POOL + np.arange(len(cases), dtype=np.int64)
    facts = enterprises.facts(indexes).to_dicts()
    for row, case in zip(facts, cases, strict=True):
        row.update({"natural_person": False, "legal_form": "610"} | case.get("enterprise", {}))
    applications = [
        _application(case, row["number"]) for case, row in zip(cases, facts, strict=True)
    ]
    extra = [_provider(case) for case in cases if "provider" in case]
    return Failing(
        pl.DataFrame(applications, schema=SCHEMA),
        pl.DataFrame(facts, schema=enterprises.SCHEMA),
        pl.DataFrame(extra, schema=providers.SCHEMA),
    )


def _application(case: dict[str, Any], number: str) -> dict[str, Any]:
    service = case["service"]
    ordinary = {"registration": _ORDINARY[service]}
    return {
        "enterprise": number,
        "submitted_at": datetime.combine(case["submitted_on"], _HOUR).astimezone(UTC),
        "submitted_on": case["submitted_on"],
        "service": service,
        "theme": slug(LABEL),
        "title": f"{TITLES[service]}: {LABEL}",
        "starts_on": case["starts_on"],
        "ends_on": case["starts_on"] + _DAYS,
        "cost_cents": parse_euro(case["cost"]),
        "size": case.get("size", "small"),
        "registration": case.get("provider", ordinary)["registration"],
        "regime": "law",
        "planned_grant_cents": 0,
        "expected": "inadmissible",
    }


def _provider(case: dict[str, Any]) -> dict[str, Any]:
    """A registration that the pool does not have; its letter says for which service it is."""
    registration: str = case["provider"]["registration"]
    return {
        **case["provider"],
        "service": "advice" if registration.startswith("DV.A") else "training",
        "name": f"Synthetische dienstverlener {registration[-6:]}",
        "enterprise_number": providers.enterprise_number(int(registration[-6:])),
    }
