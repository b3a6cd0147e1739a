"""How an authentic source is: when it last answered, and since when it does not.

Kept in the database, apart from any transaction, so that every process and every page says the
same.
"""

from dataclasses import dataclass
from datetime import datetime

from portefeuille.register.apart import apart
from portefeuille.register.models import SourceState


@dataclass(frozen=True, slots=True)
class Outage:
    """That a source gives no answer: since the first failure after it last answered, and why."""

    source: str
    since: datetime
    why: str


def outage_of(source: str) -> Outage | None:
    """The outage of a source; None where it answers, or was never asked."""
    state = SourceState.objects.filter(pk=source, down_since__isnull=False).first()
    if state is None or state.down_since is None:
        return None
    return Outage(state.source, state.down_since, state.why)


def states() -> list[SourceState]:
    """Every source that was ever asked, by name."""
    return list(SourceState.objects.order_by("source"))


def answered(source: str, now: datetime) -> None:
    """The source answered now, be it that it does not know."""
    with apart() as cursor:
        cursor.execute(_ANSWERED, {"source": source, "now": now})


def failed(source: str, why: str, now: datetime) -> Outage:
    """The source gave no answer; since when that is so."""
    with apart() as cursor:
        cursor.execute(_FAILED, {"source": source, "now": now, "why": why})
        (since,) = cursor.fetchone()
    return Outage(source, since, why)


_ANSWERED = """
INSERT INTO register_sourcestate AS known (source, last_success_at, why)
VALUES (%(source)s, %(now)s, '')
ON CONFLICT (source) DO UPDATE SET
    last_success_at = greatest(known.last_success_at, excluded.last_success_at),
    down_since = NULL,
    why = ''
"""

_FAILED = """
INSERT INTO register_sourcestate AS known (source, down_since, why)
VALUES (%(source)s, %(now)s, %(why)s)
ON CONFLICT (source) DO UPDATE SET
    down_since = coalesce(known.down_since, excluded.down_since),
    why = excluded.why
RETURNING down_since
"""
