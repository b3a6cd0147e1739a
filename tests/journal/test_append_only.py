"""What the database itself refuses of the journal and of decisions: in plain SQL, in the session
of the application, and as the owner where even he is refused."""

from collections.abc import Iterator

import psycopg
import pytest
from psycopg.errors import CheckViolation, InsufficientPrivilege, RestrictViolation, UniqueViolation

from tests.applications.filing import load_registers, request, submitted
from tests.databases import Database

Session = psycopg.Connection[tuple[object, ...]]

NEW_EVENT = """
INSERT INTO journal_event
    (subject, subject_id, sequence, verb, from_status, to_status, actor, held_at, known_at)
VALUES (%s, 1, %s, %s, %s, %s, 'test', now(), now())
"""
APPROVED = ("approve", "", "awaiting_deposit")

CHANGES = [
    "UPDATE journal_event SET to_status = 'refused'",
    "DELETE FROM journal_event",
    "TRUNCATE journal_event CASCADE",
    "UPDATE applications_decision SET grant_cents = 0",
    "DELETE FROM applications_decision",
    "TRUNCATE applications_decision CASCADE",
]


@pytest.fixture
def app(database: Database) -> Iterator[Session]:
    """A session with the rights of the application; every statement is its own transaction."""
    with psycopg.connect(database.app_url, autocommit=True) as session:
        yield session


def store(
    app: Session, step: tuple[str, str, str], sequence: int = 1, subject: str = "application"
) -> None:
    app.execute(NEW_EVENT, [subject, sequence, *step])


def events(app: Session) -> list[tuple[object, ...]]:
    return app.execute("SELECT sequence, to_status FROM journal_event ORDER BY id").fetchall()


def test_an_event_of_the_table_of_transitions_is_stored(app: Session) -> None:
    store(app, APPROVED)
    assert events(app) == [(1, "awaiting_deposit")]


@pytest.mark.parametrize(
    ("step", "subject"),
    [
        (("approve", "", "paid"), "application"),
        (("pay", "", "awaiting_deposit"), "application"),
        (("approve", "refused", "awaiting_deposit"), "application"),
        (APPROVED, "wallet"),
    ],
)
def test_an_event_outside_the_table_of_transitions_is_refused(
    app: Session, step: tuple[str, str, str], subject: str
) -> None:
    with pytest.raises(CheckViolation, match="is not in the table of transitions"):
        store(app, step, subject=subject)
    assert events(app) == []


def test_an_event_that_does_not_start_from_the_current_status_is_refused(app: Session) -> None:
    store(app, APPROVED)
    with pytest.raises(
        CheckViolation, match='application 1 is not in status "" but in "awaiting_deposit"'
    ):
        store(app, ("refuse", "", "refused"), sequence=2)
    assert events(app) == [(1, "awaiting_deposit")]


@pytest.mark.parametrize("sequence", [0, 2, 3])
def test_history_begins_with_the_first_event(app: Session, sequence: int) -> None:
    with pytest.raises(CheckViolation):
        store(app, APPROVED, sequence=sequence)
    assert events(app) == []


def test_a_history_has_no_gap(app: Session) -> None:
    store(app, APPROVED)
    with pytest.raises(CheckViolation, match="is not in status"):
        store(app, APPROVED, sequence=3)


def test_a_thing_begins_once(app: Session) -> None:
    store(app, APPROVED)
    with pytest.raises(UniqueViolation, match="event_has_one_place"):
        store(app, ("refuse", "", "refused"))
    assert events(app) == [(1, "awaiting_deposit")]


@pytest.mark.parametrize("statement", CHANGES)
def test_the_application_may_not_change_what_was_decided(app: Session, statement: str) -> None:
    with pytest.raises(InsufficientPrivilege):
        app.execute(statement)  # type: ignore[arg-type]


@pytest.mark.parametrize("statement", CHANGES)
def test_the_owner_may_not_change_what_was_decided_either(
    database: Database, app: Session, statement: str
) -> None:
    load_registers()
    submitted(request())
    stored = "SELECT e.to_status, d.grant_cents FROM journal_event e, applications_decision d"
    with (
        psycopg.connect(database.owner_url, autocommit=True) as owner,
        pytest.raises(RestrictViolation, match="is append-only"),
    ):
        owner.execute(statement)  # type: ignore[arg-type]
    assert app.execute(stored).fetchall() == [("awaiting_deposit", 300_00)]


def test_the_application_may_not_add_a_transition(app: Session) -> None:
    with pytest.raises(InsufficientPrivilege):
        app.execute(
            "INSERT INTO journal_transition (subject, verb, from_status, to_status)"
            " VALUES ('application', 'approve', 'refused', 'awaiting_deposit')"
        )
