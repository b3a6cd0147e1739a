"""A figure over a scope as a table that can be protected: its keys, and whom each row is about."""

from portefeuille.figures.asked import Asked
from portefeuille.figures.catalogue import figure
from portefeuille.figures.disclosure import Counted, Told
from portefeuille.figures.queries import Position
from portefeuille.figures.values import Figure, NotPublishedError, Scope, nobody

NUMBER = "contributors"


def count(at: Position, name: str, scope: Scope) -> Counted:
    """A table with all its cells, and of how many enterprises each row tells.

    NotPublishedError for a figure that may not be published.
    """
    about = figure(name)
    if about.contributors is None:
        raise NotPublishedError(name, scope)
    asked = Asked(scope, at.known_before)
    keys, rows = keys_of(about, asked), at.ask(name, scope)
    table = Told(name, scope, about.columns, keys, rows)
    if about.contributors is nobody:
        return Counted(table, (None,) * len(rows))
    found = {
        tuple(row[key] for key in keys): row[NUMBER]
        for row in at.engine.rows(about.contributors(asked))
    }
    return Counted(table, tuple(found.get(tuple(row[key] for key in keys), 0) for row in rows))


def keys_of(about: Figure, asked: Asked) -> tuple[str, ...]:
    """The columns that tell the rows of a figure apart."""
    if about.contributors in (None, nobody):
        return tuple(column.name for column in about.columns if column.kind == "text")
    assert about.contributors is not None
    return tuple(name for name in about.contributors(asked).columns if name != NUMBER)
