"""Figures, asked of an engine: one statement each, as known before a moment.

A day stands for its end in Brussels: what was known on it is known. A snapshot is asked about no
moment after the one up to which it knows everything.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from portefeuille.core.periods import BRUSSELS, end_of_legal_day, legal_day
from portefeuille.figures.asked import Asked
from portefeuille.figures.catalogue import figure
from portefeuille.figures.engines import LIVE, Engine
from portefeuille.figures.values import Facts, Scope

Provenance = Literal["synthetic", "mixed", "submitted"]


class LaterThanKnownError(ValueError):
    """A snapshot is asked about a moment that is not in it; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Position:
    """Where we stand when a figure is asked: at the end of a day or at a moment, and on what.

    LaterThanKnownError where the engine does not know everything until then.
    """

    as_of: date | datetime
    engine: Engine = LIVE

    def __post_init__(self) -> None:
        until = self.engine.known_until
        if until is not None and self.known_before > until:
            known = until.astimezone(BRUSSELS).isoformat(timespec="seconds")
            raise LaterThanKnownError(
                f"The snapshot knows what was known until {known}; what came later is not in it."
                f" Ask as of {known} or earlier, take a newer one (portefeuille snapshot), or ask"
                " the book of record (--from live)."
            )

    @property
    def day(self) -> date:
        """The day in the words of an answer."""
        return legal_day(self.as_of) if isinstance(self.as_of, datetime) else self.as_of

    @property
    def known_before(self) -> datetime:
        """The moment before which all was known that counts."""
        return self.as_of if isinstance(self.as_of, datetime) else end_of_legal_day(self.as_of)

    def ask(self, name: str, scope: Scope) -> tuple[Facts, ...]:
        """The rows of a figure over a scope; KeyError for a figure that does not exist."""
        definition = figure(name)
        found = self.engine.rows(definition.counts(Asked(scope, self.known_before)))
        rows = tuple(definition.finish(scope, found))
        columns = {column.name for column in definition.columns}
        assert all(row.keys() == columns for row in rows), f"{name} answers other columns"
        return rows

    def provenance(self, scopes: Sequence[Scope]) -> Provenance:
        """Where the applications of these scopes together come from; of none: `submitted`."""
        whole = Scope(min(s.first_day for s in scopes), max(s.last_day for s in scopes))
        counted = Asked(whole, self.known_before).counted
        found = {row["synthetic"] for row in self.engine.rows(counted[["synthetic"]].distinct())}
        if True in found:
            return "mixed" if False in found else "synthetic"
        return "submitted"


def ask(name: str, scope: Scope, as_of: date) -> tuple[Facts, ...]:
    """The rows of a figure in the book of record, as known at the end of a day."""
    return Position(as_of).ask(name, scope)


def provenance(scopes: Sequence[Scope], as_of: date) -> Provenance:
    """Where the applications of these scopes together come from, as known at the end of a day."""
    return Position(as_of).provenance(scopes)
