"""What MAGDA says has changed: each a trigger, after which whoever looks asks anew.

The file tells what changed and nothing we keep: the answer to a fresh question does. A trigger
ends when the enterprise was asked about again, or at once where nobody needs it to be.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, Final

from django.db import connection, transaction

from portefeuille.adapters.magda import Reason
from portefeuille.adapters.magda.mutations import Trigger as Told
from portefeuille.core.lookup import Unavailable
from portefeuille.register import source, subscribing
from portefeuille.register.asking import ask

IN_ONE_GO: Final = 1_000
WORKER: Final = Reason("worker", "mutation")


@dataclass(frozen=True, slots=True)
class MutationReport:
    """What a file held: lines read, of those about enterprises of ours, and new triggers."""

    read: int
    known: int
    new: int


def take_mutations(told: Iterable[Told], now: datetime) -> MutationReport:
    """Keep what changed of the numbers we know; whole or not at all, the same twice once.

    MutationError, from whoever reads the lines, where one is wrong: then nothing is kept.
    """
    read = known = new = 0
    with transaction.atomic(), connection.cursor() as cursor:
        for batch in _batches(told):
            rows: dict[str, Any] = {
                "numbers": [one.number for one in batch],
                "days": [one.modified_on for one in batch],
                "statuses": [one.status or "" for one in batch],
                "now": now,
            }
            cursor.execute(_KEEP, rows)
            (of_ours, kept) = cursor.fetchone()
            read, known, new = read + len(batch), known + of_ours, new + kept
    return MutationReport(read, known, new)


def refresh_triggered(
    now: datetime, limit: int, runs: Callable[[Collection[int]], Collection[int]]
) -> int:
    """Ask again about enterprises that changed and matter now; how many were asked about.

    They matter where they were looked up this year, or where one of their dossiers runs: `runs`
    says of which of these enterprises. The triggers of the others end without a question. Ends at
    the first for which MAGDA gives no answer. Nothing where MAGDA is not configured.
    """
    magda = source.magda()
    if magda is None:
        return 0
    asked = 0
    for number in _to_ask(now, limit, runs):
        if isinstance(ask(magda, number, now, WORKER), Unavailable):
            break
        asked += 1
    return asked


def subscribe_again(now: datetime, limit: int) -> int:
    """Subscribe to the numbers for which that failed; how many it succeeded for."""
    magda = source.magda()
    return 0 if magda is None else subscribing.subscribe_again(magda, now, limit)


def _to_ask(
    now: datetime, limit: int, runs: Callable[[Collection[int]], Collection[int]]
) -> list[str]:
    """The numbers to ask about, the first that changed first; ends what needs no question."""
    with connection.cursor() as cursor:
        cursor.execute(_OPEN, {"year": now.year, "limit": limit})
        waiting = cursor.fetchall()
        running = set(runs([enterprise for _, enterprise, _ in waiting]))
        idle = [
            number
            for number, enterprise, this_year in waiting
            if not this_year and enterprise not in running
        ]
        cursor.execute(_END, {"numbers": idle, "now": now})
    return [number for number, _, _ in waiting if number not in set(idle)]


def _batches(told: Iterable[Told]) -> Iterator[list[Told]]:
    rest = iter(told)
    while batch := list(islice(rest, IN_ONE_GO)):
        yield batch


_KEEP = """
WITH told AS (
    SELECT DISTINCT * FROM unnest(%(numbers)s::text[], %(days)s::date[], %(statuses)s::text[])
        AS told (number, modified_on, status)
    WHERE EXISTS (
        SELECT FROM register_enterprisenumber AS held WHERE held.number = told.number
    )
), kept AS (
    INSERT INTO register_trigger (number, modified_on, status, known_at)
    SELECT number, modified_on, status, %(now)s FROM told
    ON CONFLICT (number, modified_on, status) DO NOTHING
    RETURNING id
)
SELECT (SELECT count(*) FROM told), (SELECT count(*) FROM kept)
"""

_OPEN = """
SELECT trigger.number, held.enterprise_id, EXISTS (
    SELECT FROM register_snapshot AS said
    WHERE said.enterprise_id = held.enterprise_id AND said.source = 'magda'
      AND said.holds_on >= make_date(%(year)s, 1, 1)
)
FROM register_trigger AS trigger
JOIN register_enterprisenumber AS held ON held.number = trigger.number
WHERE trigger.ended_at IS NULL
GROUP BY trigger.number, held.enterprise_id
ORDER BY min(trigger.id)
LIMIT %(limit)s
"""

_END = """
UPDATE register_trigger SET ended_at = greatest(known_at, %(now)s)
WHERE ended_at IS NULL AND number = ANY (%(numbers)s)
"""
