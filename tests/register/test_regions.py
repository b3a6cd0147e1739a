"""The region of a postcode, at both edges of every range."""

import pytest

from portefeuille.register.regions import province_of, ranges_of, region_of


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


def test_ranges_of_regions_are_every_postcode_once_and_provinces_lie_in_them() -> None:
    regions = ("flanders", "brussels", "wallonia")
    ranges = sorted(one for region in regions for one in ranges_of(region))
    found = [code for first, last in ranges for code in range(int(first), int(last) + 1)]
    assert found == list(range(1000, 10_000))
    for region in regions:
        assert {region_of(code) for one in ranges_of(region) for code in one} == {region}
    assert [province_of(code) for code in ("3500", "8999", "0999", None)] == [
        "limburg",
        "west-flanders",
        None,
        None,
    ]
