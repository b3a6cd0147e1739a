"""Exact sums: a total into parts, parts into two exact piles, a grant back to its cost.

Random weights are floats, but only shares are drawn with them: every amount is an integer of
cents and every sum is held in integers.
"""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from portefeuille.core.money import WHOLE, BasisPoints, Cents

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]


def split(
    total: Cents,
    parts: int,
    between: tuple[Cents, Cents],
    sigma: float,
    rng: np.random.Generator,
) -> Ints:
    """`parts` amounts that add up to `total`, each within `between` (both ends allowed).

    What lies above the least amount is shared out by lognormal weights of spread `sigma`.
    ValueError where no such amounts exist.
    """
    least, most = between
    if not parts * least <= total <= parts * most:
        raise ValueError(f"{total} cents is no sum of {parts} amounts from {least} to {most} cents")
    above = np.zeros(parts, dtype=np.int64)
    weights = rng.lognormal(0.0, sigma, parts)
    rest = total - parts * least
    while rest:
        is_open = above < most - least
        share = np.where(is_open, weights, 0.0)
        more = np.floor(rest * (share / share.sum())).astype(np.int64)
        if not more.any():
            more[np.flatnonzero(is_open)[:rest]] = 1
        more = np.minimum(more, most - least - above)
        above += more
        rest -= int(more.sum())
    return above + least


def apportion(total: int, weights: Sequence[int | Fraction]) -> list[int]:
    """Integers that add up to `total` in proportion to the weights (largest remainders)."""
    whole = Fraction(sum(weights))
    exact = [Fraction(total) * weight / whole for weight in weights]
    result = [int(share) for share in exact]
    by_remainder = sorted(range(len(exact)), key=lambda i: result[i] - exact[i])
    for i in by_remainder[: total - sum(result)]:
        result[i] += 1
    return result


def pick(amounts: Ints, target: int, least: int, most: int, rng: np.random.Generator) -> Mask:
    """Which amounts to take, from `least` to `most` of them, to add up to `target`.

    They are taken at random up to the target; then one taken is exchanged for one that is not,
    as long as that brings the sum nearer. With thousands of amounts the sum becomes exact; with a
    handful it is as near as such exchanges can bring it.
    """
    order = rng.permutation(len(amounts))
    sums = np.cumsum(amounts[order])
    count = min(max(int(np.searchsorted(sums, target, side="right")), least), most)
    mask = np.zeros(len(amounts), dtype=np.bool_)
    mask[order[:count]] = True
    while _exchange(amounts, mask, target - int(amounts[mask].sum())):
        pass
    return mask


def _exchange(amounts: Ints, mask: Mask, missing: int) -> bool:
    """Exchange the pair that brings the sum nearest; False, and nothing done, where none does."""
    taken, left = np.flatnonzero(mask), np.flatnonzero(~mask)
    if not (missing and len(taken) and len(left)):
        return False
    left = left[np.argsort(amounts[left], kind="stable")]
    wanted = amounts[taken] + missing
    place = np.searchsorted(amounts[left], wanted)
    near = np.stack([np.maximum(place - 1, 0), np.minimum(place, len(left) - 1)])
    off = np.abs(amounts[left][near] - wanted)
    side, out = np.unravel_index(int(np.argmin(off)), off.shape)
    if off[side, out] >= abs(missing):
        return False
    mask[taken[out]], mask[left[near[side, out]]] = False, True
    return True


def cost_for(grants: Ints, rates: NDArray[np.int64]) -> Ints:
    """Costs whose grant at these rates (basis points) is exactly the given one.

    The cost nearest to grant / rate is at most half a cent off, so that its share is less than
    half a cent off and rounds back. With `share_of` this is a round trip for rates up to 100 %.
    """
    return (grants * WHOLE + rates // 2) // rates


def least_grant(minimum_cost: Cents, rates: Sequence[BasisPoints]) -> Cents:
    """The smallest grant whose cost is at least the minimum cost at any of the rates."""
    return -(-minimum_cost * max(rates) // WHOLE)
