"""What the database itself refuses of payment runs and of the bank's words, as the application."""

import uuid
from datetime import date

import psycopg
import pytest

from portefeuille.payments.models import Order, Run
from portefeuille.payments.services import NotThere, OwnRelease, give_account, prepare, release
from tests.applications.filing import NOW, load_registers, request, submitted
from tests.databases import Database
from tests.payments.life import PROVIDERS_IBAN, at, deposited, ordered, the

DAY = date(2026, 12, 1)
OFFICER = at(2026, 12, 3)
FILES_EVENT = """
INSERT INTO journal_event (subject, subject_id, sequence, verb, from_status, to_status, actor,
                           held_at, known_at)
VALUES ('run', %s, 2, 'release', 'prepared', 'released', 'somebody', now(), now())
"""


@pytest.fixture
def run(database: Database) -> Run:
    """A run of one order, prepared by "test"."""
    load_registers()
    application = submitted(request(), NOW).application_id
    deposited(application, 700_00, DAY, at(2026, 12, 1))
    provider = the(application).provider_id
    assert provider is not None
    give_account("provider", provider, PROVIDERS_IBAN, "Opleidingshuis", at(2026, 12, 1))
    ordered(application, "F-1", 1000_00, at(2026, 12, 2))
    return prepare(uuid.uuid4(), DAY, OFFICER)


def refused(database: Database, statement: str, *values: object) -> str:
    """Why the database refuses a statement of the application."""
    session = psycopg.connect(database.app_url)
    try:
        session.execute(statement, values)  # type: ignore[call-overload]
        session.commit()
    except psycopg.Error as error:
        return str(error)
    finally:
        session.close()
    pytest.fail("it was not refused")


def test_its_preparer_cannot_release_it(database: Database, run: Run) -> None:
    with pytest.raises(OwnRelease):
        release(run.pk, OFFICER)
    insert = "INSERT INTO payments_release (run_id, actor, known_at) VALUES (%s, %s, now())"
    assert "who cannot release it" in refused(database, insert, run.pk, OFFICER.actor)
    assert "was released by nobody" in refused(database, FILES_EVENT, run.pk)


def test_it_is_released_once(database: Database, run: Run) -> None:
    other = at(2026, 12, 3)
    release(run.pk, type(other)("other", other.now))
    with pytest.raises(NotThere):
        release(run.pk, type(other)("third", other.now))
    insert = "INSERT INTO payments_release (run_id, actor, known_at) VALUES (%s, %s, now())"
    assert "payments_release_run_id_key" in refused(database, insert, run.pk, "third")
    assert "event_has_one_place" in refused(database, FILES_EVENT, run.pk)
    order = Order.objects.get()
    assert order.sent_by_id is not None


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE payments_run SET total_cents = 1",
        "UPDATE payments_runline SET iban = 'BE62510007547061'",
        "DELETE FROM payments_runline",
        "DELETE FROM payments_release",
        "UPDATE payments_payout SET amount_cents = 1",
        "UPDATE payments_bankline SET amount_cents = 1",
        "DELETE FROM payments_statementfile",
        "UPDATE payments_beneficiary SET iban = 'BE62510007547061'",
        "UPDATE wallet_balance SET amount_cents = 0",
        "INSERT INTO wallet_balance (account, owner_id, amount_cents) VALUES ('own', 99, 1)",
    ],
)
def test_nothing_of_it_is_changed(database: Database, run: Run, statement: str) -> None:
    assert run.count == 1
    assert "permission denied" in refused(database, statement)
    with psycopg.connect(database.owner_url) as session:
        owner = "wallet_balance" in statement  # kept by the trigger, which is the owner's
        if not owner:
            with pytest.raises(psycopg.errors.RestrictViolation):
                session.execute(statement)  # type: ignore[call-overload]


def test_a_line_is_not_added_to_it(database: Database, run: Run) -> None:
    insert = (
        "INSERT INTO payments_runline (run_id, payout_id, end_to_end_id, amount_cents, name, iban,"
        " structured, text) SELECT run_id, payout_id + 0, 'X', 0, name, iban, '', ''"
        " FROM payments_runline"
    )
    told = refused(database, insert)
    assert "payout_is_once_in_a_run" in told or "has all its lines" in told


def test_a_run_says_what_its_lines_are(database: Database, run: Run) -> None:
    insert = (
        "INSERT INTO payments_run (key, message_id, account_id, execution_on, count, total_cents,"
        " digest, prepared_by, prepared_at) SELECT gen_random_uuid(), 'X', account_id,"
        " execution_on, 1, 100, digest, 'x', now() FROM payments_run"
    )
    assert "and has 0 of 0" in refused(database, insert)
    assert run.total_cents == 1000_00


def test_a_pot_is_never_below_zero(database: Database, run: Run) -> None:
    insert = (
        "WITH e AS (INSERT INTO wallet_entry (kind, event_id) SELECT 'refund', max(id) FROM"
        " journal_event RETURNING id) INSERT INTO wallet_posting (entry_id, account, owner_id,"
        " amount_cents) SELECT e.id, a, 1, x FROM e,"
        " (VALUES ('own', -70001), ('enterprise', 70001)) AS v (a, x)"
    )
    assert "balance_of_a_pot_is_not_below_zero" in refused(database, insert)
    assert run.count == 1
