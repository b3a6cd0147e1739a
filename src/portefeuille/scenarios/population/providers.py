"""The pool of synthetic providers: the same registrations in every year and for every seed.

Each is registered for one service. A few of them do most of the work, as everywhere.

Source: assumption `providers`.
"""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from portefeuille.scenarios.population.assumptions import assumed
from portefeuille.scenarios.population.enterprises import check_digits

SCHEMA = pl.Schema(
    {
        "registration": pl.String,
        "service": pl.String,
        "name": pl.String,
        "enterprise_number": pl.String,
        "valid_from": pl.Date,
        "valid_until": pl.Date,
    }
)
"""Columns of `providers.parquet`; `valid_until` is the last day of the registration."""

_LETTER = {"training": "O", "advice": "A"}
_FIRST = {"training": 910_000, "advice": 950_000}
_FIRST_ENTERPRISE = 18_800_000
"""Enterprise numbers of providers: 1970.x for training (O910000 on), 1975.x for advice."""


def draw(advice: NDArray[np.bool_], rng: np.random.Generator) -> NDArray[np.str_]:
    """The registration that serves each application, of the service it asks."""
    result = np.empty(len(advice), dtype="U10")
    for service, rows in (("training", ~advice), ("advice", advice)):
        names = np.array(_registrations(service))
        weights = 1.0 / (np.arange(len(names)) + 5.0)
        result[rows] = rng.choice(names, int(rows.sum()), p=weights / weights.sum())
    return result


def facts(used: pl.Series) -> pl.DataFrame:
    """The register's rows of the registrations that are used, those of training first."""
    pool = pl.concat([_pool(service) for service in _LETTER])
    return pool.filter(pl.col("registration").is_in(used.implode()))


def enterprise_number(sequence: int) -> str:
    """The enterprise number of the provider whose registration has these six digits."""
    return str(check_digits(np.array([sequence + _FIRST_ENTERPRISE]))[0])


def _pool(service: str) -> pl.DataFrame:
    value = assumed("providers")
    count = value[service]
    sequence = np.arange(count, dtype=np.int64) + _FIRST[service]
    return pl.DataFrame(
        {
            "registration": _registrations(service),
            "service": [service] * count,
            "name": [f"Synthetische dienstverlener {number}" for number in sequence.tolist()],
            "enterprise_number": [enterprise_number(number) for number in sequence.tolist()],
            "valid_from": [value["valid-from"]] * count,
            "valid_until": [value["valid-until"]] * count,
        },
        schema=SCHEMA,
    )


def _registrations(service: str) -> list[str]:
    first = _FIRST[service]
    return [f"DV.{_LETTER[service]}{first + i}" for i in range(assumed("providers")[service])]
