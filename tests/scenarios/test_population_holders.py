"""Files find an enterprise each, and no enterprise more than it has room for."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portefeuille.scenarios.population.ceiling import fill
from portefeuille.scenarios.population.groups import Crowd
from portefeuille.scenarios.population.holders import hold, share_out

SEEDS = st.integers(0, 2**32)


@settings(deadline=None)
@given(st.integers(1, 40), st.integers(1, 4), SEEDS)
def test_every_holder_has_one_and_none_more_than_the_room(
    holders: int, times: int, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    amounts = rng.integers(1, 100, holders * times)
    room = 100 * (times + 1)
    holder = share_out(amounts, holders, room, rng)
    held = np.zeros(holders, dtype=np.int64)
    np.add.at(held, holder, amounts)
    assert set(holder) == set(range(holders))
    assert held.max() <= room


def test_files_that_fit_nowhere_are_an_error() -> None:
    with pytest.raises(ValueError, match="3 files do not fit 2 enterprises with 10 cents"):
        share_out(np.array([9, 9, 9]), 2, 10, np.random.default_rng(1))


def test_a_crowd_has_its_sizes_and_the_medium_their_share() -> None:
    rng = np.random.default_rng(5)
    amounts = rng.integers(5_000, 100_000, 9_000)
    crowd = Crowd(small=3_000, medium=200, medium_share=Fraction(1, 10))
    holders = hold(amounts, crowd, {"small": 10**6, "medium": 10**6}, rng)
    assert len(set(holders.enterprise[~holders.medium])) == 3_000
    assert len(set(holders.enterprise[holders.medium])) == 200
    target = (int(amounts.sum()) * 2 + 10) // 20
    assert int(amounts[holders.medium].sum()) == target


def test_the_last_file_near_the_ceiling_gets_what_is_left_and_another_pays_for_it() -> None:
    grants = np.array([500, 450, 300, 200])
    enterprise = np.array([7, 7, 3, 4])
    kind, least = np.zeros(4, dtype=np.int64), np.array([100, 100, 100, 180])
    filled = fill(grants, enterprise, kind, least, np.full(4, 1_000), np.random.default_rng(1))
    assert filled.grants.tolist() == [500, 500, 250, 200]
    assert filled.cut.tolist() == [False, True, False, False]


def test_no_file_of_another_kind_pays_for_a_ceiling() -> None:
    grants = np.array([950, 300])
    kind, least = np.array([1, 2]), np.array([100, 100])
    filled = fill(
        grants, np.array([1, 2]), kind, least, np.full(2, 1_000), np.random.default_rng(1)
    )
    assert filled.grants.tolist() == [950, 300]
    assert not filled.cut.any()
