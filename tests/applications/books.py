"""What must be true of the book of record at every moment, asked as its owner, in plain SQL.

The questions share nothing with the code that writes: no model, no service, no view.
"""

from typing import Any, Final

import psycopg
from psycopg.types.json import Jsonb

from tests.databases import Database

_SETTLED: Final = {
    "approve approved": "awaiting_deposit",
    "refuse refused": "refused",
    "declare_inadmissible inadmissible": "inadmissible",
    "record approved": "on_record",
    "record refused": "refused",
    "record inadmissible": "inadmissible",
}

_NOT_WHOLE: Final = """
SELECT a.id, d.decisions, e.events, d.outcome, e.status, d.grant_cents, e.entries, p.room, p.held
FROM applications_application a
LEFT JOIN LATERAL (
    SELECT count(*) AS decisions, min(outcome) AS outcome, min(grant_cents) AS grant_cents
    FROM applications_decision WHERE application_id = a.id
) d ON true
LEFT JOIN LATERAL (
    SELECT count(DISTINCT event.id) AS events, min(to_status) AS status, min(event.id) AS id,
           min(verb) AS verb,
           count(entry.id) AS entries
    FROM journal_event event LEFT JOIN wallet_entry entry ON entry.event_id = event.id
    WHERE subject = 'application' AND subject_id = a.id
) e ON true
LEFT JOIN LATERAL (
    SELECT array_agg(posting.amount_cents) FILTER (WHERE account = 'room'
               AND wallet.enterprise_id = a.enterprise_id
               AND wallet.year = extract(year FROM a.submitted_on)) AS room,
           array_agg(posting.amount_cents) FILTER (WHERE account = 'held'
               AND owner_id = a.id) AS held
    FROM wallet_entry entry
    JOIN wallet_posting posting ON posting.entry_id = entry.id
    LEFT JOIN wallet_wallet wallet ON account = 'room' AND wallet.id = posting.owner_id
    WHERE entry.event_id = e.id
) p ON true
WHERE a.regime = 'law' AND NOT (
    d.decisions = 1 AND e.events = 1
    AND e.status = (%(settled)s::jsonb ->> (e.verb || ' ' || d.outcome))
    AND (d.outcome = 'approved') = (d.grant_cents > 0)
    AND CASE WHEN d.grant_cents > 0
        THEN e.entries = 1 AND p.room = ARRAY[-d.grant_cents] AND p.held = ARRAY[d.grant_cents]
        ELSE e.entries = 0 END
)
"""

_ORPHANS: Final = """
SELECT (SELECT count(*) FROM wallet_entry) - (
           SELECT count(*) FROM applications_decision d
           JOIN applications_application a ON a.id = d.application_id
           WHERE regime = 'law' AND grant_cents > 0) AS entries,
       (SELECT count(*) FROM wallet_posting) - 2 * (SELECT count(*) FROM wallet_entry) AS postings,
       (SELECT count(*) FROM journal_event WHERE subject = 'application')
           - (SELECT count(*) FROM applications_application) AS events,
       (SELECT coalesce(sum(amount_cents), 0) FROM wallet_posting) AS balance
"""

_WALLETS_THAT_DIFFER: Final = """
SELECT w.id, w.used_cents, coalesce(-sum(p.amount_cents), 0) AS posted
FROM wallet_wallet w
LEFT JOIN wallet_posting p ON p.account = 'room' AND p.owner_id = w.id
GROUP BY w.id HAVING w.used_cents <> coalesce(-sum(p.amount_cents), 0)
"""


def assert_books_are_whole(database: Database) -> None:
    """No application is half there, nothing is there without one, and the ledger sums to zero."""
    settled = Jsonb(_SETTLED)
    with psycopg.connect(database.owner_url) as session:
        assert session.execute(_NOT_WHOLE, {"settled": settled}).fetchall() == []
        assert session.execute(_ORPHANS).fetchall() == [(0, 0, 0, 0)]
        assert session.execute(_WALLETS_THAT_DIFFER).fetchall() == []


def rows(database: Database, query: str, *values: Any) -> list[tuple[Any, ...]]:
    """What the owner reads."""
    with psycopg.connect(database.owner_url) as session:
        return session.execute(query, values).fetchall()  # type: ignore[arg-type]


def counts(database: Database) -> dict[str, int]:
    """How many rows the tables of a submission have."""
    tables = (
        "applications_application",
        "applications_decision",
        "journal_event",
        "wallet_wallet",
        "wallet_entry",
        "wallet_posting",
    )
    return {table: rows(database, f"SELECT count(*) FROM {table}")[0][0] for table in tables}  # noqa: S608
