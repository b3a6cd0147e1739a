"""When applications are submitted, and when the services they are for begin and end.

Moments are drawn on the wall clock of Brussels, by day and never at night, so that none falls in
the hour that summer time skips or repeats.

Source: assumptions `months`, `hours` and `service-days`.
"""

from datetime import date

import numpy as np
from numpy.typing import NDArray

from portefeuille.scenarios.population.assumptions import assumed

Days = NDArray[np.datetime64]
_MONDAY = np.datetime64("1970-01-05", "D")


def moments(files: int, first_day: date, last_day: date, rng: np.random.Generator) -> Days:
    """Moments of submission from the first to the last day (both included), in order.

    They are `datetime64[s]` on the clock of Brussels.
    """
    days = np.arange(np.datetime64(first_day), np.datetime64(last_day) + np.timedelta64(1, "D"))
    weights = _day_weights(days)
    hours = assumed("hours")
    clock = rng.triangular(hours["first-hour"], hours["busiest-hour"], hours["last-hour"], files)
    seconds = np.floor(clock * 3600).astype("timedelta64[s]")
    drawn = rng.choice(days, files, p=weights / weights.sum())
    return np.sort(drawn.astype("datetime64[s]") + seconds)


def service_days(
    submitted: Days, advice: NDArray[np.bool_], rng: np.random.Generator
) -> tuple[Days, Days]:
    """First and last day of the service of each application, from its day of submission.

    No service starts more than 14 days before its application, and none lasts into the second
    year after it: what the law asks of every application of these years.
    """
    span = assumed("service-days")
    files = len(submitted)
    offset = rng.triangular(span["earliest-start"], 0, span["latest-start"] + 1, files)
    starts = submitted + np.floor(offset).astype("timedelta64[D]")
    longest = np.where(advice, span["advice-length"], span["training-length"])
    length = np.floor(rng.beta(1.0, 3.0, files) * (longest + 1))
    return starts, starts + length.astype("timedelta64[D]")


def _day_weights(days: Days) -> NDArray[np.float64]:
    """How likely each day is: by its month and its day of the week."""
    hours = assumed("hours")
    week = np.array([hours["weekday"]] * 5 + [hours["saturday"], hours["sunday"]], dtype=float)
    month = days.astype("datetime64[M]").astype(int) % 12
    weekday = (days - _MONDAY).astype(int) % 7
    weights: NDArray[np.float64] = np.array(assumed("months"), dtype=float)[month] * week[weekday]
    return weights
