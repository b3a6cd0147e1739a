"""Snapshots: what Open Data says of a number, kept once, and never taken for more than it is."""

import threading
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.db import ProgrammingError, connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from portefeuille import samples
from portefeuille.config.owner import as_owner
from portefeuille.core.lookup import Found, Lookup, Unavailable, Unknown
from portefeuille.register.models import Enterprise, EnterpriseNumber, Snapshot
from portefeuille.register.queries import current_snapshot
from portefeuille.register.services import Reason, load_kbo, look_up
from tests.databases import Database

pytestmark = pytest.mark.usefixtures("database")

Write = Callable[..., Path]
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
ME = Reason("person:1", "application")
LATER = datetime(2026, 3, 2, 12, tzinfo=UTC)


def found(lookup: Lookup[Snapshot]) -> Snapshot:
    assert isinstance(lookup, Found)
    return lookup.value


def rows(number: str, name: str) -> dict[str, list[str]]:
    return {
        "enterprise": [f"{number},AC,000,2,610,,01-01-2020"],
        "denomination": [f"{number},2,001,{name}"],
    }


def test_without_an_extract_the_register_is_unavailable() -> None:
    assert look_up("1999900171", NOW, ME) == Unavailable(
        "kbo-open-data", "no extract of KBO Open Data has been loaded yet"
    )


def test_a_number_the_extract_does_not_have_is_unknown_and_leaves_no_trace(
    fresh_number: Callable[[], str],
) -> None:
    load_kbo(samples.KBO)
    number = fresh_number()
    assert look_up(number, NOW, ME) == Unknown(number, "kbo-open-data")
    assert not EnterpriseNumber.objects.filter(number=number).exists()


def test_what_is_found_has_the_facts_in_the_words_of_the_dossier() -> None:
    load_kbo(samples.KBO)
    lookup = look_up("1999900666", NOW, ME)
    assert isinstance(lookup, Found)
    assert (lookup.source, lookup.fetched_at) == (
        "kbo-open-data",
        datetime(2026, 1, 1, 5, tzinfo=UTC),
    )
    assert found(lookup).facts == {
        "name": "Adviesbureau Hoofdzetel",
        "legal_form": "610",
        "natural_person": False,
        "status": "AC",
        "juridical_situation": "000",
        "region": "flanders",
        "nace": {"version": 2025, "code": "70200"},
        "establishments": [
            {"number": "2999000765", "postcode": "1000", "region": "brussels"},
            {"number": "2999000864", "postcode": "1800", "region": "flanders"},
        ],
        "seat_postcode": "1000",
    }


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("1999900171", {"region": "flanders", "legal_form": "610"}),
        ("1999900270", {"name": "Staalbouw Denkbeeldig", "legal_form": "014"}),
        (
            "1999900369",
            {"natural_person": True, "legal_form": None, "seat_postcode": None,
             "nace": {"version": 2025, "code": "96210"}},
        ),
        ("1999900468", {"legal_form": "017"}),
        ("1999900567", {"name": "Atelier Exemple", "region": "wallonia"}),
        ("1999900765", {"nace": {"version": 2025, "code": "01500"}}),
        ("1999900864", {"legal_form": "411"}),
        ("1999900963", {"juridical_situation": "050", "status": "AC"}),
        ("1999901062", {"nace": {"version": 2008, "code": "18120"}}),
        ("1999901161", {"legal_form": "030", "region": "flanders", "seat_postcode": None}),
        ("1999901260", {"region": None, "seat_postcode": "9300"}),
        ("1999901359", {"region": None, "establishments": []}),
    ],
)  # fmt: skip
def test_each_enterprise_of_the_sample_shows_its_case(
    number: str, expected: dict[str, object]
) -> None:
    load_kbo(samples.KBO)
    facts = found(look_up(number, NOW, ME)).facts
    assert {name: facts[name] for name in expected} == expected


def test_the_main_activity_is_the_one_known_to_vat_then_to_social_security(
    write_full: Write, fresh_number: Callable[[], str]
) -> None:
    number = fresh_number()
    activities = [
        f"{number},006,2025,10712,MAIN",
        f"{number},003,2025,47241,MAIN",
        f"{number},001,2025,62100,SECO",
        f"{number},001,2003,72210,MAIN",
        f"{number},001,2008,62010,MAIN",
    ]
    load_kbo(write_full(2, {**rows(number, "X"), "activity": activities}))
    facts = found(look_up(number, NOW, ME)).facts
    assert facts["nace"] == {"version": 2008, "code": "62010"}


