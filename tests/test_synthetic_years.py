"""The synthetic years in the book of record: ordinary applications, from which answers follow."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection

from portefeuille import law
from portefeuille.applications.services import replay
from portefeuille.figures.answers import answer, names
from portefeuille.figures.engines import Snapshot
from portefeuille.figures.formats import FORMATS, render
from portefeuille.figures.snapshot import taking
from portefeuille.scenarios.population import YEARS, build
from portefeuille.scenarios.services import load
from tests.conftest import SOAK, soak
from tests.databases import Cluster, Database, django_in

OTHER_SEED = 2


def figures_of(name: str) -> list[Any]:
    """The numbers of an answer: its tables, without the sentences around them."""
    document = json.loads(render(answer(name), "json"))
    return [(table["columns"], table["rows"], table["total"]) for table in document["tables"]]


def one(query: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(query)
        row = cursor.fetchone()
    return row[0] if row and len(row) == 1 else row


@pytest.mark.usefixtures("synthetic")
class TestOrdinaryApplications:
    @soak
    def test_every_application_decided_again_gives_no_difference(self) -> None:
        taken: list[int] = []
        assert list(replay(taken.append)) == []
        assert sum(taken) == one("SELECT count(*) FROM applications_decision WHERE law_id <> ''")
        assert sum(taken) == 87_710 + 50 + 180_197

    def test_every_application_has_one_decision_and_one_event(self) -> None:
        assert (
            one(
                "SELECT count(*) FROM applications_application a"
                " LEFT JOIN (SELECT application_id, count(*) AS n FROM applications_decision"
                "   GROUP BY application_id) d ON d.application_id = a.id"
                " LEFT JOIN (SELECT subject_id, count(*) AS n FROM journal_event"
                "   GROUP BY subject_id) e ON e.subject_id = a.id"
                " WHERE d.n IS DISTINCT FROM 1 OR e.n IS DISTINCT FROM 1"
            )
            == 0
        )

    def test_the_ledger_sums_to_zero_and_every_wallet_is_its_postings(self) -> None:
        assert one("SELECT sum(amount_cents) FROM wallet_posting") == 0
        assert (
            one(
                "SELECT count(*) FROM wallet_wallet w"
                " JOIN (SELECT owner_id, -sum(amount_cents) AS used"
                " FROM wallet_posting WHERE account = 'room' GROUP BY owner_id) p"
                " ON p.owner_id = w.id"
                " WHERE w.used_cents <> p.used OR w.used_cents > w.ceiling_cents"
            )
            == 0
        )

    def test_earlier_law_is_counted_and_never_judged_nor_booked(self) -> None:
        assert (
            one(
                "SELECT count(*) FROM applications_application a"
                " JOIN applications_decision d ON d.application_id = a.id"
                " WHERE a.regime = 'earlier' AND (d.law_id IS NOT NULL OR d.reasons <> '[]')"
            )
            == 0
        )
        assert one("SELECT count(*) FROM wallet_wallet WHERE year < 2016") == 0

    def test_the_four_answers_are_the_same_from_a_snapshot_in_every_form(
        self, tmp_path: Path
    ) -> None:
        with taking(tmp_path) as work:
            assert work.finish().written
        snapshot = Snapshot(tmp_path)
        for name in names():
            live, frozen = answer(name), answer(name, engine=snapshot)
            assert live == frozen
            for form in FORMATS:
                assert render(live, form) == render(frozen, form), (name, form)
        with taking(tmp_path) as work:
            assert work.stale == ()


@pytest.fixture
def other(cluster: Cluster, migrated: Database) -> Iterator[Database]:
    """Years from another seed: all of them in a soak, else the small one of 2017."""
    database = cluster.create(migrated.name)
    with django_in(database):
        for year in YEARS if SOAK else (2017,):
            load(build(year, OTHER_SEED, "1", law.load()), law.load())
    yield database
    cluster.drop(database)


def test_another_seed_gives_the_same_answers_from_other_rows(
    loaded: Database, other: Database
) -> None:
    first_costs = (
        "SELECT array_agg(cost_cents ORDER BY id) FROM applications_application"
        " WHERE submitted_on BETWEEN '2017-05-25' AND '2017-12-31'"
    )
    with django_in(loaded):
        told, rows = _numbers_of_both(), one(first_costs)
    with django_in(other):
        again, other_rows = _numbers_of_both(), one(first_costs)
        assert list(replay()) == []
    assert told == again
    assert rows != other_rows


def _numbers_of_both() -> list[Any]:
    """The answers, or of one of them the three tables about 2017."""
    return [figures_of(name) for name in names()] if SOAK else figures_of("sv-749-2017")[:3]


def test_one_stored_application_altered_by_hand_changes_the_answer(
    cluster: Cluster, loaded: Database
) -> None:
    with django_in(loaded):
        told = figures_of("sv-749-2017")
    scratch = cluster.create(loaded.name)
    with psycopg.connect(scratch.owner_url) as session:
        session.execute("ALTER TABLE applications_decision DISABLE TRIGGER USER")
        session.execute(
            "UPDATE applications_decision SET grant_cents = grant_cents + 100"
            " WHERE application_id ="
            " (SELECT id FROM applications_application WHERE theme = 'diversiteit'"
            "  AND submitted_on >= '2017-08-01' AND service = 'training' LIMIT 1)"
        )
    with django_in(scratch):
        altered = figures_of("sv-749-2017")
    cluster.drop(scratch)
    assert altered != told
    assert "12824.36" in json.dumps(altered)
    assert "12823.36" not in json.dumps(altered)
