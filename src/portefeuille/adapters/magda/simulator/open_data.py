"""Enterprises from an extract of KBO Open Data, as far as it knows them.

Open Data has no history. The days from and to which a NACE code holds are those of its version:
that of 2003 ended with 2007, that of 2008 with 2024 where the enterprise has one of 2025.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final, TypeAlias

from portefeuille.adapters.kbo import TABLES, read_meta, read_rows
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

Row: TypeAlias = Mapping[str, Any]
Rows: TypeAlias = Mapping[str, list[Row]]


def read_open_data(extract: Path) -> dict[str, Enterprise]:
    """The enterprises of a full extract, by number; KboError where it is wrong."""
    kind = read_meta(extract).kind
    rows: dict[str, dict[str, list[Row]]] = {}
    for table in TABLES:
        by = "enterprise_number" if table.name == "establishment" else table.key.name
        rows[table.name] = defaultdict(list)
        for values in read_rows(extract, table, kind):
            row = dict(zip([column.name for column in table.columns], values, strict=True))
            rows[table.name][str(row[by])].append(row)
    return {
        number: _enterprise(row, {name: found[number] for name, found in rows.items()}, rows)
        for number, (row,) in rows["enterprise"].items()
    }


def _enterprise(row: Row, own: Rows, rows: Mapping[str, Rows]) -> Enterprise:
    start: date = row["start_date"]
    since = Period(start)
    return Enterprise(
        number=row["enterprise_number"],
        kind=row["type_of_enterprise"],
        status=row["status"],
        start=start,
        names=_names(own["denomination"], start),
        seats=_addresses(own["address"], start),
        forms=_coded(row["juridical_form"], since),
        situations=_coded(row["juridical_situation"], since),
        establishments=tuple(_establishment(one, rows) for one in own["establishment"]),
        activities=_activities(own["activity"], start),
        qualities=(),
        stopped=None,
        relations=(),
        employment=None,
        accounts=(),
    )


def _establishment(row: Row, rows: Mapping[str, Rows]) -> Establishment:
    number, start = row["establishment_number"], row["start_date"]
    return Establishment(
        number=number,
        period=Period(start),
        names=_names(rows["denomination"][number], start),
        addresses=_addresses(rows["address"][number], start),
        activities=_activities(rows["activity"][number], start),
    )


def _coded(code: str | None, period: Period) -> tuple[Coded, ...]:
    return () if code is None else (Coded(code, period),)


def _names(rows: list[Row], start: date) -> tuple[Name, ...]:
    """A name whose language is not known (0) is told as Dutch: an answer needs one."""
    return tuple(
        Name(
            text=row["denomination"],
            language=LANGUAGES.get(row["language"], "nl"),
            kind=row["type_of_denomination"],
            period=Period(start),
        )
        for row in rows
    )


def _addresses(rows: list[Row], start: date) -> tuple[Address, ...]:
    return tuple(
        Address(
            kind=KINDS[row["type_of_address"]],
            street=row["street_nl"],
            house_number=row["house_number"],
            box=row["box"],
            postcode=row["zipcode"],
            municipality=row["municipality_nl"],
            nis=None,
            country=row["country_nl"],
            begin=start,
            struck_off=row["date_striking_off"],
        )
        for row in rows
    )


def _activities(rows: list[Row], start: date) -> tuple[Activity, ...]:
    versions = {row["nace_version"] for row in rows}

    def period(version: str) -> Period:
        ended = any(other > version for other in versions)
        return Period(max(start, FROM[version]), UNTIL.get(version) if ended else None)

    return tuple(
        Activity(
            group=row["activity_group"],
            version=row["nace_version"],
            code=row["nace_code"],
            kind="P" if row["classification"] == "MAIN" else "S",
            period=period(row["nace_version"]),
        )
        for row in rows
    )
