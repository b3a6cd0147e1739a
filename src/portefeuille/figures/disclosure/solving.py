"""How far the cells of a system can move while every number that is shown stays as it is.

A *move* adds to some cells and takes from others so that all sums still hold: whoever sees only
what is shown cannot tell the tables before it from those after it. That a hidden number may as
well be another is shown by such a move, in whole numbers, checked exactly. Moves are found by
linear programming (HiGHS, by SciPy); where its answer is not whole, by integer programming.

Source: Hundepool et al., Statistical Disclosure Control (2012), chapter 4: secondary cell
suppression and the auditing of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from math import isqrt
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_array, hstack

from portefeuille.figures.disclosure.system import Sums

Whole = NDArray[np.int64]

EURO: Final = 100
"""Amounts move by whole euros: what is not told is held to more than that."""
_DEAREST: Final = 10_000
_SECONDS: Final = 20
"""How long one integer programme may take; without an answer there is no move."""


@dataclass(frozen=True)
class Moves:
    """The moves of one system. Values, and what moves, are counts or whole euros."""

    sums: Sums

    @cached_property
    def values(self) -> Whole:
        """The values of the cells."""
        unit = EURO if self.sums.is_amount else 1
        return np.array([cell.value // unit for cell in self.sums.cells], dtype=np.int64)

    @cached_property
    def floors(self) -> Whole:
        """The least that everybody knows a cell to be: a row that is printed counts something.

        So a population is no less than the number of its parts that are printed.
        """
        floors = np.zeros(len(self.values), dtype=np.int64)
        if not self.sums.is_amount:
            for at, cell in enumerate(self.sums.cells):
                floors[at] = min(cell.value, 1) if cell.rows else 0
            for whole, parts in self.sums.sums:  # the finest parts come first
                floors[whole] = max(floors[whole], sum(int(floors[part]) for part in parts))
        return floors

    @cached_property
    def matrix(self) -> Any:
        """A row for each sum: its parts, less the whole."""
        rows, columns, signs = [], [], []
        for at, (whole, parts) in enumerate(self.sums.sums):
            rows += [at] * (len(parts) + 1)
            columns += [whole, *parts]
            signs += [-1, *([1] * len(parts))]
        shape = (len(self.sums.sums), len(self.sums.cells))
        return csr_array((np.array(signs, dtype=np.int64), (rows, columns)), shape=shape)

    @cached_property
    def prices(self) -> Whole:
        """What it costs to hide a cell: the larger, the dearer; amounts by their root."""
        values = (isqrt(int(one)) if self.sums.is_amount else int(one) for one in self.values)
        return np.array([min(value, _DEAREST) + 1 for value in values], dtype=np.int64)

    def move(
        self, wanted: Mapping[int, int], free: NDArray[np.bool_], priced: NDArray[np.bool_]
    ) -> Whole | None:
        """What each cell moves by, so that those `wanted` move as far towards theirs as they can.

        Cells that are `free` may move; those that are `priced` too, but the smallest and fewest
        first. None where no whole numbers were found.
        """
        may = np.flatnonzero(free | priced)
        values, floors = self.values[may], self.floors[may]
        prices = np.where(priced[may], self.prices[may], 0)
        most = int(self.values.max(initial=1)) * 2 + EURO
        up, down = np.full(len(may), most), values - floors
        places = {int(cell): at for at, cell in enumerate(may)}
        # What is wanted outweighs every price; a free move has none but that of being needless.
        rewards_up, rewards_down = prices + 1, prices + 1
        reward = int(prices.max(initial=1)) * EURO
        for cell, far in wanted.items():
            if (at := places.get(cell)) is None:  # everybody sees it
                continue
            if far > 0:
                up[at], down[at], rewards_up[at] = far, 0, -reward
            else:
                up[at], down[at], rewards_down[at] = 0, min(-far, int(down[at])), -reward
        matrix = self.matrix[:, may]
        upper = np.concatenate([up, down])
        costs = np.concatenate([rewards_up, rewards_down])
        return self._solved(may, hstack([matrix, -matrix], format="csr"), upper, costs)

    def _solved(self, may: Whole, matrix: Any, upper: Whole, costs: Whole) -> Whole | None:
        zeros = np.zeros(matrix.shape[0])
        limits = np.column_stack([np.zeros(len(upper)), upper])
        found = linprog(costs, A_eq=matrix, b_eq=zeros, bounds=limits, method="highs")
        moved = self._whole(may, found.x)
        if moved is not None:
            return moved
        found = milp(
            costs,
            constraints=LinearConstraint(matrix, zeros, zeros),
            bounds=Bounds(np.zeros(len(upper)), upper),
            integrality=np.ones(len(upper)),
            options={"time_limit": _SECONDS},
        )
        return self._whole(may, found.x)

    def _whole(self, may: Whole, found: Any) -> Whole | None:
        """The move in whole numbers, if all sums hold exactly and nothing falls below its floor."""
        if found is None:
            return None
        both = np.rint(found).astype(np.int64)
        moved = np.zeros(len(self.values), dtype=np.int64)
        moved[may] = both[: len(may)] - both[len(may) :]
        holds = not np.any(self.matrix @ moved) and np.all(self.values + moved >= self.floors)
        return moved if holds else None
