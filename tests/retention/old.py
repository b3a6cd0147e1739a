"""Rows as they were written long ago, put there by the owner; a number each, so none are alike."""

import uuid
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any, Final

import psycopg
from psycopg.types.json import Jsonb

from portefeuille.config.owner import as_owner
from portefeuille.retention.services import keep_periods
from tests.databases import Database

NOW: Final = datetime.now(UTC)
DAY: Final = timedelta(days=1)
YEAR: Final = 366 * DAY
_NUMBERS = count(1)


def owner(database: Database, statement: str, *values: Any) -> Any:
    """What the owner gets; None where the statement gives no rows."""
    with psycopg.connect(database.owner_url, autocommit=True) as session:
        done = session.execute(statement, values)  # type: ignore[call-overload]
        return done.fetchall() if done.description else None


def there(database: Database, table: str) -> int:
    """How many rows a table has."""
    return int(owner(database, f"SELECT count(*) FROM {table}")[0][0])  # noqa: S608


def under_rules(database: Database, setting: str, monkeypatch: Any) -> None:
    """What `migrate` does with this setting."""
    monkeypatch.setattr("django.conf.settings.SELECTION_RULES", setting)
    with as_owner(database.owner_url) as alias:
        keep_periods(alias)


def last_only(database: Database, after: str) -> None:
    """Let every kind that is kept for years be kept as long as this."""
    owner(database, "UPDATE retention_period SET after = %s WHERE after ~ 'Y'", after)


def person(database: Database) -> int:
    """Somebody."""
    number = next(_NUMBERS)
    (row,) = owner(
        database,
        "INSERT INTO people_person (subject, name, email, language)"
        " VALUES (%s, 'Lotte Voorbeeld', 'lotte@bakkerij.example', 'nl') RETURNING id",
        f"test:{number}",
    )
    return int(row[0])


def enterprise(database: Database) -> int:
    """An enterprise without a number."""
    (row,) = owner(database, "INSERT INTO register_enterprise DEFAULT VALUES RETURNING id")
    return int(row[0])


def draft(database: Database, ago: timedelta, of: int | None = None) -> uuid.UUID:
    """A draft that was changed so long ago."""
    key = uuid.uuid4()
    owner(
        database,
        "INSERT INTO applications_draft"
        " (id, enterprise_id, person_id, version, answers, opened_at, changed_at)"
        " VALUES (%s, %s, %s, 1, %s, %s, %s)",
        *(key, of or enterprise(database), person(database), Jsonb({"title": "Beter bakken"})),
        *(NOW - ago, NOW - ago),
    )
    return key


def session(database: Database, ago: timedelta) -> None:
    """A session that ended so long ago."""
    owner(
        database,
        "INSERT INTO django_session VALUES (%s, 'signed', %s)",
        *(f"key{next(_NUMBERS)}", NOW - ago),
    )


def kept_form(database: Database, ago: timedelta) -> None:
    """What was sent so long ago."""
    owner(
        database,
        "INSERT INTO people_keptform VALUES (%s, '/o/', '{\"title\": \"x\"}', %s, %s)",
        *(uuid.uuid4(), NOW - ago, person(database)),
    )


def answer(database: Database, ago: timedelta) -> None:
    """What a program was answered so long ago."""
    owner(
        database,
        "INSERT INTO journal_answer (client, key, digest, status, body, location, known_at)"
        " VALUES ('api', %s, '', 201, '{}', '', %s)",
        *(f"key-{next(_NUMBERS)}", NOW - ago),
    )


def trigger(database: Database, ago: timedelta | None) -> None:
    """A change that ended so long ago, or did not."""
    ended = None if ago is None else NOW - ago
    owner(
        database,
        "INSERT INTO register_trigger (number, modified_on, status, known_at, ended_at)"
        " VALUES ('1999900171', %s, 'AC', %s, %s)",
        *((NOW - next(_NUMBERS) * DAY).date(), NOW - 20 * YEAR, ended),
    )


def snapshot(database: Database, of: int, ago: timedelta) -> int:
    """What was said of an enterprise so long ago."""
    (row,) = owner(
        database,
        "INSERT INTO register_snapshot"
        " (enterprise_id, source, holds_on, known_at, facts, digest)"
        " VALUES (%s, 'magda', %s, %s, %s, %s) RETURNING id",
        *(of, (NOW - ago).date(), NOW - ago, Jsonb({"name": "Jan Verzonnen"})),
        f"{next(_NUMBERS):064x}",
    )
    return int(row[0])


def message(database: Database, ago: timedelta, *, sent: bool = True, refused: str = "") -> int:
    """A mail of so long ago."""
    (row,) = owner(
        database,
        "INSERT INTO messages_message (key, kind, person_id, address, language, subject, text,"
        " html, made_at, attempts, send_after, sent_at, refused)"
        " VALUES (%s, 'decided', %s, 'lotte@bakkerij.example', 'nl', 'Beslissing', 'Dag Lotte',"
        " '<p>Dag Lotte</p>', %s, 0, %s, %s, %s) RETURNING id",
        *(f"key{next(_NUMBERS)}", person(database), NOW - ago, NOW - ago),
        *(NOW - ago if sent else None, refused),
    )
    return int(row[0])


def mandate(database: Database, of: int, ago: timedelta | None, number: str) -> None:
    """A mandate that ended so long ago, or did not."""
    until = None if ago is None else (NOW - ago).date()
    owner(
        database,
        "INSERT INTO people_mandate (person_id, role, number, held_from, held_until)"
        " VALUES (%s, 'entrepreneur', %s, '2000-01-01', %s)",
        *(of, number, until),
    )


def call(database: Database, ago: timedelta) -> None:
    """A question to a source of so long ago."""
    owner(
        database,
        "INSERT INTO register_registercall (at, reference, service, version, number, who, why,"
        " answer, codes, attempts, milliseconds) VALUES (%s, %s, 'GeefOnderneming', '02.00',"
        " '1999900369', 'person:1', 'application', 'found', '', 1, 40)",
        *(NOW - ago, f"reference-{next(_NUMBERS)}"),
    )
