"""Awards as a file for the central register, and the same file read back once it is reported.

No format or interface of the register was found, so the columns are those that the regulation
asks for. What we do not know stays empty: the NUTS region (no table of postcodes was found), and
the authority where the operator does not name it.

Source: Regulation (EU) 2023/2831, article 6 (beneficiary, amount, day of granting, authority,
instrument, sector by NACE).
"""

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import IO, Any, Final

import xlsxwriter

from portefeuille.aid.queries import INSTRUMENT, Award
from portefeuille.aid.services import AwardReported
from portefeuille.core.money import format_euro, parse_euro

Row = Mapping[str, Any]

COLUMNS: Final = (
    *("beneficiary_number", "beneficiary_name", "amount", "withdrawn", "granted_on", "regime"),
    *("nace_version", "nace_code", "postcode", "nuts", "authority", "scheme", "theme"),
    *("instrument", "reference", "version", "report_by", "application_id", "decision_id"),
    *("earlier_reference", "reported_on", "register_reference"),
)
"""Every column. The last two are filled in by who reported, before the file is read back; they
are empty for an award that is another than was reported, whose `earlier_reference` then stands.
"""

_AMOUNTS: Final = ("amount", "withdrawn")
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_KEY: Final = re.compile(r"[0-9]{1,18}")
MAX_REFERENCE: Final = 60
UNKNOWN: Final = "unknown"


class ReportError(ValueError):
    """A file of what was reported that cannot be read: line, why, and what was expected."""

    def __init__(self, line: int, why: str, expected: str) -> None:
        super().__init__(f"line {line}: {why}; expected {expected}")


def row_of(award: Award, authority: str) -> dict[str, Any]:
    """An award by column: amounts in contract form, days in ISO form, None where not known."""
    done = award.is_reported
    return {
        "beneficiary_number": award.number,
        "beneficiary_name": award.name,
        "amount": None if award.amount is None else format_euro(award.amount),
        "withdrawn": format_euro(award.withdrawn),
        "granted_on": award.granted_on.isoformat(),
        "regime": award.regime or UNKNOWN,
        "nace_version": award.nace_version,
        "nace_code": award.nace_code,
        "postcode": award.postcode,
        "nuts": None,
        "authority": authority or None,
        "scheme": award.scheme,
        "theme": award.theme,
        "instrument": INSTRUMENT,
        "reference": award.reference,
        "version": award.version,
        "report_by": None if award.report_by is None else award.report_by.isoformat(),
        "application_id": award.application_id,
        "decision_id": award.decision_id,
        "earlier_reference": None if done else award.register_reference or None,
        "reported_on": award.reported_on.isoformat() if done and award.reported_on else None,
        "register_reference": award.register_reference if done else None,
    }


def as_csv(rows: Iterable[Row]) -> Iterator[str]:
    """Lines of CSV (RFC 4180), one at a time; no text that a spreadsheet takes for a formula."""
    writer = csv.writer(_Echo())
    yield writer.writerow(COLUMNS)
    for row in rows:
        yield writer.writerow([_guarded(row[name]) for name in COLUMNS])


def as_json(rows: Iterable[Row]) -> Iterator[str]:
    """A JSON array, an award on each line."""
    before = "["
    for row in rows:
        yield f"{before}\n{json.dumps(dict(row), ensure_ascii=False)}"
        before = ","
    yield "[]\n" if before == "[" else "\n]\n"


def write_xlsx(rows: Iterable[Row], out: IO[bytes]) -> None:
    """A sheet of which no more than a row is held in memory; amounts are numbers."""
    with xlsxwriter.Workbook(out, {"constant_memory": True}) as book:
        sheet, money = book.add_worksheet("Awards"), book.add_format({"num_format": "#,##0.00"})
        for column, name in enumerate(COLUMNS):
            sheet.write_string(0, column, name)
        for line, row in enumerate(rows, start=1):
            for column, name in enumerate(COLUMNS):
                value = row[name]
                if value is not None and name in _AMOUNTS:
                    sheet.write_number(line, column, Decimal(value), money)
                elif value is not None:
                    sheet.write_string(line, column, str(value))


def read_reported(lines: Iterable[str]) -> list[AwardReported]:
    """What was reported, of an exported CSV whose last two columns were filled in.

    Rows in which both are empty are left out. ReportError names the line that is wrong.
    """
    reader = csv.DictReader(lines, restval="")
    try:
        missing = set(COLUMNS) - set(reader.fieldnames or ())
        if missing:
            why = f"{', '.join(sorted(missing))} is missing"
            raise ReportError(1, why, "the columns of an export")
        return [
            _reported(row, reader.line_num)
            for row in reader
            if row["reported_on"] or row["register_reference"]
        ]
    except csv.Error as error:
        raise ReportError(reader.line_num, str(error), "lines of CSV") from None


def _reported(row: Mapping[str, str], line: int) -> AwardReported:
    reference = row["register_reference"]
    if not row["reported_on"] or not reference:
        raise ReportError(line, "half of it is filled in", "reported_on and register_reference")
    if len(reference) > MAX_REFERENCE or not reference.isprintable():
        raise ReportError(line, "the reference cannot be kept", f"at most {MAX_REFERENCE} signs")
    try:
        return AwardReported(
            application_id=_key(row["application_id"]),
            decision_id=_key(row["decision_id"]),
            amount=parse_euro(row["amount"] or "0.00"),
            withdrawn=parse_euro(row["withdrawn"]),
            reported_on=date.fromisoformat(row["reported_on"]),
            reference=reference,
        )
    except ValueError as error:
        raise ReportError(line, str(error), "the values of the export and an ISO day") from None


def _key(text: str) -> int:
    if not _KEY.fullmatch(text):
        raise ValueError(f"{text[:20]!r} is no number of ours")
    return int(text)


class _Echo:
    """A file whose `write` gives the line back."""

    def write(self, line: str) -> str:
        return line


def _guarded(value: Any) -> Any:
    guarded = isinstance(value, str) and value.startswith(_FORMULA)
    return f"'{value}" if guarded else value
