"""One step of a line, a payout, a run or a recovery, from where it stands, in the journal."""

from datetime import date
from typing import Final

from django.db import connection

from portefeuille.journal.models import Event
from portefeuille.journal.queries import status_of
from portefeuille.journal.services import By, record
from portefeuille.payments.transitions import LINE, PAYOUT, RECOVERY, RUN, step

_LOCKS: Final = {LINE: 7_203_012, PAYOUT: 7_203_013, RUN: 7_203_014, RECOVERY: 7_203_015}


def hold(subject: str, subject_id: int) -> str:
    """Its status; nobody else takes a step of it until the transaction ends.

    In this order: a line or a run, wallets, recoveries, payouts.
    """
    with connection.cursor() as cursor:
        # The rows themselves can be changed by nobody, and so be locked by nobody.
        cursor.execute(
            "SELECT pg_advisory_xact_lock(%s, %s)", [_LOCKS[subject], subject_id % 2**31]
        )
    return status_of(subject, subject_id) or ""


def take(
    subject: str,
    subject_id: int,
    verb: str,
    by: By,
    *,
    reason: str = "",
    words: str = "",
    due_on: date | None = None,
) -> Event:
    """Record a step; NotThere where the table has none from where it stands."""
    status = hold(subject, subject_id)
    return record(
        step(subject, subject_id, verb, status), by, due_on=due_on, reason=reason, words=words
    )
