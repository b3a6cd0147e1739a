"""Whose dossiers run: enterprises of whom a change in the register matters at once."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from django.db import connection

from portefeuille.applications.transitions import SUBJECT
from portefeuille.register.services import refresh_triggered, subscribe_again

IN_A_ROUND: Final = 200
"""So many enterprises are asked about in a round: MAGDA allows few questions a second, and
whoever applies meanwhile asks too."""


def ask_again(now: datetime) -> int:
    """Ask the source again about enterprises that changed and matter now, and to be told of
    changes where that failed; about how many enterprises it answered."""
    asked = refresh_triggered(now, IN_A_ROUND, with_running)
    return asked + subscribe_again(now, IN_A_ROUND)


def with_running(enterprise_ids: Iterable[int]) -> set[int]:
    """Of these enterprises those with an application that still runs."""
    with connection.cursor() as cursor:
        cursor.execute(_RUNNING, {"ids": list(enterprise_ids), "subject": SUBJECT})
        return {key for (key,) in cursor.fetchall()}


_RUNNING = """
SELECT DISTINCT application.enterprise_id
FROM applications_application AS application
JOIN journal_running AS running
  ON running.subject = %(subject)s AND running.subject_id = application.id
WHERE application.enterprise_id = ANY (%(ids)s::bigint[])
"""
