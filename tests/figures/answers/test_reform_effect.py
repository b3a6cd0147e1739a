"""What a reform would have done, on cases that were judged: exact, by size, with what is left."""

import json
from datetime import date
from typing import Any

import pytest

from portefeuille import law as laws
from portefeuille.applications.services import keep_law
from portefeuille.figures.answers.composing import compose
from portefeuille.figures.answers.questionfile import QuestionError, read_question
from tests.databases import Database
from tests.figures.conftest import Book

LATER = date(2020, 12, 31)


def asked(reform: dict[str, Any]) -> Any:
    named = {"scheme": "kmo-portefeuille", "name": {"nl": "Hervorming", "en": "Reform"}, **reform}
    asks = {"number": "1", "words": "Wat?", "where": {"year": "2019"}, "reform": named}
    return read_question({"title": "T", "questions": [asks]})


def case(day: str, cost: str, size: str, granted: str) -> str:
    """A case as it is stored beside its decision."""
    return json.dumps(
        {
            "wallet": {"granted_this_year": granted},
            "provider": {
                "registered": {"from": "2015-04-01"},
                "registration": "DV.O910077",
                "related_to_applicant": False,
            },
            "enterprise": {
                "nace": {"code": "43320", "version": 2008},
                "size": size,
                "region": "flanders",
                "status": "AC",
                "legal_form": "610",
                "public_share": "0.00",
                "natural_person": False,
                "juridical_situation": "000",
            },
            "application": {
                "cost": cost,
                "service": "training",
                "theme": "hr",
                "starts_on": day,
                "ends_on": day,
                "submitted_on": day,
            },
        }
    )


def judged(book: Book, enterprise: int, day: str, grant: int, **said: Any) -> None:
    facts = case(day, said["cost"], said.get("size", "small"), said.get("granted", "0.00"))
    book.file(
        day,
        grant,
        enterprise=enterprise,
        size=said.get("size", "small"),
        law_id=said["law"],
        facts=facts,
        eligible_cents=1,
        rate_points=1,
    )


@pytest.fixture
def stocked(book: Book) -> Book:
    """A small enterprise that twice asked for 4.000 euro, and a medium one that asked once."""
    in_force = laws.load().on(date(2019, 3, 1))
    keep_law(in_force)
    law = in_force.digest
    small, medium = book.enterprise(), book.enterprise()
    judged(book, small, "2019-03-01", 4_000_00, cost="10000.00", law=law)
    judged(book, small, "2019-03-02", 4_000_00, cost="10000.00", granted="4000.00", law=law)
    judged(book, medium, "2019-03-01", 3_000_00, cost="10000.00", size="medium", law=law)
    return book


def test_a_lower_ceiling_takes_from_who_had_gone_further(stocked: Book) -> None:
    reform = {"from": "2019-01-01", "values": {"ceiling": {"small": "6000.00"}}}
    (table,) = compose(asked(reform), LATER).answer.tables
    assert [row.cells for row in table.rows] == [
        ("kleine ondernemingen", 2, 2, 8_000_00, 6_000_00, -2_000_00),
        ("middelgrote ondernemingen", 1, 1, 3_000_00, 3_000_00, 0),
    ]
    assert table.total == ("Totaal", 3, 3, 11_000_00, 9_000_00, -2_000_00)
    assert len(table.notes) == 1
    assert "Gedrag is niet nagebootst" in table.notes[0]


def test_what_was_decided_otherwise_than_it_is_worked_out_is_said(stocked: Book) -> None:
    law = laws.load().on(date(2019, 3, 1)).digest
    judged(stocked, stocked.enterprise(), "2019-04-01", 1, cost="1000.00", law=law)
    reform = {"from": "2019-01-01", "values": {"rate": {"small": "0.20"}}}
    (table,) = compose(asked(reform), LATER).answer.tables
    assert table.rows[0].cells[3:5] == (8_400_00, 4_200_00)
    assert "1 van de 4 beslissingen" in table.notes[1].replace("\u00a0", " ")


def test_a_reform_that_is_wrong_says_what_is(database: Database) -> None:
    wrong = {"from": "2019-01-01", "values": {"ceilling": {"small": "1.00"}}}
    with pytest.raises(QuestionError, match="the reform cannot be read"):
        compose(asked(wrong), LATER)


def test_without_a_case_there_is_nothing_to_work_out(database: Database) -> None:
    reform = {"from": "2019-01-01", "values": {"ceiling": {"small": "6000.00"}}}
    assert compose(asked(reform), LATER).answer.tables[0].rows == ()
