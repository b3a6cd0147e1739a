"""Which extract it is: the five variables of meta.csv."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Literal, TypeVar

from portefeuille.adapters.kbo.files import KboError, read_blocks, read_fields
from portefeuille.adapters.kbo.values import day, moment

NAME = "meta.csv"
HEADER = ("Variable", "Value")

T = TypeVar("T")
ExtractKind = Literal["full", "update"]


@dataclass(frozen=True, slots=True)
class Meta:
    """An extract: it shows the register as on `snapshot_date`; numbers follow each other."""

    snapshot_date: date
    extract_timestamp: datetime
    kind: ExtractKind
    number: int
    version: str


def read_meta(extract: Path) -> Meta:
    """The meta of the extract in this folder or zip; KboError where it cannot be read."""
    variables = {
        variable: (line, value)
        for block in read_blocks(extract, NAME, HEADER)
        for line, (variable, value) in read_fields(NAME, block, len(HEADER))
    }

    def variable(name: str, read: Callable[[str], T]) -> T:
        if name not in variables:
            raise KboError(NAME, None, f"a row {name}", ", ".join(variables) or "no rows")
        line, value = variables[name]
        try:
            return read(value)
        except ValueError as error:
            raise KboError(NAME, line, f"{name} to be {error}", repr(value)) from None

    return Meta(
        snapshot_date=variable("SnapshotDate", _needed_day),
        extract_timestamp=variable("ExtractTimestamp", moment),
        kind=variable("ExtractType", _kind),
        number=variable("ExtractNumber", _count),
        version=variable("Version", str),
    )


def _needed_day(field: str) -> date:
    read = day(field)
    if read is None:
        raise ValueError("a date dd-mm-yyyy")
    return read


def _kind(field: str) -> ExtractKind:
    if field == "full":
        return "full"
    if field == "update":
        return "update"
    raise ValueError("full or update")


def _count(field: str) -> int:
    if not (field.isascii() and field.isdigit()):
        raise ValueError("a whole number")
    return int(field)
