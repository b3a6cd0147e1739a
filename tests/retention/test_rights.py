"""The application may ask for what is over to be erased, and can erase nothing else."""

import threading
import time
from datetime import timedelta

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege, NoDataFound, RestrictViolation

from tests.databases import Database
from tests.retention import old
from tests.retention.old import DAY, NOW, YEAR, owner, there

REFUSED = [
    "SELECT retention_erase_drafts(now(), 10)",
    "SELECT retention_over_drafts(now(), 10)",
    "UPDATE retention_period SET after = 'PT0S'",
    "INSERT INTO retention_erasure (kind, record_class, erased, after, before, selection_rule,"
    " erased_at) VALUES ('drafts', 'draft', 1, 'P1Y', now(), '', now())",
    "DELETE FROM register_trigger",
    "DELETE FROM register_snapshot",
    "UPDATE register_registercall SET who = 'erased'",
    "UPDATE messages_message SET text = ''",
    "UPDATE applications_application SET title = NULL",
    "UPDATE people_person SET subject = 'erased:1'",
    "SELECT retention_erase('titles', now(), 10)",
]


def asked(database: Database, statement: str) -> int:
    """What the application gets."""
    with psycopg.connect(database.app_url, autocommit=True) as session:
        row = session.execute(statement).fetchone()  # type: ignore[call-overload]
    return int(row[0])


@pytest.mark.parametrize("statement", REFUSED)
def test_the_application_can_do_no_more_than_ask(database: Database, statement: str) -> None:
    with (
        psycopg.connect(database.app_url, autocommit=True) as session,
        pytest.raises(InsufficientPrivilege),
    ):
        session.execute(statement)  # type: ignore[call-overload]


def test_a_moment_that_has_yet_to_come_is_now(database: Database) -> None:
    old.draft(database, 300 * DAY)
    old.draft(database, YEAR)
    assert asked(database, "SELECT retention_count('drafts', now() + '50 years')") == 1
    assert asked(database, "SELECT retention_erase('drafts', now() + '50 years', 10)") == 1
    assert there(database, "applications_draft") == 1


def test_a_moment_that_is_past_erases_less(database: Database) -> None:
    old.draft(database, YEAR + 10 * DAY)
    assert asked(database, "SELECT retention_erase('drafts', now() - '30 days'::interval, 9)") == 0


def test_a_kind_that_does_not_exist_is_refused(database: Database) -> None:
    for statement in (
        "SELECT retention_erase('wallets', now(), 10)",
        "SELECT retention_count('', now())",
    ):
        with pytest.raises(NoDataFound, match="no period is stored"):
            asked(database, statement)


def test_what_was_erased_stays_written_down_for_the_owner_too(database: Database) -> None:
    old.draft(database, YEAR)
    asked(database, "SELECT retention_erase('drafts', now(), 10)")
    for change in ("UPDATE retention_erasure SET erased = 0", "DELETE FROM retention_erasure"):
        with pytest.raises(RestrictViolation):
            owner(database, change)
    ((kind, erased, after, before, at),) = owner(
        database, "SELECT kind, erased, after, before, erased_at FROM retention_erasure"
    )
    assert (kind, erased, after) == ("drafts", 1, "P1Y")
    assert abs(at - NOW) < timedelta(hours=1)
    assert timedelta(days=365) <= at - before <= timedelta(days=366, seconds=1)


WAITS = "SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'transactionid'"


def test_a_draft_that_is_being_written_on_is_waited_for_and_stays(database: Database) -> None:
    key = old.draft(database, YEAR)
    gone: list[int] = []
    with psycopg.connect(database.owner_url) as writing:
        writing.execute("UPDATE applications_draft SET changed_at = now() WHERE id = %s", [key])
        night = threading.Thread(
            target=lambda: gone.append(
                asked(database, "SELECT retention_erase('drafts', now(), 9)")
            )
        )
        night.start()
        until = time.monotonic() + 30
        while owner(database, WAITS) == [(0,)]:
            assert time.monotonic() < until, "nobody waits for the one who writes"
            time.sleep(0.02)
        writing.commit()
    night.join(30)
    assert (gone, there(database, "applications_draft")) == ([0], 1)


CHANGES = [
    "UPDATE payments_deposit SET amount_cents = 2, reference = ''",
    "UPDATE payments_deposit SET reference = 'something else'",
    "DELETE FROM payments_deposit",
    "TRUNCATE payments_deposit",
]


@pytest.mark.parametrize("statement", CHANGES)
def test_of_what_stays_words_can_be_emptied_and_nothing_else_by_the_owner_too(
    database: Database, statement: str
) -> None:
    owner(
        database,
        "INSERT INTO payments_deposit (key, reference, amount_cents, received_on, returned, actor,"
        " known_at) VALUES (gen_random_uuid(), 'huur', 1, '2016-03-04', 'unknown-reference',"
        " 'test', '2016-03-05')",
    )
    with pytest.raises(RestrictViolation, match="append-only"):
        owner(database, statement)
    owner(database, "UPDATE payments_deposit SET reference = ''")
    assert owner(database, "SELECT reference, amount_cents FROM payments_deposit") == [("", 1)]
