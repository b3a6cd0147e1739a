"""The pool of synthetic enterprises: one hundred thousand, the same for every year and seed.

Enterprise i of the pool has the same number, facts and size wherever it appears, so that years
and seeds can stand beside each other in one register. The numbers are valid and lie from
1950.000.007 on, far from any the KBO has issued.

Source: assumptions `enterprise-facts` and `sizes`.
"""

from functools import cache

import numpy as np
import polars as pl
from numpy.typing import NDArray

from portefeuille.scenarios.population.amounts import Ints
from portefeuille.scenarios.population.assumptions import assumed

POOL = 100_000
MEDIUM_EVERY = 17
"""Every 17th enterprise is medium-sized: 5,883 of the pool, enough for the 3,984 of 2019."""

_FIRST_NUMBER = 19_500_000
_FACTS_SEED = 20_160_401

SCHEMA = pl.Schema(
    {
        "number": pl.String,
        "name": pl.String,
        "legal_form": pl.String,
        "natural_person": pl.Boolean,
        "status": pl.String,
        "juridical_situation": pl.String,
        "region": pl.String,
        "postcode": pl.String,
        "nace_version": pl.Int64,
        "nace_code": pl.String,
    }
)
"""Columns of `enterprises.parquet`; codes as in the KBO, `legal_form` null for natural persons."""


def choose(small: int, medium: int, rng: np.random.Generator) -> tuple[Ints, Ints]:
    """Different enterprises of the pool at random: so many small, so many medium."""
    pool = np.arange(POOL, dtype=np.int64)
    is_medium = pool % MEDIUM_EVERY == 0
    return (
        rng.choice(pool[~is_medium], small, replace=False),
        rng.choice(pool[is_medium], medium, replace=False),
    )


def numbers(indexes: Ints) -> NDArray[np.str_]:
    """The ten digits of each enterprise's number; the last two check the first eight."""
    return check_digits(indexes + _FIRST_NUMBER)


def indexes(numbers: pl.Series) -> Ints:
    """Where in the pool the enterprises with these numbers stand."""
    return numbers.str.slice(0, 8).cast(pl.Int64).to_numpy() - _FIRST_NUMBER


def check_digits(first_eight: Ints) -> NDArray[np.str_]:
    """Enterprise numbers as text from their first eight digits: 97 minus the rest modulo 97."""
    return (first_eight * 100 + 97 - first_eight % 97).astype(str)


def facts(indexes: Ints) -> pl.DataFrame:
    """The register's rows of these enterprises, in the order given."""
    names = [f"Synthetische onderneming {index:06d}" for index in indexes.tolist()]
    differ = {name: values.gather(indexes) for name, values in _pool().items()}
    return (
        pl.DataFrame({"number": numbers(indexes), "name": names, **differ})
        .with_columns(
            status=pl.lit("AC"),
            juridical_situation=pl.lit("000"),
            region=pl.lit("flanders"),
            nace_version=pl.lit(2008, pl.Int64),
        )
        .select(SCHEMA.names())
        .cast({"name": pl.String})  # a frame of no rows has no types of its own
    )


@cache
def _pool() -> dict[str, pl.Series]:
    """The facts that differ, for the pool and the few enterprises set apart behind it."""
    mix = assumed("enterprise-facts")
    rng = np.random.default_rng(_FACTS_SEED)
    size = POOL + 1_000
    natural = pl.Series(rng.integers(100, size=size) < mix["natural-person-percent"])
    legal_form = pl.Series(_draw(mix["legal-forms"], size, rng))
    return {
        "legal_form": legal_form.set(natural, None),
        "natural_person": natural,
        "postcode": pl.Series(_draw(mix["postcodes"], size, rng)),
        "nace_code": pl.Series(_draw(mix["nace"], size, rng)),
    }


def _draw(weights: dict[str, int], size: int, rng: np.random.Generator) -> NDArray[np.str_]:
    shares = np.array(list(weights.values()), dtype=float)
    return rng.choice(np.array(list(weights)), size, p=shares / shares.sum())
