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


FORM = 'a number such as 0456.123.791 (ten digits, the first 0 or 1, with or without "BE")'


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("be 12x", "digits", f"'be 12x' holds something other than digits; expected {FORM}"),
        ("123", "length", f"'123' does not have ten digits; expected {FORM}"),
        ("2190171611", "prefix", f"'2190171611' starts with 2; expected {FORM}"),
        ("0000000000", "length", f"'0000000000' is not an enterprise number; expected {FORM}"),
        ("0456123792", "checksum",
         "'0456123792' is not an existing number: its check digits do not fit; expected the number"
         " as it stands in the KBO"),
    ],
    ids=["letters", "short", "two", "zeros", "checksum"],
)  # fmt: skip
def test_what_is_wrong_with_a_number_is_one_sentence(text: str, code: str, said: str) -> None:
    with pytest.raises(NumberError) as error:
        parse_enterprise_number(text)
    assert (error.value.code, str(error.value)) == (code, said)


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
