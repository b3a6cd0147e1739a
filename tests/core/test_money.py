"""Amounts are whole cents, read strictly and rounded half up, once."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from portefeuille.core.money import (
    WHOLE,
    format_euro,
    format_share,
    parse_euro,
    parse_share,
    share_of,
)

AMOUNTS = st.integers(0, 10**14 - 1)
RATES = st.integers(0, WHOLE)


@given(AMOUNTS, RATES)
@example(10005, 3000)
@example(10010, 4500)
def test_a_share_is_rounded_half_up_like_decimal(amount: int, rate: int) -> None:
    exact = Decimal(amount) * Decimal(rate) / WHOLE
    assert share_of(amount, rate) == int(exact.quantize(Decimal(1), ROUND_HALF_UP))


@given(AMOUNTS, AMOUNTS, RATES)
def test_a_share_is_never_more_than_the_amount_and_grows_with_it(
    one: int, other: int, rate: int
) -> None:
    less, more = sorted((one, other))
    assert 0 <= share_of(less, rate) <= share_of(more, rate) <= more


@given(AMOUNTS)
def test_an_amount_survives_being_written_and_read(amount: int) -> None:
    assert parse_euro(format_euro(amount)) == amount


@given(RATES)
def test_a_share_survives_being_written_and_read(points: int) -> None:
    assert parse_share(format_share(points)) == points


@pytest.mark.parametrize(
    ("points", "written"),
    [(0, "0.00"), (5, "0.0005"), (1438, "0.1438"), (1450, "0.145"), (4500, "0.45"),
     (5000, "0.50"), (10_000, "1.00")],
)  # fmt: skip
def test_a_share_is_written_with_at_least_two_decimals(points: int, written: str) -> None:
    assert format_share(points) == written


@given(st.text(alphabet="0123456789.,-+e _٠١২３", max_size=16))
def test_any_text_is_an_amount_in_its_one_form_or_refused(text: str) -> None:
    try:
        amount = parse_euro(text)
    except ValueError:
        return
    assert text.isascii()
    assert Decimal(amount) / 100 == Decimal(text)


@given(st.text(alphabet="0123456789.,-+e _٠١２３", max_size=8))
def test_any_text_is_a_share_of_at_most_the_whole_or_refused(text: str) -> None:
    try:
        points = parse_share(text)
    except ValueError:
        return
    assert text.isascii()
    assert Decimal(points) / WHOLE == Decimal(text) <= 1


@pytest.mark.parametrize(
    "text",
    ["1000", "1000.0", "1000.000", "1,234.56", "1.234,56", "-1.00", "+1.00", " 1.00", "1e3", "",
     "1000.00\n", "٠.٠٠", "1234567890123.00"],
)  # fmt: skip
def test_an_amount_in_any_other_form_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not an amount such as"):
        parse_euro(text)


def test_a_share_that_is_none_is_refused_with_why() -> None:
    with pytest.raises(ValueError, match=r"'30%' is not a share such as 0\.25"):
        parse_share("30%")
    with pytest.raises(ValueError, match=r"'1\.01' is more than the whole"):
        parse_share("1.01")


def test_an_amount_below_zero_is_written_with_its_sign() -> None:
    assert [format_euro(cents) for cents in (-1, -100, -12345)] == ["-0.01", "-1.00", "-123.45"]
