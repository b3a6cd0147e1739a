"""Ask MAGDA about an enterprise, once a day, and keep what it says.

What MAGDA said today is what we answer with, until it tells of a change. Else it is asked for
the enterprise, its employment and its last two annual accounts. Who asks the same number at the
same time waits for that one answer: within a process by `Flights`, between processes by an
advisory lock. All that is kept is kept apart from the caller's transaction: others may already
stand on it.

Where employment or accounts cannot be asked, the enterprise is known all the same; what is
missing is said in the facts, and asked again when somebody looks a quarter of an hour later.
"""

from datetime import datetime, timedelta
from typing import Final, TypeVar

from portefeuille import law
from portefeuille.adapters.magda import AnnualAccounts, Enterprise, Magda, Reason
from portefeuille.core.lookup import Found, Lookup, Unavailable, Unknown
from portefeuille.core.periods import legal_day
from portefeuille.register import state
from portefeuille.register.apart import apart
from portefeuille.register.facts import canonical, digest_of
from portefeuille.register.flights import Flights
from portefeuille.register.magda import UNAVAILABLE, facts_of_magda
from portefeuille.register.models import Snapshot, Trigger
from portefeuille.register.queries import newest_from
from portefeuille.register.source import place_to_ask
from portefeuille.register.subscribing import follow

MAGDA: Final = Snapshot.Source.MAGDA
EMPLOYMENT: Final = "magda-employment"
ACCOUNTS: Final = "magda-accounts"

CROWDED: Final = "too many ask at once; what needs an answer waits and gets it later"

PARTS_AGAIN_AFTER: Final = timedelta(minutes=15)

_HOLD: Final = 0x4D41 << 40  # the advisory lock of a number: "MA" and the number

T = TypeVar("T")

_flights: Flights[Lookup[Snapshot]] = Flights()


def ask(magda: Magda, number: str, now: datetime, reason: Reason) -> Lookup[Snapshot]:
    """What MAGDA says of a number, now or earlier today; see `services.look_up`."""
    kept = _kept(number, now)
    if kept is not None:
        return Found(kept, MAGDA.value, kept.known_at)
    with place_to_ask() as free:
        if not free:
            return Unavailable(MAGDA.value, CROWDED)
        return _flights.together(number, lambda: _ask_holding(magda, number, now, reason))


def _ask_holding(magda: Magda, number: str, now: datetime, reason: Reason) -> Lookup[Snapshot]:
    """Ask while no other process asks for this number, unless one just did."""
    with apart() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_HOLD + int(number)])
        try:
            kept = _kept(number, now)
            if kept is not None:
                return Found(kept, MAGDA.value, kept.known_at)
            return _ask(magda, number, now, reason)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_HOLD + int(number)])


def _ask(magda: Magda, number: str, now: datetime, reason: Reason) -> Lookup[Snapshot]:
    told = _open_triggers(number)
    answer = heard(MAGDA.value, magda.enterprise(number, reason), now)
    if isinstance(answer, Unavailable):
        return answer
    if isinstance(answer, Unknown):
        _end(told, now)
        return Unknown(number, MAGDA.value)
    snapshot = _keep(magda, answer.value, number, now, reason)
    _end(told, now)
    follow(magda, number, now, reason)
    return Found(snapshot, MAGDA.value, now)


def _keep(
    magda: Magda, enterprise: Enterprise, number: str, now: datetime, reason: Reason
) -> Snapshot:
    """The snapshot of this enterprise, with what else MAGDA knows of it."""
    day = legal_day(now)
    employment = heard(EMPLOYMENT, magda.employment(number, reason), now)
    accounts = _last_accounts(magda, number, now, reason)
    facts = facts_of_magda(enterprise, employment, accounts, now, law.load().on(day))
    text = canonical(facts)
    said = {
        "number": number,
        "source": MAGDA.value,
        "day": day,
        "now": now,
        "facts": text,
        "digest": digest_of(text),
    }
    with apart() as cursor:
        cursor.execute(_KEEP, said)
        (key,) = cursor.fetchone()
    return Snapshot.objects.get(pk=key)


def _last_accounts(
    magda: Magda, number: str, now: datetime, reason: Reason
) -> Lookup[tuple[AnnualAccounts, ...]]:
    """The accounts of the last year that was filed and of the year before it."""
    last = heard(ACCOUNTS, magda.accounts(number, reason), now)
    if not isinstance(last, Found):
        return last
    years = {one.year for one in last.value if one.year is not None}
    if len(years) != 1:
        return last
    before = heard(ACCOUNTS, magda.accounts(number, reason, max(years) - 1), now)
    match before:
        case Found(value):
            return Found((*last.value, *value), last.source, last.fetched_at)
        case Unknown():
            return last
    return before


def heard(source: str, answer: Lookup[T], now: datetime) -> Lookup[T]:
    """The answer, kept as how the source is; where there was none, with since when."""
    if not isinstance(answer, Unavailable):
        state.answered(source, now)
        return answer
    outage = state.failed(source, answer.why, now)
    return Unavailable(source, outage.why, outage.since)


def _kept(number: str, now: datetime) -> Snapshot | None:
    """What MAGDA said today and still holds, as far as we know."""
    kept = newest_from(MAGDA, number)
    if kept is None or kept.holds_on != legal_day(now) or _open_triggers(number):
        return None
    missing = kept.facts["missing"].values()
    again = any(part["answer"] == UNAVAILABLE for part in missing)
    return None if again and now - kept.known_at >= PARTS_AGAIN_AFTER else kept


def _open_triggers(number: str) -> list[int]:
    found = Trigger.objects.filter(number=number, ended_at=None)
    return list(found.values_list("pk", flat=True))


def _end(triggers: list[int], now: datetime) -> None:
    if triggers:
        with apart() as cursor:
            cursor.execute(_END, {"triggers": triggers, "now": now})


_KEEP = """
SELECT register_keep_snapshot(
    %(number)s, %(source)s, %(day)s, %(now)s, %(facts)s::jsonb, %(digest)s
)
"""

# A trigger that came in with a later clock than ours ends when it came in.
_END = """
UPDATE register_trigger SET ended_at = greatest(known_at, %(now)s) WHERE id = ANY (%(triggers)s)
"""
