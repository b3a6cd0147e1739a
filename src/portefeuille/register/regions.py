"""The region a postcode lies in, by bpost's ranges of the first digits.

Postcodes follow the provinces, and no range crosses a region: 1000-1299 Brussels, 1300-1499
Walloon Brabant, 1500-3999 Flemish Brabant, Antwerp and Limburg, 4000-7999 Liège, Namur, Hainaut
and Luxembourg, 8000-9999 West and East Flanders.

Source: bpost, list of postcodes by province.
"""

_FIRST_POSTCODE_OF = (
    (8000, "flanders"),
    (4000, "wallonia"),
    (1500, "flanders"),
    (1300, "wallonia"),
    (1000, "brussels"),
)


def region_of(postcode: str | None) -> str | None:
    """flanders, brussels or wallonia; None for what is not a Belgian postcode of four digits."""
    if postcode is None or len(postcode) != 4:
        return None
    if not (postcode.isascii() and postcode.isdigit()):
        return None
    return next((region for first, region in _FIRST_POSTCODE_OF if int(postcode) >= first), None)
