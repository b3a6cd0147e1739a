"""From a part of a year to its rows: under the ceiling, at the cost that gives each grant.

The grants are chosen first, since their sums are what was published; the enterprises follow from
the ceiling, and the costs from the grants and the rate of the day.
"""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from portefeuille.core.law import Law
from portefeuille.scenarios.population import ceiling
from portefeuille.scenarios.population.amounts import Ints, cost_for
from portefeuille.scenarios.population.calendar import Days
from portefeuille.scenarios.population.files import Files, law_of, lay_out
from portefeuille.scenarios.population.groups import Part
from portefeuille.scenarios.population.holders import hold
from portefeuille.scenarios.population.table import SCHEMA, table


def rows(part: Part, law: Law, rng: np.random.Generator) -> pl.DataFrame:
    """The applications of a part, with the columns of `SCHEMA`, in order of submission."""
    if not part.files:
        return pl.DataFrame(schema=SCHEMA)
    files = lay_out(part.groups, law, rng)
    if part.regime == "law":
        return _decided(part, files, law, rng)
    return _counted(part, files, rng)


def _decided(part: Part, files: Files, law: Law, rng: np.random.Generator) -> pl.DataFrame:
    """Rows that our law decides: under the ceiling, at the cost that gives their grant."""
    ceilings = law_of(part.groups[0], law).ceilings
    holders = hold(files.grant, part.crowd, ceilings, rng)
    room = np.where(holders.medium, ceilings["medium"], ceilings["small"])
    kind = files.group * 2 + holders.medium
    filled = ceiling.fill(files.grant, holders.enterprise, kind, files.least, room, rng)
    cost = cost_for(filled.grants, _rates(files.moment, holders.medium, law))
    more = rng.integers(105, 150, len(cost))
    cost = np.where(filled.cut, cost * more // 100, cost)
    return table(part, files, holders, cost, filled.grants, rng)


def _rates(moment: Days, medium: NDArray[np.bool_], law: Law) -> Ints:
    """The rate (basis points) of the day of submission for each row's size."""
    days, which = np.unique(moment.astype("datetime64[D]"), return_inverse=True)
    today = [law.on(day).rates for day in days.tolist()]
    small = np.array([rates["small"] for rates in today], dtype=np.int64)
    of_medium = np.array([rates["medium"] for rates in today], dtype=np.int64)
    return np.where(medium, of_medium[which], small[which])


def _counted(part: Part, files: Files, rng: np.random.Generator) -> pl.DataFrame:
    """Rows that earlier law decided: no ceiling that we know, no cost, a grant where published."""
    known = np.array([group.cents is not None for group in part.groups])[files.group]
    weights = np.where(known, files.grant, 1)
    room = dict.fromkeys(("small", "medium"), int(weights.sum()))
    holders = hold(weights, part.crowd, room, rng)
    return table(part, files, holders, files.grant, files.grant, rng).with_columns(
        cost_cents=pl.lit(None, pl.Int64),
        planned_grant_cents=pl.when(pl.Series(known)).then("planned_grant_cents"),
    )
