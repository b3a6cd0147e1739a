"""The day a budget runs out: what holds whatever the weeks, and what is plain is told plainly."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from portefeuille.core.forecast import Forecast, forecast, week_of
from portefeuille.core.money import WHOLE

few = settings(max_examples=25, deadline=None)
FUTURES = 31
amounts = st.integers(0, 2_000_000_00)
weeks = st.lists(amounts, min_size=53, max_size=53)
days = st.dates(date(2026, 1, 29), date(2026, 12, 31))


def chance(seed: int = 1) -> Callable[[int], int]:
    return Random(seed).randrange


def of(
    left: int, today: date, known: list[int], earlier: list[list[int]], seed: int = 1
) -> Forecast | None:
    return forecast(left, today, known, earlier, chance(seed), FUTURES)


def test_a_steady_year_runs_out_on_the_day_that_division_says() -> None:
    today = date(2026, 7, 2)  # the first day of week 26
    found = of(10 * 700_00 + 50_00, today, [700_00] * 26, [])
    there = today + timedelta(days=70)  # the half of the first day after ten weeks
    assert found == Forecast(there, there, there, WHOLE, 10 * 700_00 + 50_00 - 183 * 100_00)


def test_the_season_of_earlier_years_moves_the_day() -> None:
    today, known = date(2026, 7, 2), [700_00] * 26
    quiet_autumn = [1_000_00] * 26 + [500_00] * 27
    steady, slower = of(7_000_00, today, known, []), of(7_000_00, today, known, [quiet_autumn])
    assert steady is not None
    assert slower is not None
    assert steady.middle is not None
    assert slower.middle is not None
    assert slower.middle > steady.middle + timedelta(days=50)


def test_what_changes_from_week_to_week_is_less_certain() -> None:
    today = date(2026, 7, 2)
    found = of(7_000_00, today, [0, 1_400_00] * 13, [])
    assert found is not None
    assert found.early is not None
    assert found.late is not None
    assert found.early < found.late


def test_used_up_is_today_and_a_budget_that_nobody_needs_never_runs_out() -> None:
    today = date(2026, 7, 2)
    assert of(0, today, [1] * 26, []) == Forecast(today, today, today, WHOLE, 0)
    assert of(-5, today, [], []) == Forecast(today, today, today, WHOLE, -5)
    assert of(100_00, today, [1_00] * 26, []) == Forecast(None, None, None, 0, 100_00 - 26_14)


def test_too_little_is_known_early_in_the_year_or_of_a_year_without_grants() -> None:
    assert of(1_000_00, date(2026, 1, 28), [100_00] * 3, []) is None
    assert of(1_000_00, date(2026, 7, 2), [0] * 26, []) is None


@few
@given(amounts, days, weeks, st.lists(weeks, max_size=2), st.integers(0, 9))
def test_one_seed_gives_one_answer_in_order_and_in_this_year(
    left: int, today: date, known: list[int], earlier: list[list[int]], seed: int
) -> None:
    found = of(left, today, known, earlier, seed)
    assert found == of(left, today, known, earlier, seed)
    if found is None:
        return
    told = [found.early or date.max, found.middle or date.max, found.late or date.max]
    assert told == sorted(told)
    assert all(today <= day <= date(2026, 12, 31) for day in told if day != date.max)
    assert 0 <= found.runs_out <= WHOLE
    assert type(found.left) is int
    assert found.left <= left


@few
@given(amounts, amounts, days, weeks)
def test_more_left_never_runs_out_earlier(
    left: int, more: int, today: date, known: list[int]
) -> None:
    less_far, further = of(left, today, known, []), of(left + more, today, known, [])
    if less_far is None or further is None:
        return
    for one, other in zip(
        (less_far.early, less_far.middle, less_far.late),
        (further.early, further.middle, further.late),
        strict=True,
    ):
        assert (other or date.max) >= (one or date.max)
    assert further.runs_out <= less_far.runs_out


@few
@given(days)
def test_the_weeks_of_a_year_are_fifty_three(day: date) -> None:
    assert 0 <= week_of(day) <= 52
    assert week_of(date(2026, 1, 7)) == 0
    assert week_of(date(2026, 1, 8)) == 1
