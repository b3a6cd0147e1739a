"""Days are days in Brussels, wherever the server stands and whichever clock it keeps."""

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from portefeuille.core.periods import (
    Dated,
    end_of_legal_day,
    first_days,
    last_day_of_following_year,
    last_day_within,
    legal_day,
    value_on,
)


@pytest.fixture(params=["Pacific/Kiritimati", "America/Los_Angeles", "UTC", "Europe/Brussels"])
def server_elsewhere(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """A server whose own clock shows another day for part of ours."""
    with monkeypatch.context() as patched:
        patched.setenv("TZ", request.param)
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("server_elsewhere")
def test_the_legal_day_does_not_know_where_the_server_stands() -> None:
    assert legal_day(datetime(2024, 3, 15, 22, 59, 59, tzinfo=UTC)) == date(2024, 3, 15)
    assert legal_day(datetime(2024, 3, 15, 23, 0, tzinfo=UTC)) == date(2024, 3, 16)


@pytest.mark.usefixtures("server_elsewhere")
def test_a_legal_day_ends_at_midnight_in_brussels_wherever_the_server_stands() -> None:
    ended = end_of_legal_day(date(2024, 7, 1))
    assert ended.tzinfo is not None
    assert ended.astimezone(UTC) == datetime(2024, 7, 1, 22, 0, tzinfo=UTC)
    assert legal_day(ended - timedelta(microseconds=1)) == date(2024, 7, 1)
    assert legal_day(ended) == date(2024, 7, 2)


def test_a_time_limit_does_not_count_its_first_day() -> None:
    assert last_day_within(date(2024, 3, 1), 14) == date(2024, 3, 15)
    assert last_day_within(date(2024, 2, 20), 14) == date(2024, 3, 5)
    assert last_day_within(date(2024, 3, 1), 0) == date(2024, 3, 1)


def test_the_following_year_ends_on_31_december() -> None:
    assert last_day_of_following_year(date(2024, 1, 1)) == date(2025, 12, 31)
    assert last_day_of_following_year(date(2024, 12, 31)) == date(2025, 12, 31)


DATED = (Dated(date(2016, 4, 1), 40), Dated(date(2019, 12, 1), 30), Dated(date(2026, 1, 1), 20))


@pytest.mark.parametrize(
    ("day", "value"),
    [
        (date(2016, 3, 31), None),
        (date(2016, 4, 1), 40),
        (date(2019, 11, 30), 40),
        (date(2019, 12, 1), 30),
        (date(2025, 12, 31), 30),
        (date(2026, 1, 1), 20),
        (date(2099, 1, 1), 20),
    ],
)
def test_a_value_holds_from_its_first_day(day: date, value: int | None) -> None:
    assert value_on(DATED, day) == value
    assert first_days(DATED) == {date(2016, 4, 1), date(2019, 12, 1), date(2026, 1, 1)}
