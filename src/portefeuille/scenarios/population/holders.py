"""Which enterprise holds which file, so that nobody comes above its ceiling.

The files are first laid in two piles, one for each size, that have exactly the sums the published
averages ask. Within a pile every enterprise takes one file; the others go to enterprises by how
active they are. What an enterprise cannot hold under its ceiling moves on to another.

Source: assumptions `files-of-an-enterprise` and `sizes`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from portefeuille.scenarios.population.amounts import Ints, pick
from portefeuille.scenarios.population.assumptions import assumed
from portefeuille.scenarios.population.enterprises import choose
from portefeuille.scenarios.population.groups import Crowd, rounded

_ROUNDS = 1_000


@dataclass(frozen=True, slots=True)
class Holders:
    """Who holds each file: an index in the pool of enterprises, and whether that is medium."""

    enterprise: Ints
    medium: NDArray[np.bool_]


def hold(amounts: Ints, crowd: Crowd, room: Mapping[str, int], rng: np.random.Generator) -> Holders:
    """An enterprise of the crowd for each file; what one holds is at most the room of its size.

    There are never more enterprises than files, and at least one small one where a file is left.
    """
    files = len(amounts)
    medium = min(crowd.medium, files)
    small = min(max(crowd.small, 1), files - medium)
    target = rounded(int(amounts.sum()) * crowd.medium_share)
    is_medium = pick(amounts, target, medium, files - small if medium else 0, rng)
    enterprise = np.empty(files, dtype=np.int64)
    of_small, of_medium = choose(small, medium, rng)
    enterprise[~is_medium] = of_small[share_out(amounts[~is_medium], small, room["small"], rng)]
    enterprise[is_medium] = of_medium[share_out(amounts[is_medium], medium, room["medium"], rng)]
    return Holders(enterprise, is_medium)


def share_out(amounts: Ints, holders: int, room: int, rng: np.random.Generator) -> Ints:
    """A holder from 0 on for each amount: each holds at least one, none more than the room.

    ValueError where the amounts do not fit after a thousand rounds of moving.
    """
    files = len(amounts)
    holder = np.empty(files, dtype=np.int64)
    arrived = np.zeros(files, dtype=np.int64)
    order = rng.permutation(files)
    holder[order[:holders]] = np.arange(holders)
    weights = rng.lognormal(0.0, assumed("files-of-an-enterprise")["sigma"], holders)
    if files > holders:
        arrived[order[holders:]] = 1
        share = weights / weights.sum()
        holder[order[holders:]] = rng.choice(holders, files - holders, p=share)
    for moving in range(2, _ROUNDS):
        beyond = _beyond(amounts, holder, arrived, room)
        if not len(beyond):
            return holder
        holder[beyond] = rng.integers(holders, size=len(beyond))
        arrived[beyond] = moving
    raise ValueError(f"{files} files do not fit {holders} enterprises with {room} cents of room")


def _beyond(amounts: Ints, holder: Ints, arrived: Ints, room: int) -> Ints:
    """The files that their holder has no room for, counted in order of arrival."""
    order = np.lexsort((arrived, holder))
    sums = np.cumsum(amounts[order])
    starts = np.flatnonzero(np.diff(holder[order], prepend=-1))
    before = np.repeat(sums[starts] - amounts[order[starts]], np.diff(starts, append=len(order)))
    return order[sums - before > room]
