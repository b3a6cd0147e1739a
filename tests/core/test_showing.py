"""Amounts, shares, days and periods as people read them, in Dutch and in English."""

from datetime import date
from typing import Literal

import pytest

from portefeuille.core.show import (
    show,
    show_amount,
    show_count,
    show_day,
    show_days,
    show_euro,
    show_points,
    show_share,
)


def spaced(text: str) -> str:
    """The text with ordinary spaces where it holds no-break ones."""
    assert " " not in text, "number and unit, day and month are never torn apart"
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("count", "shown"),
    [(0, "0"), (999, "999"), (1_000, "1.000"), (1_234_567, "1.234.567")],
)
def test_thousands_are_parted_by_dots(count: int, shown: str) -> None:
    assert show_count(count) == shown


@pytest.mark.parametrize(
    ("cents", "shown"),
    [
        (0, "0,00"),
        (1, "0,01"),
        (99, "0,99"),
        (100, "1,00"),
        (101, "1,01"),
        (10_050, "100,50"),
        (123_456, "1.234,56"),
        (-1, "-0,01"),
        (-123_456, "-1.234,56"),
    ],
)
def test_an_amount_has_a_comma_before_its_cents(cents: int, shown: str) -> None:
    assert show_amount(cents) == shown
    assert spaced(show_euro(cents)) == f"€ {shown}"


@pytest.mark.parametrize(
    ("points", "shown"),
    [(0, "0%"), (3_000, "30%"), (3_005, "30,05%"), (1_438, "14,38%"), (2_550, "25,5%"),
     (10_000, "100%"), (1, "0,01%")],
)  # fmt: skip
def test_a_share_is_a_percentage_without_needless_zeros(points: int, shown: str) -> None:
    assert show_share(points) == shown


def test_points_are_no_per_cents() -> None:
    assert spaced(show_points(1_500, "nl")) == "15 procentpunten"
    assert show_points(1_550, "en") == "15,5\u00a0percentage points"


MONTHS = {
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "en": "January February March April May June July August September October November December",
}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_month_has_its_name(language: Literal["nl", "en"]) -> None:
    for number, name in enumerate(MONTHS[language].split(), start=1):
        assert spaced(show_day(date(2024, number, 9), language)) == f"9 {name} 2024"


@pytest.mark.parametrize(
    ("days", "nl", "en"),
    [(0, "0 dagen", "0 days"), (1, "1 dag", "1 day"), (-1, "-1 dag", "-1 day"),
     (2, "2 dagen", "2 days"), (-14, "-14 dagen", "-14 days")],
)  # fmt: skip
def test_one_day_is_no_days(days: int, nl: str, en: str) -> None:
    assert (spaced(show_days(days, "nl")), spaced(show_days(days, "en"))) == (nl, en)


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        ("1000.00", "euro", "€ 1.000,00"),
        ("0.45", "share", "45%"),
        ("0.15", "points", "15 procentpunten"),
        ("2024-03-15", "day", "15 maart 2024"),
        ("14 days", "days", "14 dagen"),
        ("1 day", "days", "1 dag"),
        ("DV.O999001", "word", "DV.O999001"),
    ],
)
def test_a_value_is_shown_in_the_unit_of_its_rule(value: str, unit: str, shown: str) -> None:
    assert spaced(show(value, unit, "nl")) == shown


@pytest.mark.parametrize(
    ("period", "shown"),
    [
        ("2015-01-01 to 2034-12-31", "1\u00a0January\u00a02015 - 31\u00a0December\u00a02034"),
        ("... to 2024-03-15", "... - 15\u00a0March\u00a02024"),
        ("2024-03-15 to ...", "15\u00a0March\u00a02024 - ..."),
    ],
)
def test_a_period_may_be_open_at_either_end(period: str, shown: str) -> None:
    assert show(period, "period", "en") == shown
