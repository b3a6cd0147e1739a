"""Numbers people type: every way of writing one is read, every other is told what is wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portefeuille.core.numbers import (
    NumberError,
    format_enterprise_number,
    format_establishment_number,
    parse_enterprise_number,
    parse_establishment_number,
)


def with_check_digits(base: int) -> str:
    return f"{base:08d}{97 - base % 97:02d}"


@pytest.mark.parametrize(
    "text",
    ["0456.123.791", "BE 0456 123 791", "be0456123791", "456123791", "0456-123-791", "456.123.791"],
)
def test_an_enterprise_number_is_read_however_it_is_written(text: str) -> None:
    assert parse_enterprise_number(text) == "0456123791"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "digits"),
        ("0456.123.79x", "digits"),
        ("٠٤٥٦١٢٣٧٩١", "digits"),
        ("0456.123.7911", "length"),
        ("123", "length"),
        ("0456.123.792", "checksum"),
        ("2190.171.611", "prefix"),
    ],
)
def test_what_is_no_enterprise_number_is_told_why(text: str, code: str) -> None:
    with pytest.raises(NumberError) as error:
        parse_enterprise_number(text)
    assert error.value.code == code
    assert error.value.why
    assert error.value.expected


def test_what_is_wrong_with_a_number_is_one_sentence() -> None:
    with pytest.raises(NumberError, match="'123' does not have ten digits; expected a number such"):
        parse_enterprise_number("123")


@given(st.integers(2_000_000, 19_999_999))
def test_a_valid_number_survives_being_written_out_and_read_again(base: int) -> None:
    number = with_check_digits(base)
    assert parse_enterprise_number(format_enterprise_number(number)) == number
    assert parse_enterprise_number(number) == number


@given(st.integers(2_000_000, 19_999_999), st.integers(0, 9), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(base: int, place: int, shift: int) -> None:
    number = with_check_digits(base)
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    with pytest.raises(NumberError):
        parse_enterprise_number(wrong)


@given(st.text(max_size=20))
def test_any_text_gives_ten_digits_or_a_number_error(text: str) -> None:
    try:
        number = parse_enterprise_number(text)
    except NumberError:
        return
    assert len(number) == 10
    assert number.isascii()
    assert number.isdigit()


def test_an_enterprise_number_is_written_with_dots() -> None:
    assert format_enterprise_number("0456123791") == "0456.123.791"


@pytest.mark.parametrize("text", ["2.999.000.171", "2999000171", " 2999 000 171", "2999-000-171"])
def test_an_establishment_number_is_read_however_it_is_written(text: str) -> None:
    assert parse_establishment_number(text) == "2999000171"
    assert format_establishment_number("2999000171") == "2.999.000.171"


@pytest.mark.parametrize("first", "2345678")
def test_an_establishment_number_begins_with_two_to_eight(first: str) -> None:
    number = with_check_digits(int(f"{first}0000001"))
    assert parse_establishment_number(number) == number


@pytest.mark.parametrize(
    ("text", "code", "why"),
    [
        ("", "digits", "'' holds something other than digits"),
        ("2.999.000.17", "length", "'2.999.000.17' does not have ten digits"),
        ("29990001711", "length", "'29990001711' does not have ten digits"),
        ("1999900171", "prefix", "'1999900171' starts with 1"),
        ("9999000171", "prefix", "'9999000171' starts with 9"),
        ("2999000172", "checksum", "'2999000172' is not an existing number"),
    ],
    ids=["empty", "short", "long", "one", "nine", "checksum"],
)
def test_what_is_no_establishment_number_is_told_why(text: str, code: str, why: str) -> None:
    with pytest.raises(NumberError) as error:
        parse_establishment_number(text)
    assert error.value.code == code
    assert error.value.why.startswith(why)
    form = "a number such as 2.999.000.123 (ten digits, the first from 2 to 8)"
    known = "the number as it stands in the KBO"
    assert error.value.expected == (known if code == "checksum" else form)
