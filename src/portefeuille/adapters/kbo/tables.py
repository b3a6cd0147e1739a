"""The tables of an extract, declared once: file, columns and how each field is read.

A full extract holds `<table>.csv`. An update holds `<table>_delete.csv`, the keys of every
entity that went or changed, and `<table>_insert.csv`, all current rows of those that came or
changed: first delete, then insert.

Not every column is kept: of an address, which may be where somebody lives, no more than says in
which region it lies, and not the legal form before its code changed. Every row is: which
activities count (their group, their NACE version) is for the law to say and changes with it, and
rows that were thrown away come back with the next full extract only.

Source: KBO Open Data cookbook R018.00, "Tables" and "Update files".
"""

from collections.abc import Iterable
from dataclasses import dataclass

from portefeuille.adapters.kbo.meta import ExtractKind
from portefeuille.adapters.kbo.values import CODE, DAY, NUMBER, TEXT, Kind


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its header in the file, its kind, its name in the database if it is kept."""

    header: str
    kind: Kind
    name: str | None


@dataclass(frozen=True, slots=True)
class Table:
    """A table; its first column is the number by which an update deletes."""

    name: str
    all_columns: tuple[Column, ...]

    @property
    def plain(self) -> str:
        """Matches a line that stands as the register itself writes a row, and no other."""
        return _line_of([column.kind.plain for column in self.all_columns])

    @property
    def bare(self) -> str | None:
        """Matches a line that needs no more than its quotes and dots removed; None if none can."""
        fields = [column.kind.bare for column in self.all_columns if column.name]
        known = [field for field in fields if field is not None]
        return _line_of(known) if len(known) == len(self.all_columns) else None

    @property
    def header(self) -> list[str]:
        """The header of the file."""
        return [column.header for column in self.all_columns]

    @property
    def columns(self) -> list[Column]:
        """What is kept, in the order of the file."""
        return [column for column in self.all_columns if column.name]

    @property
    def names(self) -> list[str]:
        """The columns in the database."""
        return [column.name for column in self.all_columns if column.name]

    @property
    def key(self) -> Column:
        """The number an update deletes by; it is always kept."""
        return self.all_columns[0]

    def rows_file(self, kind: ExtractKind) -> str:
        """The file that holds its rows, in an extract of this kind."""
        return f"{self.name}.csv" if kind == "full" else f"{self.name}_insert.csv"

    @property
    def deleted_file(self) -> str:
        """The file of an update that holds the numbers it deletes."""
        return f"{self.name}_delete.csv"


def _line_of(fields: Iterable[str]) -> str:
    return "^" + ",".join(fields) + "$"


TABLES = (
    Table(
        "enterprise",
        (
            Column("EnterpriseNumber", NUMBER, "enterprise_number"),
            Column("Status", CODE, "status"),
            Column("JuridicalSituation", CODE, "juridical_situation"),
            Column("TypeOfEnterprise", CODE, "type_of_enterprise"),
            Column("JuridicalForm", CODE, "juridical_form"),
            Column("JuridicalFormCAC", CODE, None),
            Column("StartDate", DAY, "start_date"),
        ),
    ),
    Table(
        "establishment",
        (
            Column("EstablishmentNumber", NUMBER, "establishment_number"),
            Column("StartDate", DAY, "start_date"),
            Column("EnterpriseNumber", NUMBER, "enterprise_number"),
        ),
    ),
    Table(
        "denomination",
        (
            Column("EntityNumber", NUMBER, "entity_number"),
            Column("Language", CODE, "language"),
            Column("TypeOfDenomination", CODE, "type_of_denomination"),
            Column("Denomination", TEXT, "denomination"),
        ),
    ),
    Table(
        "address",
        (
            Column("EntityNumber", NUMBER, "entity_number"),
            Column("TypeOfAddress", CODE, "type_of_address"),
            Column("CountryNL", TEXT, "country_nl"),
            Column("CountryFR", TEXT, None),
            Column("Zipcode", TEXT, "zipcode"),
            Column("MunicipalityNL", TEXT, None),
            Column("MunicipalityFR", TEXT, None),
            Column("StreetNL", TEXT, None),
            Column("StreetFR", TEXT, None),
            Column("HouseNumber", TEXT, None),
            Column("Box", TEXT, None),
            Column("ExtraAddressInfo", TEXT, None),
            Column("DateStrikingOff", DAY, "date_striking_off"),
        ),
    ),
    Table(
        "activity",
        (
            Column("EntityNumber", NUMBER, "entity_number"),
            Column("ActivityGroup", CODE, "activity_group"),
            Column("NaceVersion", CODE, "nace_version"),
            Column("NaceCode", CODE, "nace_code"),
            Column("Classification", CODE, "classification"),
        ),
    ),
)
