"""An invented full extract of KBO Open Data: files as the register writes them, at any scale.

Rows by table, quoting, order and the width of fields follow the published extract 140; names and
addresses are made up. The numbers begin at 1800.000.0, far above what was ever issued. The same
scale and seed give the same bytes.

Source: KBO Open Data cookbook R018.00; row counts of extract 140 of 5 October 2025.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Final

import numpy as np
import polars as pl

ROWS: Final = {
    "enterprise": 1_938_239,
    "establishment": 1_672_491,
    "denomination": 3_309_908,
    "address": 2_841_756,
    "activity": 36_306_369,
}
"""Rows of extract 140; the contact details, which nobody loads, are left out."""

HEADERS: Final = {
    "enterprise": "EnterpriseNumber,Status,JuridicalSituation,TypeOfEnterprise,JuridicalForm,"
    "JuridicalFormCAC,StartDate",
    "establishment": "EstablishmentNumber,StartDate,EnterpriseNumber",
    "denomination": "EntityNumber,Language,TypeOfDenomination,Denomination",
    "address": "EntityNumber,TypeOfAddress,CountryNL,CountryFR,Zipcode,MunicipalityNL,"
    "MunicipalityFR,StreetNL,StreetFR,HouseNumber,Box,ExtraAddressInfo,DateStrikingOff",
    "activity": "EntityNumber,ActivityGroup,NaceVersion,NaceCode,Classification",
}
BLOCK: Final = 500_000
"""Rows made at a time, so that making them takes no more memory at a larger scale."""

ENTERPRISES_FROM, ESTABLISHMENTS_FROM = 18_000_000, 21_000_000

_META: Final = """"Variable","Value"
"SnapshotDate","{day}"
"ExtractTimestamp","{day} 07:00:00"
"ExtractType","full"
"ExtractNumber","{number}"
"Version","1.0.0"
"""
_WORDS: Final = (
    "Bakkerij", "Molen", "Studio", "Noord", "Linde", "Zilver", "Werkplaats", "Haven", "Groene",
    "Vlaamse", "Advies", "Techniek", "Kwartier", "Brug", "Sint-Jan", "d'Hondt", "& Zonen", "Été",
)  # fmt: skip
_PLACES: Final = ("Gent", "Antwerpen", "Hasselt", "Brugge", "Liège", "Sint-Jans-Molenbeek")
_STREETS: Final = ("Stationsstraat", "Kerkstraat", "Rue de France", "Kortrijksesteenweg(Gen)")

Make = Callable[[np.random.Generator, pl.DataFrame], pl.DataFrame]


def write_meta(folder: Path, number: int) -> None:
    """Calls what is in the folder the full extract of this number."""
    day = f"{1 + number % 28:02d}-10-2025"
    (folder / "meta.csv").write_text(_META.format(day=day, number=number), "utf-8")


def write_tables(folder: Path, scale: float, seed: int) -> dict[str, int]:
    """Writes the five tables into the folder; the rows of each."""
    random = np.random.default_rng(seed)
    rows = {table: max(2, round(count * scale)) for table, count in ROWS.items()}
    for table, count in rows.items():
        with (folder / f"{table}.csv").open("wb") as file:
            header = ",".join([f'"{name}"' for name in HEADERS[table].split(",")])
            file.write(f"{header}\n".encode())
            for start in range(0, count, BLOCK):
                places = pl.DataFrame({"place": range(start, min(start + BLOCK, count))})
                frame = _MAKERS[table](random, _entities(table, places, rows))
                frame.write_csv(file, include_header=False, quote_style="never")
    return rows


def _entities(table: str, places: pl.DataFrame, rows: dict[str, int]) -> pl.DataFrame:
    """The entity each row is about: rows in order of the numbers, about as many for each."""
    enterprises, establishments = rows["enterprise"], rows["establishment"]
    if table in ("enterprise", "establishment"):
        of = ENTERPRISES_FROM if table == "enterprise" else ESTABLISHMENTS_FROM
        base = pl.col("place") + of
    else:
        entity = pl.col("place") * (enterprises + establishments) // rows[table]
        moved = entity - enterprises + ESTABLISHMENTS_FROM
        base = pl.when(entity < enterprises).then(entity + ENTERPRISES_FROM).otherwise(moved)
    owner = pl.col("place") * enterprises // establishments + ENTERPRISES_FROM
    return places.select(_number(base).alias("number"), _number(owner).alias("owner"))


def _number(base: pl.Expr) -> pl.Expr:
    """The number with its check digits and dots: 1800.000.087, 2.100.000.064."""
    digits = base.cast(pl.String) + (97 - base % 97).cast(pl.String).str.zfill(2)
    enterprise = pl.format(
        '"{}.{}.{}"', digits.str.slice(0, 4), digits.str.slice(4, 3), digits.str.slice(7)
    )
    establishment = pl.format(
        '"{}.{}.{}.{}"',
        digits.str.slice(0, 1),
        digits.str.slice(1, 3),
        digits.str.slice(4, 3),
        digits.str.slice(7),
    )
    return pl.when(base < ESTABLISHMENTS_FROM).then(enterprise).otherwise(establishment)


def _one_of(random: np.random.Generator, frame: pl.DataFrame, words: tuple[str, ...]) -> pl.Series:
    return pl.Series(words).gather(random.integers(0, len(words), frame.height))


def _days(random: np.random.Generator, frame: pl.DataFrame) -> pl.Series:
    day = pl.Series(random.integers(0, 18_000, frame.height) + 2_000).cast(pl.Int32).cast(pl.Date)
    return day.dt.strftime("%d-%m-%Y")


def _enterprise(random: np.random.Generator, frame: pl.DataFrame) -> pl.DataFrame:
    forms = ("610", "014", "017", "706", "612", "")
    form = _one_of(random, frame, forms)
    return frame.with_columns(form=form, day=_days(random, frame)).select(
        pl.when(pl.col("form") == "")
        .then(pl.format('{},"AC","000","1",,,{}', "number", "day"))
        .otherwise(pl.format('{},"AC","000","2","{}",,{}', "number", "form", "day"))
    )


def _establishment(random: np.random.Generator, frame: pl.DataFrame) -> pl.DataFrame:
    return frame.with_columns(day=_days(random, frame)).select(
        pl.format("{},{},{}", "number", "day", "owner")
    )


def _denomination(random: np.random.Generator, frame: pl.DataFrame) -> pl.DataFrame:
    columns = {
        "language": _one_of(random, frame, ("2", "1", "0", "3")),
        "kind": _one_of(random, frame, ("001", "001", "002", "003")),
        "first": _one_of(random, frame, _WORDS),
        "second": _one_of(random, frame, (*_WORDS, '""De Vriend""')),
        "count": pl.Series(random.integers(1, 10_000, frame.height)),
    }
    return frame.with_columns(**columns).select(
        pl.format('{},"{}","{}","{} {} {}"', "number", *columns)
    )


def _address(random: np.random.Generator, frame: pl.DataFrame) -> pl.DataFrame:
    columns = {
        "kind": _one_of(random, frame, ("REGO", "BAET")),
        "postcode": pl.Series(random.integers(1000, 9999, frame.height)),
        "place": _one_of(random, frame, _PLACES),
        "street": _one_of(random, frame, _STREETS),
        "house": pl.Series(random.integers(1, 400, frame.height)),
        "struck": _one_of(random, frame, (*("",) * 30, "01-04-2019")),
    }
    columns = {**columns, "place_fr": columns["place"], "street_fr": columns["street"]}
    return frame.with_columns(**columns).select(
        pl.format(
            '{},"{}",,,"{}","{}","{}","{}","{}","{}","","",{}',
            *("number", "kind", "postcode", "place", "place_fr"),
            *("street", "street_fr", "house", "struck"),
        )
    )


def _activity(random: np.random.Generator, frame: pl.DataFrame) -> pl.DataFrame:
    columns = {
        "group": _one_of(random, frame, ("001", "003", "006")),
        "version": _one_of(random, frame, ("2003", "2008", "2025")),
        "code": pl.Series(random.integers(10_000, 99_999, frame.height)),
        "class": _one_of(random, frame, ("MAIN", "SECO", "SECO")),
    }
    return frame.with_columns(**columns).select(
        pl.format('{},"{}","{}","{}","{}"', "number", *columns)
    )


_MAKERS: Final[dict[str, Make]] = {
    "enterprise": _enterprise,
    "establishment": _establishment,
    "denomination": _denomination,
    "address": _address,
    "activity": _activity,
}
