"""What the author of an answer should know, and the answer itself does not say.

A minister answers with every cell. Where one is about so few that it may tell of somebody, whoever
signs should have seen it: cells that count one to four enterprises or applications, and rows that
are about one natural person. So should a table in which nothing was found: a code may be wrong.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from portefeuille.figures.asked import Asked
from portefeuille.figures.catalogue import figure
from portefeuille.figures.dimensions import NATURAL
from portefeuille.figures.queries import Position
from portefeuille.figures.tables import Answer, Table
from portefeuille.figures.values import Cell, Facts, Scope

FEW: Final = range(1, 5)

HEAD: Final = "Voor de auteur"
_NOTHING: Final = (
    "Geen enkele cel is klein, en geen tabel is leeg.",
    "Dit hoort niet bij het antwoord. Een minister antwoordt met alle cellen; kijk na of wat hier"
    " staat iets over één onderneming of persoon zegt.",
)


def few_cells(table: Table, at: int, told: Collection[int] = ()) -> Iterator[str]:
    """A sentence for every cell that counts one to four; `at` is the place of the table, from 0.

    Rows in these places were `told` of already.
    """
    lines = [row.cells for place, row in enumerate(table.rows) if place not in told]
    for cells in (*lines, *([table.total] if table.total else [])):
        for cell, column in zip(cells, table.columns, strict=True):
            counts = column.kind == "count" and not column.name.endswith("_days")
            if counts and isinstance(cell, int) and cell in FEW:
                yield f"{_place(at, cells)}, {column.label['nl']}: {cell}"


def few_behind(name: str, scope: Scope, at: Position, rows: Sequence[Facts]) -> dict[int, str]:
    """By place of row: that it is about one to four enterprises, or one natural person."""
    contributors = figure(name).contributors
    if not callable(contributors):
        return {}
    every = _counted(at.engine.rows(contributors(Asked(scope, at.known_before))), rows)
    few = {place for place, count in every.items() if count in FEW}
    if not few:
        return {}
    natural = replace(scope, others=(*scope.others, NATURAL))
    persons = _counted(at.engine.rows(contributors(Asked(natural, at.known_before))), rows)
    return {
        place: "over één natuurlijke persoon, of wie er een kan zijn"
        if every[place] == persons.get(place) == 1
        else f"over {every[place]} onderneming{'en' if every[place] > 1 else ''}"
        for place in sorted(few)
    }


def empty(table: Table, at: int) -> Iterator[str]:
    """A sentence where a table has nothing at all."""
    numbers = [
        cell
        for row in table.rows
        for cell, column in zip(row.cells, table.columns, strict=True)
        if column.kind != "text"
    ]
    if not any(numbers):
        yield f"Tabel {at + 1} is leeg: kijk de periode en de codes van de filters na."


def of_answer(answer: Answer) -> tuple[str, ...]:
    """What an answer shows by its cells alone."""
    return tuple(
        sentence
        for at, table in enumerate(answer.tables)
        for sentence in (*empty(table, at), *few_cells(table, at))
    )


def note(answer: Answer, sentences: Sequence[str]) -> str:
    """The note beside an answer, as Markdown."""
    lines = [f"- {sentence}" for sentence in sentences] or [_NOTHING[0]]
    return "\n".join([f"# {HEAD}: {answer.title}", "", _NOTHING[1], "", *lines, ""])


def behind(table: Table, at: int, few: Mapping[int, str]) -> Iterator[str]:
    """The sentences of rows that are about few."""
    for place, said in few.items():
        yield f"{_place(at, table.rows[place].cells)}: {said}"


def _counted(found: Sequence[Facts], rows: Sequence[Facts]) -> dict[int, int]:
    keys = [name for name in (found[0] if found else {}) if name != "contributors"]
    by_key = {tuple(str(one[key]) for key in keys): int(one["contributors"]) for one in found}
    told = {at: tuple(str(row.get(key)) for key in keys) for at, row in enumerate(rows)}
    return {at: by_key[key] for at, key in told.items() if key in by_key}


def _place(at: int, cells: Sequence[Cell]) -> str:
    first = ", ".join(str(cell) for cell in cells if isinstance(cell, str) and cell)
    return f"Tabel {at + 1}, rij ‘{first or 'onbekend'}’"
