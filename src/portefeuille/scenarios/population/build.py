"""Building a year: its plan, scaled, filled with rows, and the registers those rows need."""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import polars as pl

from portefeuille.core.law import Law
from portefeuille.scenarios.population import (
    enterprises,
    providers,
    year2016,
    year2017,
    year2019,
)
from portefeuille.scenarios.population.assumptions import Assumption, assumptions
from portefeuille.scenarios.population.failing import Failing, failing
from portefeuille.scenarios.population.rows import rows

_PLANS = {2016: year2016.plan, 2017: year2017.plan, 2019: year2019.plan}

YEARS = tuple(_PLANS)
"""The years that can be built; 2016 brings April to December 2015 with it."""


@dataclass(frozen=True, slots=True)
class Year:
    """A synthetic year and how it was made.

    `applications` are in order of submission (columns: `table.SCHEMA`), `enterprises` and
    `providers` are the register's rows of all that occur in them (columns: `SCHEMA` of these
    modules), in order of number. At scale 1 the published totals hold to the cent.
    """

    year: int
    seed: int
    scale: Fraction
    applications: pl.DataFrame
    enterprises: pl.DataFrame
    providers: pl.DataFrame
    assumptions: tuple[Assumption, ...]


def build(year: int, seed: int, scale: Fraction | str, law: Law) -> Year:
    """The synthetic year of this seed, at a scale such as "0.01" (above 0, at most 1).

    ValueError for a year or a scale that cannot be built.
    """
    scale = Fraction(scale)
    if year not in _PLANS:
        raise ValueError(f"there is no synthetic {year}; expected one of {YEARS}")
    if not 0 < scale <= 1:
        raise ValueError(f"a scale of {scale} cannot be built; expected above 0 and at most 1")
    rng = np.random.default_rng([seed, year])
    frames = [rows(part.scaled(scale), law, rng) for part in _PLANS[year]()]
    return _year(year, seed, scale, frames)


def _year(year: int, seed: int, scale: Fraction, frames: list[pl.DataFrame]) -> Year:
    """The frames in one order, with what fails in 2017 and the registers of them all."""
    fails = failing(scale if year == 2017 else Fraction(0))
    approved = pl.concat(frames)
    both = pl.concat([approved, fails.applications])
    return Year(
        year=year,
        seed=seed,
        scale=scale,
        applications=both.sort("submitted_at", maintain_order=True),
        enterprises=_enterprises(approved, fails),
        providers=_providers(both, fails),
        assumptions=assumptions(year),
    )


def _enterprises(approved: pl.DataFrame, fails: Failing) -> pl.DataFrame:
    indexes = enterprises.indexes(approved["enterprise"].unique().sort())
    return pl.concat([enterprises.facts(indexes), fails.enterprises]).sort("number")


def _providers(applications: pl.DataFrame, fails: Failing) -> pl.DataFrame:
    known = providers.facts(applications["registration"].unique())
    return pl.concat([known, fails.providers]).sort("registration")
