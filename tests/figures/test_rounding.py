"""Averages and whole euros: integers, half up, and nothing divided by nothing."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portefeuille.figures.rounding import average, average_in_euros, whole_euros
from portefeuille.figures.tables import sum_of

CENTS = st.integers(0, 10**12)
COUNTS = st.integers(1, 10**6)


@given(CENTS, COUNTS)
def test_an_average_is_the_nearest_cent_and_a_half_goes_up(total: int, count: int) -> None:
    result = average(total, count)
    assert result is not None
    assert -Fraction(1, 2) < result - Fraction(total, count) <= Fraction(1, 2)


@given(CENTS, COUNTS)
def test_an_average_in_euros_is_rounded_once(total: int, count: int) -> None:
    result = average_in_euros(total, count)
    assert result is not None
    assert result % 100 == 0
    assert -50 < result - Fraction(total, count) <= 50


@given(CENTS)
def test_whole_euros_are_the_nearest(cents: int) -> None:
    result = whole_euros(cents)
    assert result is not None
    assert result % 100 == 0
    assert -50 < result - cents <= 50


@pytest.mark.parametrize("rounded", [average, average_in_euros])
def test_there_is_no_average_of_nothing_or_of_something_unknown(rounded) -> None:
    assert rounded(0, 0) is None
    assert rounded(None, 3) is None


def test_what_is_unknown_stays_unknown() -> None:
    assert sum_of([1, None, 2]) is None
    assert sum_of([]) == 0
    assert whole_euros(None) is None
