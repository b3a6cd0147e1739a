"""The region of a postcode, at both edges of every range."""

import pytest

from portefeuille.register.regions import region_of


@pytest.mark.parametrize(
    ("first", "last", "region"),
    [
        ("1000", "1299", "brussels"),
        ("1300", "1499", "wallonia"),
        ("1500", "3999", "flanders"),
        ("4000", "7999", "wallonia"),
        ("8000", "9999", "flanders"),
    ],
)
def test_a_postcode_lies_in_the_region_of_its_range(first: str, last: str, region: str) -> None:
    assert region_of(first) == region
    assert region_of(last) == region


@pytest.mark.parametrize(
    ("postcode", "region"),
    [
        ("1547", "flanders"),  # Bever, between two provinces of Wallonia
        ("3790", "flanders"),  # Voeren, beyond the province of Liège
        ("7780", "wallonia"),  # Comines, between two parts of West Flanders
        ("8587", "flanders"),  # Spiere-Helkijn
    ],
)
def test_a_municipality_at_the_language_border_is_in_its_own_region(
    postcode: str, region: str
) -> None:
    assert region_of(postcode) == region


@pytest.mark.parametrize(
    "text", [None, "", "0999", "900", "90000", "1012 AB", "L-1000", "１０００"]
)
def test_what_is_no_belgian_postcode_lies_in_no_known_region(text: str | None) -> None:
    assert region_of(text) is None
