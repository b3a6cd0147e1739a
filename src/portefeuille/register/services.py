"""What can be done with the register; every verb is one transaction.

`look_up` asks the authentic source of one enterprise, or answers with what it said today;
`fallback_for` gives the newest we have where it cannot be asked. `take_mutations` reads what the
source says has changed, and `refresh_triggered` asks again. `load_kbo` loads an extract;
`add_synthetic` adds invented enterprises in bulk.
"""

from collections.abc import Iterable
from datetime import datetime

from portefeuille.adapters.magda import Check, Reason
from portefeuille.core.lookup import Found, Lookup
from portefeuille.register import source, subscribing
from portefeuille.register.asking import ask
from portefeuille.register.calls import keep_call, keep_handing_over
from portefeuille.register.holding import enterprise_of_number
from portefeuille.register.loading import LoadReport, RegisterInUse, load_kbo
from portefeuille.register.models import Snapshot
from portefeuille.register.mutations import (
    MutationReport,
    refresh_triggered,
    subscribe_again,
    take_mutations,
)
from portefeuille.register.open_data import snapshot_of_extract
from portefeuille.register.queries import current_snapshot
from portefeuille.register.source import asking
from portefeuille.register.succession import NotJoined, join, keep_apart, part
from portefeuille.register.synthetic import SyntheticIds, add_synthetic

__all__ = [
    "LoadReport",
    "MutationReport",
    "NotJoined",
    "Reason",
    "RegisterInUse",
    "SyntheticIds",
    "add_synthetic",
    "asking",
    "asks_magda",
    "check_source",
    "end_following",
    "enterprise_of_number",
    "fallback_for",
    "join",
    "keep_apart",
    "keep_call",
    "keep_handing_over",
    "load_kbo",
    "look_up",
    "part",
    "refresh_triggered",
    "subscribe_again",
    "take_mutations",
]


def asks_magda() -> bool:
    """Whether the authentic source is MAGDA; if not, it is the extract that was loaded."""
    return source.magda() is not None


def end_following(numbers: Iterable[str]) -> int:
    """Tell MAGDA that we follow these numbers no longer; of how many it said yes.

    Those it gives no answer about, and all where it is not configured, are still followed.
    """
    magda = source.magda()
    return 0 if magda is None else subscribing.end(magda, numbers)


def check_source() -> Check | None:
    """Whether MAGDA can be reached now; None where it is not asked. No enterprise is asked for."""
    magda = source.magda()
    return None if magda is None else magda.check()


def look_up(number: str, now: datetime, reason: Reason) -> Lookup[Snapshot]:
    """What the authentic source says of a number, as a snapshot that is kept.

    `number` is ten digits as `parse_enterprise_number` gives them, `now` the moment from which
    we know, `reason` who asks and why, for the purpose log.

    With MAGDA: what it said today, unless it told of a change since; else it is asked, and a
    new snapshot is kept, apart from the caller's transaction. `Unknown` where it does not know
    the number; `Unavailable`, with since when, where it gives no answer: never what we had.
    An enterprise that stopped is found. Asking may take seconds: hold no row meanwhile.

    Without MAGDA: what the loaded extract of KBO Open Data says (`open_data`).
    """
    magda = source.magda()
    if magda is None:
        return snapshot_of_extract(number, now)
    return ask(magda, number, now, reason)


def fallback_for(number: str, now: datetime) -> Snapshot | None:
    """The newest we have of a number, of whatever source: to show and to fill in, never to decide.

    What we kept, else what the loaded extract of KBO Open Data says, else None.
    """
    kept = current_snapshot(number)
    if kept is not None:
        return kept
    found = snapshot_of_extract(number, now)
    return found.value if isinstance(found, Found) else None
