"""Enterprises from the files of an extract of KBO Open Data, as far as it knows them.

The files are read here by their headers, all columns: the adapter for Open Data reads what a
decision needs, millions of rows at a time, and is not needed for a dozen enterprises.

Open Data has no history. The days from and to which a NACE code holds are those of its version:
that of 2003 ended with 2007, that of 2008 with 2024 where the enterprise has one of 2025.

Source: KBO Open Data cookbook R018.00.
"""

import csv
from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Final, TypeAlias

from portefeuille.adapters.magda.simulator.enterprises import (
    ESTABLISHMENT,
    SEAT,
    Activity,
    Address,
    Coded,
    Enterprise,
    Establishment,
    Name,
    Period,
)

LANGUAGES: Final = {"1": "fr", "2": "nl", "3": "de", "4": "en"}
KINDS: Final = {"REGO": SEAT, "BAET": ESTABLISHMENT}
FROM: Final = {"2003": date.min, "2008": date(2008, 1, 1), "2025": date(2025, 1, 1)}
UNTIL: Final = {"2003": date(2007, 12, 31), "2008": date(2024, 12, 31)}

Row: TypeAlias = Mapping[str, str]
Rows: TypeAlias = Mapping[str, list[Row]]
"""The rows of a file by the number of the enterprise or establishment that they are about."""


def read_open_data(extract: Path) -> dict[str, Enterprise]:
    """The enterprises of a full extract in a folder, by number; KeyError where a column lacks."""
    files = {
        name: _rows(extract / f"{name}.csv", key)
        for name, key in (
            ("denomination", "EntityNumber"),
            ("address", "EntityNumber"),
            ("activity", "EntityNumber"),
            ("establishment", "EnterpriseNumber"),
        )
    }
    enterprises = _rows(extract / "enterprise.csv", "EnterpriseNumber")
    return {number: _enterprise(number, row, files) for number, (row,) in enterprises.items()}


def _rows(file: Path, key: str) -> Rows:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    with file.open(encoding="utf-8", newline="") as opened:
        for row in csv.DictReader(opened):
            found[_number(row[key])].append(row)
    return found


def _number(written: str) -> str:
    return written.replace(".", "")


def _day(written: str) -> date:
    return datetime.strptime(written, "%d-%m-%Y").date()  # noqa: DTZ007 - a day has no zone


def _enterprise(number: str, row: Row, files: Mapping[str, Rows]) -> Enterprise:
    start = _day(row["StartDate"])
    since = Period(start)
    return Enterprise(
        number=number,
        kind=row["TypeOfEnterprise"] or None,
        status=row["Status"],
        start=start,
        names=_names(files["denomination"][number], start),
        seats=_addresses(files["address"][number], start),
        forms=(Coded(row["JuridicalForm"], since),) if row["JuridicalForm"] else (),
        situations=(Coded(row["JuridicalSituation"], since),),
        establishments=tuple(_establishment(one, files) for one in files["establishment"][number]),
        activities=_activities(files["activity"][number], start),
        qualities=(),
        stopped=None,
        relations=(),
        employment=None,
        accounts=(),
    )


def _establishment(row: Row, files: Mapping[str, Rows]) -> Establishment:
    number, start = _number(row["EstablishmentNumber"]), _day(row["StartDate"])
    return Establishment(
        number=number,
        period=Period(start),
        names=_names(files["denomination"][number], start),
        addresses=_addresses(files["address"][number], start),
    )


def _names(rows: list[Row], start: date) -> tuple[Name, ...]:
    """A name whose language is not known (0) is told as Dutch: an answer needs one."""
    return tuple(
        Name(
            text=row["Denomination"],
            language=LANGUAGES.get(row["Language"], "nl"),
            kind=row["TypeOfDenomination"],
            period=Period(start),
        )
        for row in rows
    )


def _addresses(rows: list[Row], start: date) -> tuple[Address, ...]:
    return tuple(
        Address(
            kind=KINDS[row["TypeOfAddress"]],
            street=row["StreetNL"] or None,
            house_number=row["HouseNumber"] or None,
            box=row["Box"] or None,
            postcode=row["Zipcode"] or None,
            municipality=row["MunicipalityNL"] or None,
            nis=None,
            country=row["CountryNL"] or None,
            begin=start,
            struck_off=_day(row["DateStrikingOff"]) if row["DateStrikingOff"] else None,
        )
        for row in rows
    )


def _activities(rows: list[Row], start: date) -> tuple[Activity, ...]:
    versions = {row["NaceVersion"] for row in rows}

    def period(version: str) -> Period:
        ended = any(other > version for other in versions)
        return Period(max(start, FROM[version]), UNTIL.get(version) if ended else None)

    return tuple(
        Activity(
            group=row["ActivityGroup"],
            version=row["NaceVersion"],
            code=row["NaceCode"],
            kind="P" if row["Classification"] == "MAIN" else "S",
            period=period(row["NaceVersion"]),
        )
        for row in rows
    )
