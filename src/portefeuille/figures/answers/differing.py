"""Two answers beside each other, cell by cell: what changed, from what, to what.

Tables are compared by their place, rows by their first texts and columns by their names, so that a
row that came or went is told as such.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from portefeuille.figures.formats.cells import shown
from portefeuille.figures.tables import Answer, Table
from portefeuille.figures.values import Cell

_NO_TABLE = Table("", (), (), {"nl": "", "en": ""})

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell that is not what it was, in the words of people; empty where it was not there."""

    table: str
    row: str
    column: str
    old: str
    new: str


def differences(old: Answer, new: Answer) -> tuple[Difference, ...]:
    """Every cell that differs between two answers, in the order of the new one."""
    pairs = zip_longest(old.tables, new.tables, fillvalue=_NO_TABLE)
    return tuple(found for before, after in pairs for found in _between(before, after))


def _between(old: Table, new: Table) -> Iterator[Difference]:
    labels = {column.name: column.label["nl"] for column in (*old.columns, *new.columns)}
    before, after = dict(_lines(old)), dict(_lines(new))
    for key in [*after, *(key for key in before if key not in after)]:
        was, now = before.get(key, {}), after.get(key, {})
        for name, label in labels.items():
            texts = was.get(name, ""), now.get(name, "")
            if texts[0] != texts[1]:
                yield Difference(new.title or old.title, " – ".join(key[:-1]), label, *texts)


def _lines(table: Table) -> Iterator[tuple[Key, dict[str, str]]]:
    """Each line by what it is about: its texts, the row it is a part of, and how often before."""
    seen: dict[Key, int] = {}
    above = ""
    for level, cells in _cells(table):
        kinds = [column.kind for column in table.columns]
        texts = [
            str(cell) for cell, kind in zip(cells, kinds, strict=True) if kind == "text" and cell
        ]
        above = texts[0] if level == 0 and texts else above
        about = tuple([above, *texts] if level else texts)
        seen[about] = seen.get(about, 0) + 1
        said = [shown(cell, kind) for cell, kind in zip(cells, kinds, strict=True)]
        names = [column.name for column in table.columns]
        yield (*about, str(seen[about])), dict(zip(names, said, strict=True))


def _cells(table: Table) -> Iterator[tuple[int, Sequence[Cell]]]:
    yield from ((row.level, row.cells) for row in table.rows)
    if table.total:
        yield 0, table.total
