"""Applications made by hand: a few rows whose figures can be added up in the head."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from django.db import connection

from portefeuille.figures.tables import Answer, NotAvailable, Row, Table
from portefeuille.figures.values import Column
from portefeuille.register.services import add_synthetic
from tests.databases import Database

_BASES = itertools.count(19_960_000)


@dataclass(frozen=True, slots=True)
class Filed:
    """An application that was stored, and its decision."""

    application: int
    decision: int


class Book:
    """Stores rows as the application's role: what nobody names is ordinary.

    Ordinary is an approved training of a small enterprise with a ceiling of 10.000 euro, in the
    theme HR, decided at noon (UTC) on the day of submission.
    """

    def enterprise(self) -> int:
        """A new enterprise of which nothing is known."""
        return self.insert("register_enterprise", {})

    def synthetic_enterprise(self) -> int:
        """A new enterprise of a synthetic year."""
        base = next(_BASES)
        ids = add_synthetic(
            [(f"{base}{97 - base % 97:02d}", {"size": "small"})],
            holds_on=date(2015, 1, 1),
            known_at=datetime(2015, 1, 1, tzinfo=UTC),
        )
        return ids.enterprise_ids[0]

    def file(self, day: str, grant: int | None, **other: Any) -> Filed:
        """An application of a day with a decision that grants so many cents."""
        submitted_on = date.fromisoformat(day)
        noon = datetime.combine(submitted_on, time(12), UTC)
        application = self.insert(
            "applications_application",
            {
                "enterprise_id": other.pop("enterprise", None) or self.enterprise(),
                "regime": other.pop("regime", "law"),
                "submitted_at": noon,
                "submitted_on": submitted_on,
                "service": other.pop("service", "training"),
                "theme": other.pop("theme", "hr"),
                "title": other.pop("title", None),
                "starts_on": submitted_on,
                "cost_cents": 100_000,
            },
        )
        return Filed(application, self.decide(application, grant, {"known_at": noon, **other}))

    def revise(self, filed: Filed, grant: int, **other: Any) -> Filed:
        """A new decision that supersedes the one given."""
        values = {"supersedes_id": filed.decision, **other}
        return Filed(filed.application, self.decide(filed.application, grant, values))

    def decide(self, application: int, grant: int | None, values: dict[str, Any]) -> int:
        """A decision on an application; `values` are its columns."""
        ordinary = {"outcome": "approved", "size": "small", "ceiling_cents": 1_000_000}
        row = {"application_id": application, "grant_cents": grant, **ordinary, **values}
        return self.insert("applications_decision", {"reasons": "[]", "unknown": [], **row})

    def insert(self, table: str, row: dict[str, Any]) -> int:
        """A row of any table; its number."""
        columns = f"({', '.join(row)}) VALUES ({', '.join(['%s'] * len(row))})" if row else ""
        statement = f"INSERT INTO {table} {columns or 'DEFAULT VALUES'} RETURNING id"
        with connection.cursor() as cursor:
            cursor.execute(statement, list(row.values()))
            return int(cursor.fetchone()[0])


@pytest.fixture
def book(database: Database) -> Book:
    """An empty book of record to write in."""
    return Book()


@pytest.fixture
def sample() -> Callable[..., Answer]:
    """An answer with every kind of cell, without a database; keywords replace its parts."""

    def make(**parts: Any) -> Answer:
        ordinary: dict[str, Any] = {
            "name": "sample",
            "title": "Een voorbeeld",
            "document": "Schriftelijke vraag nr. 1",
            "question": "Hoeveel?",
            "as_of": date(2020, 2, 14),
            "source": "verzonnen",
            "tables": (_table_of_every_kind(), _small_table()),
            "not_available": (NotAvailable("Waarom?", "Niet bijgehouden.", "Hoeveel."),),
            "assumptions": ("Alles is verzonnen.",),
        }
        return Answer(**{**ordinary, **parts})

    return make


def _table_of_every_kind() -> Table:
    return Table(
        title="Alles per thema",
        columns=(
            Column("theme", {"nl": "Thema", "en": "Theme"}),
            Column("files", {"nl": "Dossiers", "en": "Files"}, "count", adds_up=True),
            Column("grant", {"nl": "Subsidie (€)", "en": "Subsidy"}, "amount", adds_up=True),
            Column("rounded", {"nl": "Afgerond", "en": "Rounded"}, "euros"),
            Column("share", {"nl": "Aandeel", "en": "Share"}, "share"),
        ),
        rows=(
            Row(("Fietsen & lopen", 12_345, 123_456_789, 123_456_800, 990)),
            Row(("waarvan <fietsen>", 1, 5, 0, 1440), level=1),
            Row(("Onbekend", 0, None, None, None)),
        ),
        total=("Totaal", 12_345, None, "", ""),
        definition={"nl": "Wat geteld is.", "en": "What was counted."},
        question="vraag 1",
        notes=("Een opmerking.",),
        source="verzonnen",
        assumptions=("Een veronderstelling.",),
    )


def _small_table() -> Table:
    return Table(
        title="Klein",
        columns=(Column("year", {"nl": "Jaar", "en": "Year"}),),
        rows=(Row(("2019",)),),
        definition={"nl": "Een jaar.", "en": "A year."},
        source="verzonnen",
    )