def test_asking_the_same_extract_again_gives_the_same_snapshot_in_two_queries(
    write_full: Write, fresh_number: Callable[[], str]
) -> None:
    number = fresh_number()
    load_kbo(write_full(2, rows(number, "Zelfde")))
    first = found(look_up(number, NOW, ME))
    with CaptureQueriesContext(connection) as queries:
        again = found(look_up(number, LATER, ME))
    assert again == first
    assert (again.holds_on, again.known_at) == (date(2026, 2, 1), NOW)
    assert len(queries) == 2


def test_the_same_facts_in_a_later_extract_hold_on_its_day(
    write_full: Write, fresh_number: Callable[[], str]
) -> None:
    number = fresh_number()
    load_kbo(write_full(2, rows(number, "Zelfde"), day="01-02-2026"))
    first = found(look_up(number, NOW, ME))
    load_kbo(write_full(3, rows(number, "Zelfde"), day="02-02-2026"))
    later = found(look_up(number, LATER, ME))
    assert (later.digest, later.enterprise_id) == (first.digest, first.enterprise_id)
    assert (first.holds_on, later.holds_on) == (date(2026, 2, 1), date(2026, 2, 2))
    assert current_snapshot(number) == later


def test_changed_facts_are_a_new_snapshot_and_the_old_one_stands(
    write_full: Write, fresh_number: Callable[[], str]
) -> None:
    number = fresh_number()
    load_kbo(write_full(2, rows(number, "Oud"), day="01-02-2026"))
    old = found(look_up(number, NOW, ME))
    load_kbo(write_full(3, rows(number, "Nieuw"), day="02-02-2026"))
    new = found(look_up(number, LATER, ME))
    assert new.enterprise_id == old.enterprise_id
    assert (new.facts["name"], new.holds_on, new.known_at) == ("Nieuw", date(2026, 2, 2), LATER)
    assert current_snapshot(number) == new
    old.refresh_from_db()
    assert old.facts["name"] == "Oud"


def test_who_loses_the_race_for_a_new_number_gets_the_enterprise_of_who_won(
    database: Database, write_full: Write, fresh_number: Callable[[], str]
) -> None:
    number, seen = fresh_number(), []
    load_kbo(write_full(2, rows(number, "Gevraagd")))

    def ask() -> None:
        seen.append(found(look_up(number, NOW, ME)))
        connection.close()

    loser = threading.Thread(target=ask)
    with as_owner(database.owner_url) as other, transaction.atomic(using=other):
        won = Enterprise.objects.using(other).create()
        EnterpriseNumber.objects.using(other).create(number=number, enterprise=won)
        loser.start()
        wait_until_somebody_is_blocked(other)
    loser.join()
    assert [snapshot.enterprise_id for snapshot in seen] == [won.pk]
    assert Enterprise.objects.count() == 1


def wait_until_somebody_is_blocked(other: str) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        with connections[other].cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone() != (0,):
                return
        time.sleep(0.01)
    raise AssertionError("nobody waits for the number that is being given out")


def test_the_current_snapshot_takes_one_query(
    write_full: Write, fresh_number: Callable[[], str]
) -> None:
    number = fresh_number()
    assert current_snapshot(number) is None
    load_kbo(write_full(2, rows(number, "Eén")))
    snapshot = found(look_up(number, NOW, ME))
    with CaptureQueriesContext(connection) as queries:
        assert current_snapshot(number) == snapshot
    assert len(queries) == 1


@pytest.mark.parametrize("table", ["enterprise", "enterprisenumber", "snapshot"])
@pytest.mark.parametrize("statement", ["UPDATE register_{} SET id = id", "DELETE FROM register_{}"])
def test_the_application_may_change_nothing_it_has_kept(table: str, statement: str) -> None:
    with connection.cursor() as cursor, pytest.raises(ProgrammingError, match="permission denied"):
        cursor.execute(statement.format(table))
