"""A question of parliament as its document asks it, and the tables that answer it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from portefeuille.figures.queries import Position
from portefeuille.figures.tables import NotAvailable, Table
from portefeuille.figures.values import Scope


@dataclass(frozen=True, slots=True)
class Question:
    """A written question: its document, the day it is answered for, and how.

    `text` is what was asked, in the words of the document; `scopes` are the applications the
    tables count; `tables` computes them as of a day; `not_available` accounts for every
    sub-question that no table answers.
    """

    name: str
    title: str
    document: str
    text: str
    cut_off: date
    scopes: tuple[Scope, ...]
    tables: Callable[[Position], tuple[Table, ...]]
    not_available: tuple[NotAvailable, ...]
