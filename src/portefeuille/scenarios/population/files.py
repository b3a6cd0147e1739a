"""The files of a part before anybody holds them: when each is submitted, and its grant.

Every group keeps its own sum; the files of all groups are then put in one order, that of
submission.

Source: assumption `spread-of-grants`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from portefeuille.core.law import Law, LawInForce
from portefeuille.core.money import Cents
from portefeuille.scenarios.population.amounts import Ints, least_grant, split
from portefeuille.scenarios.population.assumptions import assumed
from portefeuille.scenarios.population.calendar import Days, moments
from portefeuille.scenarios.population.groups import Group


@dataclass(frozen=True, slots=True)
class Files:
    """Files in order of submission: their group, moment in Brussels, grant, and least grant."""

    group: Ints
    moment: Days
    grant: Ints
    least: Ints


def lay_out(groups: Sequence[Group], law: Law, rng: np.random.Generator) -> Files:
    """Moments and grants of every group, put together in order of submission (0 where unknown)."""
    moment, grant, least = [], [], []
    for group in groups:
        lowest, highest = _limits(group, law)
        least.append(lowest)
        moment.append(moments(group.files, group.first_day, group.last_day, rng))
        grant.append(_grants(group, (lowest, highest), rng))
    index = np.repeat(np.arange(len(groups)), [group.files for group in groups])
    all_moments = np.concatenate(moment)
    order = np.argsort(all_moments, kind="stable")
    index = index[order]
    return Files(index, all_moments[order], np.concatenate(grant)[order], np.array(least)[index])


def _grants(group: Group, between: tuple[Cents, Cents], rng: np.random.Generator) -> Ints:
    if group.cents is None:
        return np.zeros(group.files, dtype=np.int64)
    return split(group.cents, group.files, between, assumed("spread-of-grants")["sigma"], rng)


def _limits(group: Group, law: Law) -> tuple[Cents, Cents]:
    """The lowest and highest grant of a file in the group.

    Within these years rates only fall, so that the first day asks the highest grant for the
    minimum cost; what meets it then meets it all year.
    """
    today = law_of(group, law)
    lowest = least_grant(today.minimum_cost[group.service], list(today.rates.values()))
    percent = assumed("spread-of-grants")["highest-percent"]
    return lowest, today.ceilings["small"] * percent // 100


def law_of(group: Group, law: Law) -> LawInForce:
    """The law of the group's first day; the first law we know for what came before it."""
    return law.on(max(group.first_day, law.periods[0].first_day))
