"""A name for everything that happened in a year: the journal and the ledger, row by row.

Two years with the same digest are the same, to the moment of each event and the cent of each
posting. Nothing of it depends on the process that wrote it.
"""

import hashlib
from typing import Final

from sim.world import World

QUESTIONS: Final = (
    """SELECT subject, subject_id, sequence, verb, from_status, to_status, actor, mandate,
              held_at AT TIME ZONE 'UTC', known_at AT TIME ZONE 'UTC', due_on
       FROM journal_event ORDER BY id""",
    """SELECT n.kind, v.subject, v.subject_id, v.sequence, p.account, p.owner_id, p.amount_cents
       FROM wallet_posting p JOIN wallet_entry n ON n.id = p.entry_id
       JOIN journal_event v ON v.id = n.event_id ORDER BY p.id""",
    "SELECT key, amount_cents, credit, booked_on FROM payments_bankline ORDER BY id",
    "SELECT end_to_end_id, amount_cents, iban FROM payments_runline ORDER BY id",
)


def digest_of(world: World) -> str:
    """SHA-256 of it, in hex."""
    digest = hashlib.sha256()
    for question in QUESTIONS:
        with world.owner.cursor() as cursor:
            for row in cursor.stream(question):
                digest.update(repr(row).encode())
    return digest.hexdigest()
