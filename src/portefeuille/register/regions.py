"""The province and the region a postcode lies in, by bpost's ranges of the first digits.

Postcodes follow the provinces, and no range crosses one.

Source: bpost, list of postcodes by province.
"""

from collections.abc import Iterator
from typing import Final

PROVINCES: Final = (
    (1000, "brussels", "brussels"),
    (1300, "walloon-brabant", "wallonia"),
    (1500, "flemish-brabant", "flanders"),
    (2000, "antwerp", "flanders"),
    (3000, "flemish-brabant", "flanders"),
    (3500, "limburg", "flanders"),
    (4000, "liege", "wallonia"),
    (5000, "namur", "wallonia"),
    (6000, "hainaut", "wallonia"),
    (6600, "luxembourg", "wallonia"),
    (7000, "hainaut", "wallonia"),
    (8000, "west-flanders", "flanders"),
    (9000, "east-flanders", "flanders"),
)
"""The first postcode of every range, its province and its region."""

_END: Final = 10_000


def region_of(postcode: str | None) -> str | None:
    """flanders, brussels or wallonia; None for what is not a Belgian postcode of four digits."""
    found = _range_of(postcode)
    return None if found is None else found[2]


def province_of(postcode: str | None) -> str | None:
    """The province; None for what is not a Belgian postcode of four digits."""
    found = _range_of(postcode)
    return None if found is None else found[1]


def ranges_of(region: str) -> Iterator[tuple[str, str]]:
    """The first and the last postcode of each range of a region, as texts of four digits."""
    ends = (*(first for first, _, _ in PROVINCES[1:]), _END)
    for (first, _, of), end in zip(PROVINCES, ends, strict=True):
        if of == region:
            yield str(first), str(end - 1)


def _range_of(postcode: str | None) -> tuple[int, str, str] | None:
    if postcode is None or len(postcode) != 4:
        return None
    if not (postcode.isascii() and postcode.isdigit()):
        return None
    return next((one for one in reversed(PROVINCES) if int(postcode) >= one[0]), None)
