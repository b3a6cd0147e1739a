"""Somebody who has every table of a release, knows what they are, and subtracts.

He shares no code with the product. He writes each number down as an unknown named by what it is
about, adds every sum that must hold (a whole is its services, its sizes, its months, its themes;
whatever tables these stand in), and asks two questions of each hidden number: do the sums leave
one value (exact, by the null space), and between which values must it lie (linear programming,
a hidden count being at least 1)?
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import scipy.linalg
from scipy.optimize import linprog
from scipy.sparse import csr_array

from portefeuille.figures.disclosure import Told
from portefeuille.figures.values import HIDDEN

About = frozenset[tuple[str, Any]]

COMPLETE = ("service", "size", "month", "theme")
"""Dimensions of which every code stands in a table that has them."""


@dataclass
class Attack:
    """What he knows of one measure: numbers that are shown, and that are not."""

    measure: str
    least: int
    shown: dict[About, int] = field(default_factory=dict)
    hidden: set[About] = field(default_factory=set)

    def read(self, tables: Iterable[Told]) -> "Attack":
        """Take in the tables of a release."""
        for table in tables:
            for row in table.rows:
                about = frozenset([*table.scope.filters, *((key, row[key]) for key in table.keys)])
                if row[self.measure] is HIDDEN:
                    self.hidden.add(about)
                else:
                    known = self.shown.setdefault(about, row[self.measure])
                    assert known == row[self.measure], "one number, told twice, differs"
        self.hidden -= set(self.shown)
        return self

    def sums(self) -> list[tuple[About, list[About]]]:
        """Each whole with its parts, margins that no table prints included."""
        known, waiting = set(self.shown) | self.hidden, set(self.shown) | self.hidden
        found: dict[tuple[About, str], set[About]] = defaultdict(set)
        while waiting:
            part = waiting.pop()
            for dimension, code in part:
                whole = part - {(dimension, code)}
                found[whole, dimension].add(part)
                if whole not in known:
                    known.add(whole)
                    waiting.add(whole)
        return [
            (whole, sorted(parts, key=str))
            for (whole, dimension), parts in sorted(found.items(), key=str)
            if dimension in COMPLETE
        ]

    def system(self) -> tuple[list[About], csr_array, np.ndarray]:
        """The sums over what he does not know, and what each comes to."""
        sums = self.sums()
        unknown = {about for whole, parts in sums for about in (whole, *parts)} - set(self.shown)
        order = sorted(unknown | self.hidden, key=str)
        place = {about: at for at, about in enumerate(order)}
        matrix, right = np.zeros((len(sums), len(order))), np.zeros(len(sums))
        for at, (whole, parts) in enumerate(sums):
            for about, sign in [(whole, -1), *((part, 1) for part in parts)]:
                if about in place:
                    matrix[at, place[about]] += sign
                else:
                    right[at] -= sign * self.shown[about]
        return order, csr_array(matrix), right

    def determined(self) -> set[About]:
        """Hidden numbers for which the sums leave one value."""
        order, matrix, _ = self.system()
        free = np.abs(scipy.linalg.null_space(matrix.toarray())).max(axis=1, initial=0)
        return {about for at, about in enumerate(order) if about in self.hidden and free[at] < 1e-9}

    def between(self, about: Sequence[About]) -> dict[About, tuple[float, float]]:
        """The least and the most that each of these numbers can be."""
        order, matrix, right = self.system()
        bounds = [(self.least if one in self.hidden else 0, None) for one in order]
        found = {}
        for one in about:
            cost = np.zeros(len(order))
            cost[order.index(one)] = 1
            low, high = (
                linprog(sign * cost, A_eq=matrix, b_eq=right, bounds=bounds) for sign in (1, -1)
            )
            assert low.status == 0, low.message
            found[one] = (low.fun, float("inf") if high.status == 3 else -high.fun)
        return found
