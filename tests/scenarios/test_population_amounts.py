"""Sums stay exact whatever is drawn."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portefeuille.core.money import share_of
from portefeuille.scenarios.population.amounts import (
    apportion,
    cost_for,
    least_grant,
    pick,
    split,
)

SEEDS = st.integers(0, 2**32)


@st.composite
def sums(draw: st.DrawFn) -> tuple[int, int, int, int]:
    """A total that can be split: (total, parts, least, most)."""
    parts = draw(st.integers(0, 200))
    least = draw(st.integers(0, 100_000))
    most = least + draw(st.integers(0, 1_500_000))
    return draw(st.integers(parts * least, parts * most)), parts, least, most


@settings(deadline=None)
@given(sums(), st.floats(0.1, 3.0), SEEDS)
def test_a_total_is_split_exactly_between_the_limits(
    case: tuple[int, int, int, int], sigma: float, seed: int
) -> None:
    total, parts, least, most = case
    amounts = split(total, parts, (least, most), sigma, np.random.default_rng(seed))
    assert amounts.dtype == np.int64
    assert len(amounts) == parts
    assert int(amounts.sum()) == total
    assert ((amounts >= least) & (amounts <= most)).all()


@pytest.mark.parametrize("total", [299, 3_001])
def test_a_total_that_cannot_be_split_is_an_error(total: int) -> None:
    with pytest.raises(ValueError, match=f"{total} cents is no sum of 3 amounts"):
        split(total, 3, (100, 1_000), 1.0, np.random.default_rng(1))


@settings(deadline=None)
@given(st.integers(0, 10**9), st.lists(st.integers(1, 10**6), min_size=1, max_size=60))
def test_an_apportioned_total_is_exact_and_within_one_of_its_share(
    total: int, weights: list[int]
) -> None:
    result = apportion(total, weights)
    assert sum(result) == total
    for part, weight in zip(result, weights, strict=True):
        assert abs(part * sum(weights) - total * weight) < sum(weights)


@settings(deadline=None, max_examples=30)
@given(SEEDS)
def test_thousands_of_amounts_are_picked_to_the_exact_target(seed: int) -> None:
    rng = np.random.default_rng(seed)
    amounts = split(200_000_000, 5_000, (4_000, 800_000), 0.8, rng)
    mask = pick(amounts, 23_456_789, 100, 4_000, rng)
    assert int(amounts[mask].sum()) == 23_456_789


@settings(deadline=None)
@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=8), st.data())
def test_a_pick_keeps_to_the_numbers_allowed(values: list[int], data: st.DataObject) -> None:
    least = data.draw(st.integers(0, len(values)))
    most = data.draw(st.integers(least, len(values)))
    target = data.draw(st.integers(0, sum(values)))
    rng = np.random.default_rng(data.draw(SEEDS))
    mask = pick(np.array(values), target, least, most, rng)
    assert least <= int(mask.sum()) <= most


@settings(deadline=None)
@given(st.integers(1, 10**8), st.sampled_from([2000, 3000, 3500, 4000, 4500, 10_000]))
def test_the_cost_of_a_grant_gives_that_grant(grant: int, rate: int) -> None:
    cost = int(cost_for(np.array([grant]), np.array([rate]))[0])
    assert share_of(cost, rate) == grant


@settings(deadline=None)
@given(st.integers(1, 10**6), st.lists(st.sampled_from([2000, 3000, 4000]), min_size=1))
def test_the_least_grant_meets_the_minimum_cost_at_every_rate(
    minimum: int, rates: list[int]
) -> None:
    grant = least_grant(minimum, rates)
    costs = cost_for(np.array([grant] * len(rates)), np.array(rates))
    assert (costs >= minimum).all()
    assert (grant - 1) * 10_000 < minimum * max(rates)
