"""The mutation file of VKBO, read as triggers: this enterprise changed, so ask again.

A file is delivered from Tuesday to Saturday: UTF-8, semicolons, every field in double quotes, no
header, 89 columns. An empty file is normal: nothing changed. Only three columns are read; the
others may hold persons, and a fresh look-up tells all of it better.

Source: the public documentation of PubliceerOndernemingVKBO 02.00; columns as the organisation
registry of Flanders reads them.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO, Final

from portefeuille.adapters.magda.errors import MagdaError

COLUMNS: Final = 89
LONGEST_LINE: Final = 1024 * 1024
"""Bytes; a real line has some hundreds."""

_MODIFIED_ON, _NUMBER, _STATUS = 0, 1, 13

_NAME: Final = re.compile(
    r"(?:Pub_PubliceerOndernemingVKBO_|pub_mut-ondernemingVKBO0200_)[0-9]+\.csv", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Trigger:
    """Something changed for this number. `status` as it is now: AC, ST, BK, ...; None if untold."""

    number: str
    modified_on: date
    status: str | None


class MutationError(MagdaError):
    """A line that is not what VKBO writes; `line` is its number in the file, from 1."""

    def __init__(self, file: str, line: int, expected: str, found: str) -> None:
        super().__init__(f"{file}, line {line}: expected {expected}, found {found}")
        self.file, self.line = file, line


def is_mutation_file(name: str) -> bool:
    """Whether a file of this name holds mutations of enterprises; other files lie beside them."""
    return _NAME.fullmatch(name) is not None


def read_triggers(file: BinaryIO, name: str) -> Iterator[Trigger]:
    """The triggers, one a line, in the order of the file; nothing is kept in memory.

    MutationError at the first line that is wrong, after the triggers before it.
    """
    reader = csv.reader(_lines(file, name), delimiter=";", strict=True)
    try:
        for fields in reader:
            yield _trigger(name, reader.line_num, fields)
    except csv.Error as error:
        expected = "fields in double quotes, separated by semicolons"
        raise MutationError(name, max(reader.line_num, 1), expected, str(error)) from None


def _lines(file: BinaryIO, name: str) -> Iterator[str]:
    """The lines as text, one at a time, so that a wrong byte is found in its own line."""
    number = 0
    while line := file.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) > LONGEST_LINE:
            raise MutationError(name, number, f"at most {LONGEST_LINE} bytes", "a longer line")
        try:
            yield line.decode("utf-8")
        except UnicodeDecodeError as error:
            found = f"bytes that are not ({error.reason})"
            raise MutationError(name, number, "text in UTF-8", found) from None


def _trigger(file: str, line: int, fields: list[str]) -> Trigger:
    if len(fields) != COLUMNS:
        raise MutationError(file, line, f"{COLUMNS} fields", f"{len(fields)}")
    number, modified_on = fields[_NUMBER].strip(), fields[_MODIFIED_ON].strip()
    if not re.fullmatch("[0-9]{10}", number):
        raise MutationError(file, line, "a number of ten digits", repr(number[:40]))
    try:
        if not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", modified_on):
            raise ValueError
        day = date.fromisoformat(modified_on)
    except ValueError:
        raise MutationError(file, line, "a date yyyy-mm-dd", repr(modified_on[:40])) from None
    return Trigger(number, day, fields[_STATUS].strip() or None)
