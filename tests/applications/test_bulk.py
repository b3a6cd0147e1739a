"""A year by COPY: the same rows as one by one, or nothing at all.

But for the journal: of a history it says that the decision was recorded, and nothing follows.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import polars as pl
import pytest

from portefeuille import law
from portefeuille.applications import bulk
from portefeuille.applications.bulk import UnexpectedDecision
from portefeuille.providers.services import Period, register_many
from portefeuille.register.services import add_synthetic
from portefeuille.scenarios.population import Year, build
from portefeuille.scenarios.services import load
from tests.applications.books import assert_books_are_whole, counts, rows
from tests.applications.filing import submitted
from tests.databases import Cluster, Database, django_in

STORED = """
SELECT a.submitted_at, a.submitted_on, a.service, a.theme, a.title, a.starts_on, a.cost_cents,
       a.registration, d.law_id, d.facts, d.outcome, d.size, d.rate_points, d.ceiling_cents,
       d.room_before_cents, d.eligible_cents, d.grant_cents, d.file_before, d.reasons, d.unknown,
       d.known_at, e.sequence, e.from_status, e.held_at, e.known_at
FROM applications_application a
JOIN applications_decision d ON d.application_id = a.id
JOIN journal_event e ON e.subject_id = a.id
WHERE a.enterprise_id = %s ORDER BY a.submitted_at, a.id
"""
WALLETS = """
SELECT year, size, ceiling_cents, used_cents FROM wallet_wallet WHERE enterprise_id = %s
ORDER BY year
"""
BUSIEST = """
SELECT enterprise_id, number FROM applications_application
JOIN register_enterprisenumber USING (enterprise_id)
GROUP BY enterprise_id, number ORDER BY count(*) DESC, number LIMIT 1
"""


@pytest.fixture(scope="module")
def year() -> Year:
    return build(2019, 3, "0.01", law.load())


@pytest.fixture
def other(cluster: Cluster, migrated: Database) -> Iterator[Database]:
    """A second empty database."""
    scratch = cluster.create(migrated.name)
    yield scratch
    cluster.drop(scratch)


def as_asked(application: dict[str, Any], facts: dict[str, Any], number: str) -> dict[str, Any]:
    """The request behind a stored application."""
    enterprise, provider = facts["enterprise"], facts["provider"]
    return {
        "application": {**facts["application"], "title": application["title"]},
        "enterprise": {
            "number": number,
            "size": enterprise["size"],
            "public_share": enterprise["public_share"],
        },
        "provider": {
            "registration": provider["registration"],
            "related_to_applicant": provider["related_to_applicant"],
        },
    }


def test_a_year_is_stored_whole(database: Database, year: Year) -> None:
    heard: list[int] = []
    assert load(year, law.load(), heard.append) == len(year.applications) == sum(heard)
    assert counts(database)["applications_application"] == len(year.applications)
    assert_books_are_whole(database)


def test_an_enterprise_has_the_same_rows_by_copy_as_one_by_one(
    database: Database, other: Database, year: Year
) -> None:
    load(year, law.load())
    ((enterprise, number),) = rows(database, BUSIEST)
    stored = rows(database, STORED, enterprise)
    assert len(stored) > 1
    asked = rows(
        database,
        "SELECT to_jsonb(a), d.facts, s.facts, a.submitted_at, s.holds_on, s.known_at"
        " FROM applications_application a JOIN applications_decision d ON d.application_id = a.id"
        " JOIN register_snapshot s ON s.id = d.snapshot_id"
        " WHERE a.enterprise_id = %s ORDER BY a.submitted_at, a.id",
        enterprise,
    )
    with django_in(other):
        _, _, facts, _, holds_on, known_at = asked[0]
        added = add_synthetic([(number, facts)], holds_on=holds_on, known_at=known_at)
        register_many(
            (row["enterprise_number"], row["name"], _period(row))
            for row in year.providers.iter_rows(named=True)
        )
        for application, judged, _, at, _, _ in asked:
            submitted(as_asked(application, judged, number), now=at)
    (again,) = added.enterprise_ids
    assert rows(other, STORED, again) == stored
    assert rows(other, WALLETS, again) == rows(database, WALLETS, enterprise)
    assert_books_are_whole(other)


def _period(row: dict[str, Any]) -> Period:
    return Period(row["registration"], row["valid_from"], row["valid_until"])


def test_a_load_that_is_broken_off_leaves_nothing_and_can_be_done_again(
    database: Database, year: Year, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "CHUNK", 500)
    heard: list[int] = []

    def break_off(done: int) -> None:
        heard.append(done)
        if len(heard) == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load(year, law.load(), break_off)
    assert set(counts(database).values()) == {0}
    assert rows(database, "SELECT count(*) FROM register_enterprise") == [(0,)]
    load(year, law.load())
    assert_books_are_whole(database)


def test_a_decision_that_was_not_expected_stops_the_load(database: Database, year: Year) -> None:
    last = pl.int_range(pl.len()) == pl.len() - 1
    one_cent_more = pl.col("planned_grant_cents") + last.cast(pl.Int64)
    wrong = replace(year, applications=year.applications.with_columns(one_cent_more))
    with pytest.raises(UnexpectedDecision):
        load(wrong, law.load())
    assert set(counts(database).values()) == {0}


def test_a_year_cannot_be_loaded_twice(database: Database, year: Year) -> None:
    load(year, law.load())
    before = counts(database)
    with pytest.raises(Exception, match="wallet_is_one_a_year"):
        load(year, law.load())
    assert counts(database) == before


def test_applications_under_earlier_law_are_counted_and_never_judged(database: Database) -> None:
    earlier = build(2016, 3, "0.001", law.load())
    load(earlier, law.load())
    planned = earlier.applications.filter(pl.col("regime") == "earlier")
    stored = rows(
        database,
        "SELECT d.law_id, d.facts, d.reasons, d.outcome, e.to_status"
        " FROM applications_application a"
        " JOIN applications_decision d ON d.application_id = a.id"
        " JOIN journal_event e ON e.subject_id = a.id WHERE regime = 'earlier'",
    )
    assert len(stored) == len(planned) > 0
    assert {tuple(map(str, row)) for row in stored} == {
        ("None", "None", "[]", "approved", "on_record")
    }
    assert_books_are_whole(database)


def test_nothing_of_a_history_runs_and_nobody_is_told(database: Database, year: Year) -> None:
    load(year, law.load())
    assert rows(database, "SELECT DISTINCT verb FROM journal_event") == [("record",)]
    assert rows(database, "SELECT count(*) FROM journal_running") == [(0,)]
    assert rows(database, "SELECT count(*) FROM journal_untold") == [(0,)]
