"""Some enterprises reach their ceiling: the last file gets the room that is left.

Of every enterprise that came near its ceiling, the last file is raised to what is missing, and as
much is taken from a file of the same theme, service and size. No published total moves.

Source: assumption `at-the-ceiling`.
"""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from portefeuille.scenarios.population.amounts import Ints
from portefeuille.scenarios.population.assumptions import assumed


@dataclass(frozen=True, slots=True)
class Filled:
    """Grants after the filling, and which of them were cut to the room left."""

    grants: Ints
    cut: NDArray[np.bool_]


def fill(
    grants: Ints, enterprise: Ints, kind: Ints, least: Ints, ceiling: Ints, rng: np.random.Generator
) -> Filled:
    """Raise the last grant of each enterprise near its ceiling to exactly the ceiling.

    All arrays have one element a file, in order of submission: the enterprise, the kind within
    which amounts may move, the least grant, and the yearly ceiling (cents).
    """
    different, holder = np.unique(enterprise, return_inverse=True)
    totals = np.zeros(len(different), dtype=np.int64)
    np.add.at(totals, holder, grants)
    last = np.zeros(len(different), dtype=np.int64)
    last[holder] = np.arange(len(enterprise))  # of the same holder, the last file stays
    missing = ceiling[last] - totals
    near = Fraction(assumed("at-the-ceiling"))
    is_near = totals * near.denominator >= ceiling[last] * near.numerator
    result, cut = grants.copy(), np.zeros(len(grants), dtype=np.bool_)
    for index in np.flatnonzero(is_near).tolist():
        row, need = last[index], missing[index]
        givers = np.flatnonzero((kind == kind[row]) & ~is_near[holder] & (result - least >= need))
        if need and len(givers):
            result[rng.choice(givers)] -= need
            result[row] += need
            cut[row] = True
    return Filled(result, cut)
