"""Invented enterprises, in bulk: what a synthetic year needs to stand on.

Their numbers lie in 1900.000.000 to 1999.999.999, valid but far from what the KBO has issued,
so that no invented fact touches a real enterprise; their snapshots say where they come from.
Two COPYs and a handful of statements for any number of rows.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

from portefeuille.core.numbers import parse_enterprise_number
from portefeuille.register.facts import canonical, digest_of
from portefeuille.register.models import Snapshot


@dataclass(frozen=True, slots=True)
class SyntheticIds:
    """The keys of the enterprises and of their snapshots, each in the order of the rows."""

    enterprise_ids: tuple[int, ...]
    snapshot_ids: tuple[int, ...]


def add_synthetic(
    rows: Iterable[tuple[str, Mapping[str, Any]]], *, holds_on: date, known_at: datetime
) -> SyntheticIds:
    """Adds enterprises with their number and a snapshot of the facts given (see `facts.py`).

    A number that is there keeps its enterprise, and facts that are there (of that enterprise,
    on that day) keep their snapshot: a second run adds nothing. NumberError for a number that
    is none, ValueError for one outside the synthetic range.
    """
    said: dict[str, Any] = {
        "source": Snapshot.Source.SYNTHETIC.value,
        "holds_on": holds_on,
        "known_at": known_at,
    }
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_INCOMING)
        with cursor.copy("COPY incoming (number, facts, digest) FROM STDIN") as copy:
            for row in _checked(rows):
                copy.write_row(row)
        cursor.execute("ANALYZE incoming")
        _add_enterprises(cursor)
        cursor.execute(_ADD_SNAPSHOTS, said)
        cursor.execute(_IDS, said)
        found = cursor.fetchall()
        cursor.execute("DROP TABLE incoming")
    return SyntheticIds(tuple([ids[0] for ids in found]), tuple([ids[1] for ids in found]))


def _add_enterprises(cursor: Any) -> None:
    """An enterprise for every new number. Paired here: a join by rank is left to no planner."""
    cursor.execute(_FRESH_NUMBERS)
    numbers = [number for (number,) in cursor.fetchall()]
    cursor.execute(_NEW_ENTERPRISES, [len(numbers)])
    keys = [key for (key,) in cursor.fetchall()]
    with cursor.copy("COPY register_enterprisenumber (number, enterprise_id) FROM STDIN") as copy:
        for row in zip(numbers, keys, strict=True):
            copy.write_row(row)


def _checked(rows: Iterable[tuple[str, Mapping[str, Any]]]) -> Iterator[tuple[str, str, str]]:
    for number, facts in rows:
        digits = parse_enterprise_number(number)
        if not digits.startswith("19"):
            raise ValueError(f"{number} is not a synthetic number: these start with 19")
        text = canonical(facts)
        yield digits, text, digest_of(text)


_INCOMING = """
CREATE TEMPORARY TABLE incoming (
    position bigint GENERATED ALWAYS AS IDENTITY,
    number text NOT NULL,
    facts jsonb NOT NULL,
    digest text NOT NULL
) ON COMMIT DROP
"""

_FRESH_NUMBERS = """
SELECT number
FROM incoming
WHERE NOT EXISTS (
    SELECT FROM register_enterprisenumber AS held WHERE held.number = incoming.number
)
GROUP BY number
ORDER BY min(position)
"""

# Enterprises have nothing but their key, so that is all there is to insert.
_NEW_ENTERPRISES = """
INSERT INTO register_enterprise SELECT FROM generate_series(1, %s) RETURNING id
"""

_ADD_SNAPSHOTS = """
INSERT INTO register_snapshot (enterprise_id, source, holds_on, known_at, facts, digest)
SELECT held.enterprise_id, %(source)s, %(holds_on)s, %(known_at)s, incoming.facts, incoming.digest
FROM incoming JOIN register_enterprisenumber AS held USING (number)
ORDER BY incoming.position
ON CONFLICT ON CONSTRAINT snapshot_is_stored_once DO NOTHING
"""

_IDS = """
SELECT snapshot.enterprise_id, snapshot.id
FROM incoming
JOIN register_enterprisenumber AS held USING (number)
JOIN register_snapshot AS snapshot
  ON snapshot.enterprise_id = held.enterprise_id
 AND snapshot.digest = incoming.digest
 AND snapshot.source = %(source)s
 AND snapshot.holds_on = %(holds_on)s
ORDER BY incoming.position
"""
