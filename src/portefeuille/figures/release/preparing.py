"""Makes a release of a year: every view over every public scope, protected together, audited.

What the views ask is counted, with of how many enterprises each row tells; figures that may not
be published are left out, as the pages will leave them out. Nothing is stored here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from portefeuille.core.facts import SERVICES
from portefeuille.figures.disclosure import Counted, Finding, Told, audit, protect
from portefeuille.figures.engines import LIVE, Engine
from portefeuille.figures.queries import Position, Provenance
from portefeuille.figures.release.counting import count
from portefeuille.figures.release.earlier import told_earlier
from portefeuille.figures.values import Facts, Scope
from portefeuille.figures.views import ALL, View

PUBLIC_SIZES: Final = ("small", "medium")
"""The sizes a public page can be narrowed to; large enterprises get no subsidy."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A release that is not stored: its tables as counted and as they can be told."""

    year: int
    day: date
    provenance: Provenance
    counted: tuple[Counted, ...]
    told: tuple[Told, ...]
    findings: tuple[Finding, ...]
    unread: tuple[str, ...]
    """Answers that were given of which nobody can say what they told."""

    @property
    def hidden(self) -> int:
        """How many of its rows are hidden."""
        return sum(
            counted != told
            for before, after in zip(self.counted, self.told, strict=True)
            for counted, told in _pairs(before.table, after)
        )

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return sum(len(table.rows) for table in self.told)


def prepare(
    year: int, as_of: date | datetime, engine: Engine = LIVE, views: Sequence[View] = ALL
) -> Prepared:
    """The release of a year as known at the end of a day or at a moment."""
    at = Position(as_of, engine)
    recorder = Recorder(at)
    for scope in public_scopes(year):
        for view in views:
            view.build(recorder, scope, "nl")
    counted = tuple(recorder.counted.values())
    earlier = told_earlier(engine)
    told = protect(counted, earlier.tables)
    findings = audit(counted, told, earlier.tables)
    provenance = at.provenance(public_scopes(year)[:1])
    return Prepared(year, at.day, provenance, counted, told, findings, earlier.unread)


def public_scopes(year: int) -> tuple[Scope, ...]:
    """What the public can ask of a year: all of it, by service, by size, and by both."""
    return tuple(
        Scope(date(year, 1, 1), date(year, 12, 31), service, None, size)
        for service in (None, *sorted(SERVICES))
        for size in ((), *((("size", code),) for code in PUBLIC_SIZES))
    )


@dataclass
class Recorder:
    """A position that remembers what it was asked, with of how many enterprises each row tells."""

    at: Position
    counted: dict[tuple[str, Scope], Counted] = field(default_factory=dict)

    @property
    def day(self) -> date:
        """The day it stands on."""
        return self.at.day

    def ask(self, name: str, scope: Scope) -> tuple[Facts, ...]:
        """The rows of a figure; NotPublishedError where it may not be published."""
        if (name, scope) not in self.counted:
            self.counted[name, scope] = count(self.at, name, scope)
        return self.counted[name, scope].table.rows

    def provenance(self, scopes: Sequence[Scope]) -> Provenance:
        """Where the applications of these scopes come from."""
        return self.at.provenance(scopes)


def _pairs(counted: Told, told: Told) -> list[tuple[Facts, Facts]]:
    by_code = {tuple(facts[key] for key in told.keys): facts for facts in told.rows}
    return [(row, by_code[tuple(row[key] for key in counted.keys)]) for row in counted.rows]
