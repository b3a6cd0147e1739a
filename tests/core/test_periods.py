"""Legal days are days in Brussels up to midnight, also where the clock there skips an hour."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portefeuille.core.periods import (
    Dated,
    end_of_legal_day,
    last_day_of_following_year,
    last_day_within,
    legal_day,
    value_on,
)

DAYS = st.dates(date(2016, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2024, 3, 15, 22, 59, 59, tzinfo=UTC), date(2024, 3, 15)),  # winter: an hour ahead
        (datetime(2024, 3, 15, 23, 0, tzinfo=UTC), date(2024, 3, 16)),
        (datetime(2024, 7, 1, 21, 59, 59, tzinfo=UTC), date(2024, 7, 1)),  # summer: two hours
        (datetime(2024, 7, 1, 22, 0, tzinfo=UTC), date(2024, 7, 2)),
        (datetime(2026, 1, 31, 23, 0, tzinfo=UTC), date(2026, 2, 1)),
    ],
)
def test_a_legal_day_ends_at_midnight_in_brussels(moment: datetime, day: date) -> None:
    assert legal_day(moment) == day


@given(DAYS)
def test_the_end_of_a_legal_day_is_the_first_moment_that_is_no_longer_on_it(day: date) -> None:
    end = end_of_legal_day(day)
    assert legal_day(end) == day + timedelta(days=1)
    assert legal_day(end.astimezone(UTC) - timedelta(microseconds=1)) == day


@given(DAYS, st.integers(0, 400))
def test_a_time_limit_does_not_count_its_first_day(day: date, days: int) -> None:
    assert (last_day_within(day, days) - day).days == days
    assert last_day_of_following_year(day) == date(day.year + 1, 12, 31)


@given(st.lists(DAYS, unique=True, min_size=1), DAYS)
def test_a_value_holds_from_its_first_day_until_the_next_one(first: list[date], day: date) -> None:
    values = [Dated(each, each) for each in sorted(first)]
    begun = [each for each in first if each <= day]
    assert value_on(values, day) == (max(begun) if begun else None)
