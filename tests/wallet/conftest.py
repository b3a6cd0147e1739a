"""A wallet to try the database on, and the application's own session in it."""

from collections.abc import Iterator
from dataclasses import dataclass

import psycopg
import pytest

from tests.databases import Database

Session = psycopg.Connection[tuple[int, ...]]

NEW_EVENT = """
INSERT INTO journal_event
    (subject, subject_id, sequence, verb, from_status, to_status, actor, held_at, known_at)
VALUES ('application', %s, 1, 'approve', '', 'awaiting_deposit', 'test', now(), now())
RETURNING id
"""

INTO_POSTINGS = "INSERT INTO wallet_posting (entry_id, account, owner_id, amount_cents)"
COPY_POSTINGS = "COPY wallet_posting (entry_id, account, owner_id, amount_cents) FROM STDIN"


@pytest.fixture
def app(database: Database) -> Iterator[Session]:
    """A session with the rights of the application; every statement is its own transaction."""
    with psycopg.connect(database.app_url, autocommit=True) as session:
        yield session


@pytest.fixture
def owner(database: Database) -> Iterator[Session]:
    """A session of the owner of the tables."""
    with psycopg.connect(database.owner_url, autocommit=True) as session:
        yield session


@dataclass(frozen=True, slots=True)
class Ledger:
    """A wallet with a room of 7.500,00 in 2026, and entries on which nothing is posted yet."""

    session: Session
    enterprise: int
    wallet: int

    def new_entry(self, application: int) -> int:
        """An entry for the grant of an application (its number is free to choose)."""
        event = one(self.session, NEW_EVENT, application)
        return one(
            self.session,
            "INSERT INTO wallet_entry (kind, event_id) VALUES ('grant', %s) RETURNING id",
            event,
        )

    def post(self, *postings: tuple[int, str, int, int]) -> None:
        """Post (entry, account, owner, cents) in one statement."""
        with self.session.cursor() as cursor:
            marks = ", ".join(["(%s, %s, %s, %s)"] * len(postings))
            values = [value for posting in postings for value in posting]
            cursor.execute(f"{INTO_POSTINGS} VALUES {marks}", values)  # type: ignore[arg-type]

    def copy(self, *postings: tuple[int, str, int, int]) -> None:
        """The same by COPY."""
        with (
            self.session.cursor() as cursor,
            cursor.copy(COPY_POSTINGS) as copy,
        ):
            for posting in postings:
                copy.write_row(posting)

    def used(self) -> int:
        """What the wallet says is used."""
        return one(self.session, "SELECT used_cents FROM wallet_wallet WHERE id = %s", self.wallet)

    def posted(self) -> int:
        """How many postings there are."""
        return one(self.session, "SELECT count(*) FROM wallet_posting")


@pytest.fixture
def ledger(app: Session) -> Ledger:
    enterprise = one(app, "INSERT INTO register_enterprise DEFAULT VALUES RETURNING id")
    wallet = one(
        app,
        "INSERT INTO wallet_wallet (enterprise_id, year, size, ceiling_cents)"
        " VALUES (%s, 2026, 'small', 750000) RETURNING id",
        enterprise,
    )
    return Ledger(app, enterprise, wallet)


def one(session: Session, query: str, *values: object) -> int:
    """The one number a query gives."""
    row = session.execute(query, values).fetchone()  # type: ignore[arg-type]
    assert row is not None
    return row[0]
