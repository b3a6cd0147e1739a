"""The purpose log as a file: masked, or with numbers and names for an authority that needs them.

Masked: enterprises of natural persons and all people by a pseudonym of this file alone; of the
moment only the day, and nothing by which MAGDA or another file knows a line; the lines of a day
in no order. Nothing but the lines of a day is held in memory for that.
"""

import csv
import secrets
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby, islice
from typing import Any, Final

from portefeuille.core.masking import KEY_BYTES, Mask
from portefeuille.core.periods import BRUSSELS
from portefeuille.figures.formats.as_csv import guarded
from portefeuille.register.queries import Call, legal_persons
from portefeuille.web.office.words import names_of

IN_ONE_GO: Final = 500

COLUMNS: Final = (
    "at", "number", "service", "version", "who", "name", "why", "answer", "codes", "attempts",
    "milliseconds", "reference",
)  # fmt: skip

MARKS: Final = ("name", "milliseconds", "reference")
"""Left empty where lines are masked."""

Cells = dict[str, Any]


def with_numbers_and_names(found: Iterable[Call]) -> Iterator[str]:
    """Lines of CSV with all there is."""
    return _written(_told(found))


def masked(found: Iterable[Call]) -> Iterator[str]:
    """Lines of CSV that name no natural person; its pseudonyms are worth nothing elsewhere."""
    return _written(_masked(found, Mask(secrets.token_bytes(KEY_BYTES))))


def _told(found: Iterable[Call]) -> Iterator[Cells]:
    for batch in _batches(found):
        names = names_of(call.who for call in batch)
        for call in batch:
            at = call.at.astimezone(BRUSSELS).isoformat(timespec="seconds")
            yield {**_cells(call), "at": at, "name": str(names[call.who])}


def _masked(found: Iterable[Call], mask: Mask) -> Iterator[Cells]:
    for day, lines in groupby(found, key=_day):
        shuffled = sorted(lines, key=lambda call: mask.pseudonym("line", str(call.pk)))
        for batch in _batches(shuffled):
            legal = legal_persons([call.number for call in batch])
            for call in batch:
                person = call.who.startswith("person:")
                yield {
                    **_cells(call),
                    **dict.fromkeys(MARKS, ""),
                    "at": day.isoformat(),
                    "number": call.number
                    if call.number in legal
                    else mask.pseudonym("enterprise", call.number),
                    "who": mask.pseudonym("person", call.who) if person else call.who,
                }


def _day(call: Call) -> date:
    return call.at.astimezone(BRUSSELS).date()


def _cells(call: Call) -> Cells:
    return {name: getattr(call, name, "") for name in COLUMNS}


def _batches(found: Iterable[Call]) -> Iterator[list[Call]]:
    rest = iter(found)
    while batch := list(islice(rest, IN_ONE_GO)):
        yield batch


class _Echo:
    """A file whose `write` gives the line back."""

    def write(self, line: str) -> str:
        return line


def _written(lines: Iterable[Cells]) -> Iterator[str]:
    """Lines of CSV; a text that a spreadsheet would take for a formula is guarded."""
    writer = csv.writer(_Echo())
    yield writer.writerow(COLUMNS)
    rest = iter(lines)
    while batch := list(islice(rest, IN_ONE_GO)):
        yield "".join(writer.writerow([_guarded(line[name]) for name in COLUMNS]) for line in batch)


def _guarded(cell: Any) -> Any:
    return guarded(cell) if isinstance(cell, str) else cell
