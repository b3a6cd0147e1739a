"""A figure over a scope as a table that can be protected: its keys, and whom each row is about."""

from dataclasses import replace

from portefeuille.figures.asked import Asked
from portefeuille.figures.catalogue import figure
from portefeuille.figures.dimensions import NATURAL
from portefeuille.figures.disclosure import Counted, Told
from portefeuille.figures.queries import Position
from portefeuille.figures.values import NOBODY, Figure, NotPublishedError, Scope

NUMBER = "contributors"


def count(at: Position, name: str, scope: Scope) -> Counted:
    """A table with all its cells, and of how many enterprises each row tells.

    With it goes the table of natural persons alone, on the same rows. NotPublishedError for a
    figure that may not be published.
    """
    about = figure(name)
    if about.contributors is None:
        raise NotPublishedError(name, scope)
    whole = _counted(at, about, scope)
    if about.contributors is NOBODY:
        return whole
    persons = replace(scope, others=(*scope.others, NATURAL))
    return replace(whole, apart=_on_the_rows_of(whole.table, _counted(at, about, persons)))


def _counted(at: Position, about: Figure, scope: Scope) -> Counted:
    asked = Asked(scope, at.known_before)
    keys, rows = keys_of(about, asked), at.ask(about.name, scope)
    table = Told(about.name, scope, about.columns, keys, rows)
    if not callable(about.contributors):
        return Counted(table, (None,) * len(rows))
    found = {
        tuple(row[key] for key in keys): row[NUMBER]
        for row in at.engine.rows(about.contributors(asked))
    }
    return Counted(table, tuple(found.get(tuple(row[key] for key in keys), 0) for row in rows))


def _on_the_rows_of(whole: Told, part: Counted) -> Counted:
    """A part of a table laid on its rows, in its name; zeros where the part has none.

    Shares and averages are left out: nobody prints those of the part.
    """
    adding = tuple(column for column in whole.columns if column.kind in ("text", "count", "amount"))
    found = {
        tuple(row[key] for key in whole.keys): (row, enterprises)
        for row, enterprises in zip(part.table.rows, part.enterprises, strict=True)
    }
    none = dict.fromkeys((column.name for column in adding), 0)
    laid = [
        found.get(tuple(row[key] for key in whole.keys))
        or ({**none, **{key: row[key] for key in whole.keys}}, 0)
        for row in whole.rows
    ]
    table = replace(whole, columns=adding, rows=tuple(row for row, _ in laid))
    return Counted(table, tuple(enterprises for _, enterprises in laid))


def keys_of(about: Figure, asked: Asked) -> tuple[str, ...]:
    """The columns that tell the rows of a figure apart."""
    if not callable(about.contributors):
        return tuple(column.name for column in about.columns if column.kind == "text")
    return tuple(name for name in about.contributors(asked).columns if name != NUMBER)
