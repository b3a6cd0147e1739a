"""The tables of an extract, declared once: file, columns and how each field is read.

A full extract holds `<table>.csv`. An update holds `<table>_delete.csv`, the keys of every
entity that went or changed, and `<table>_insert.csv`, all current rows of those that came or
changed: first delete, then insert.

Source: KBO Open Data cookbook R018.00, "Tables" and "Update files".
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeAlias

from portefeuille.adapters.kbo.files import KboError, read_csv
from portefeuille.adapters.kbo.meta import Kind
from portefeuille.adapters.kbo.values import day, number, text

Value: TypeAlias = str | date | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its header in the file, its name in the database, and its reader."""

    header: str
    name: str
    read: Callable[[str], Value]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; its first column is the number by which an update deletes."""

    name: str
    columns: tuple[Column, ...]

    @property
    def key(self) -> Column:
        return self.columns[0]

    def rows_file(self, kind: Kind) -> str:
        """The file that holds its rows, in an extract of this kind."""
        return f"{self.name}.csv" if kind == "full" else f"{self.name}_insert.csv"


TABLES = (
    Table(
        "enterprise",
        (
            Column("EnterpriseNumber", "enterprise_number", number),
            Column("Status", "status", text),
            Column("JuridicalSituation", "juridical_situation", text),
            Column("TypeOfEnterprise", "type_of_enterprise", text),
            Column("JuridicalForm", "juridical_form", text),
            Column("JuridicalFormCAC", "juridical_form_cac", text),
            Column("StartDate", "start_date", day),
        ),
    ),
    Table(
        "establishment",
        (
            Column("EstablishmentNumber", "establishment_number", number),
            Column("StartDate", "start_date", day),
            Column("EnterpriseNumber", "enterprise_number", number),
        ),
    ),
    Table(
        "denomination",
        (
            Column("EntityNumber", "entity_number", number),
            Column("Language", "language", text),
            Column("TypeOfDenomination", "type_of_denomination", text),
            Column("Denomination", "denomination", text),
        ),
    ),
    Table(
        "address",
        (
            Column("EntityNumber", "entity_number", number),
            Column("TypeOfAddress", "type_of_address", text),
            Column("CountryNL", "country_nl", text),
            Column("CountryFR", "country_fr", text),
            Column("Zipcode", "zipcode", text),
            Column("MunicipalityNL", "municipality_nl", text),
            Column("MunicipalityFR", "municipality_fr", text),
            Column("StreetNL", "street_nl", text),
            Column("StreetFR", "street_fr", text),
            Column("HouseNumber", "house_number", text),
            Column("Box", "box", text),
            Column("ExtraAddressInfo", "extra_address_info", text),
            Column("DateStrikingOff", "date_striking_off", day),
        ),
    ),
    Table(
        "activity",
        (
            Column("EntityNumber", "entity_number", number),
            Column("ActivityGroup", "activity_group", text),
            Column("NaceVersion", "nace_version", text),
            Column("NaceCode", "nace_code", text),
            Column("Classification", "classification", text),
        ),
    ),
)


def read_rows(extract: Path, table: Table, kind: Kind) -> Iterator[tuple[Value, ...]]:
    """The rows of a table, in the order of its columns, one at a time."""
    return _read(extract, table.rows_file(kind), table.columns)


def read_deleted(extract: Path, table: Table) -> Iterator[str]:
    """The numbers of which an update deletes every row of this table, one at a time."""
    for (key,) in _read(extract, f"{table.name}_delete.csv", (table.key,)):
        yield str(key)


def _read(extract: Path, file: str, columns: tuple[Column, ...]) -> Iterator[tuple[Value, ...]]:
    readers = [column.read for column in columns]
    for line, fields in read_csv(extract, file, [column.header for column in columns]):
        try:
            yield tuple([read(field) for read, field in zip(readers, fields, strict=True)])
        except ValueError:
            raise _first_wrong_field(file, line, columns, fields) from None


def _first_wrong_field(
    file: str, line: int, columns: tuple[Column, ...], fields: list[str]
) -> KboError:
    """The error of a row that could not be read: looked up only then, to keep the loop quick."""
    for column, field in zip(columns, fields, strict=True):
        try:
            column.read(field)
        except ValueError as error:
            return KboError(file, line, f"{column.header} to be {error}", repr(field))
    raise AssertionError(f"{file}, line {line}: read the second time, not the first")
