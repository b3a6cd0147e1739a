"""Registration numbers: written in many ways, kept in one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portefeuille.core.numbers import NumberError
from portefeuille.providers.numbers import parse_registration_number, service_of


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("DV.O215588", "DV.O215588"),
        ("DV O215588", "DV.O215588"),
        ("DVO242439", "DV.O242439"),
        ("DV.0215588", "DV.O215588"),
        ("DV.A104813", "DV.A104813"),
        ("  dv.a 104 813 ", "DV.A104813"),
        ("DV-O-101579", "DV.O101579"),
        ("DV.O000000", "DV.O000000"),
    ],
)
def test_a_registration_number_is_read_however_it_is_written(text: str, number: str) -> None:
    assert parse_registration_number(text) == number


@pytest.mark.parametrize(
    ("text", "code", "why"),
    [
        ("", "prefix", "'' does not start with DV.O or DV.A"),
        ("DV.", "prefix", "'DV.' does not start with DV.O or DV.A"),
        ("DV.B215588", "prefix", "'DV.B215588' does not start with DV.O or DV.A"),
        ("O215588", "prefix", "'O215588' does not start with DV.O or DV.A"),
        ("DV.O21558", "length", "'DV.O21558' has 5 digits, not six"),
        ("DV.O2155881", "length", "'DV.O2155881' has 7 digits, not six"),
        ("DV.O21558O", "digits", "'DV.O21558O' ends in something other than digits"),
        ("DV.O٢١٥٥٨٨", "digits", "'DV.O٢١٥٥٨٨' ends in something other than digits"),
    ],
)
def test_what_is_no_registration_number_is_told_why(text: str, code: str, why: str) -> None:
    with pytest.raises(NumberError) as error:
        parse_registration_number(text)
    assert (error.value.code, error.value.why) == (code, why)
    assert "DV.O101579" in error.value.expected


@given(
    st.sampled_from(["training", "advice"]),
    st.integers(0, 999_999),
    st.sampled_from([".", " ", "", "-", " . "]),
    st.booleans(),
)
def test_every_number_survives_every_way_of_writing_it(
    service: str,
    sequence: int,
    between: str,
    lower: bool,  # noqa: FBT001
) -> None:
    letter = "O" if service == "training" else "A"
    text = f"DV{between}{letter}{sequence:06d}"
    number = parse_registration_number(text.lower() if lower else text)
    assert number == f"DV.{letter}{sequence:06d}"
    assert service_of(number) == service


@given(st.text(alphabet="DVAOdvao0123456789. -/x", max_size=14))
def test_any_text_gives_one_form_or_a_number_error(text: str) -> None:
    try:
        number = parse_registration_number(text)
    except NumberError:
        return
    assert parse_registration_number(number) == number
    assert len(number) == 10
