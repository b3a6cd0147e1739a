"""What can be done with an application after its decision, but for its money.

The provider checks it and finds it in order, or refuses it; the enterprise stops it; a time
limit lapses. Each is one transaction that holds the wallet of the year.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

from portefeuille.applications.dossiers import Dossier
from portefeuille.applications.transitions import SUBJECT, NotNow
from portefeuille.applications.turn import Held, held
from portefeuille.core.periods import end_of_legal_day, legal_day
from portefeuille.core.settlement import Stop, Withdraws, stop_of
from portefeuille.journal.models import Event
from portefeuille.journal.queries import overdue
from portefeuille.journal.services import By, record
from portefeuille.wallet.services import Line, Movement, move, post

PROVIDER_REASONS: Final = (
    "enterprise-not-allowed",
    "related-party",
    "service-not-eligible",
    "wrong-provider",
)
"""Why a provider must refuse (VLAIO, assessment of applications by the provider)."""

SYSTEM: Final = "system"


def check(application_id: int, by: By) -> None:
    """The provider has looked at it and finds it in order; a second time changes nothing."""
    with held(application_id) as found:
        if found.dossier.checked:
            return
        found.take("check", by, due_on=found.dossier.due_on)


def refuse(application_id: int, reason: str, words: str, by: By) -> Stop:
    """The provider refuses it: money goes back, and the room as with a stop on this day."""
    if reason not in PROVIDER_REASONS:
        raise ValueError(f"{reason!r} is not a reason to refuse")
    with held(application_id) as found:
        found.step("provider_refuse")
        stop = _stop_of(found, legal_day(by.now), "provider")
        event = found.take("provider_refuse", by, reason=reason, words=words)
        post(give_back(found, stop, event))
        return stop


def stop_ahead(application_id: int, withdraws: Withdraws, now: datetime) -> Stop:
    """What stopping now would do; NotNow where it cannot be stopped."""
    with held(application_id) as found:
        found.step("stop")
        return _stop_of(found, legal_day(now), withdraws)


def stop(application_id: int, withdraws: Withdraws, words: str, by: By) -> Stop:
    """Stop it, at the enterprise's wish, for a reason in its own words."""
    with held(application_id) as found:
        found.step("stop")
        stopped = _stop_of(found, legal_day(by.now), withdraws)
        event = found.take("stop", by, reason=stopped.case, words=words)
        post(give_back(found, stopped, event))
        return stopped


def lapse_overdue(now: datetime) -> Iterator[int]:
    """Lapse every application whose last day is over; one transaction each, so it can be cut off.

    Gives the number of each as it has lapsed. Run again, it goes on where it was.
    """
    today = legal_day(now)
    for application_id in overdue(SUBJECT, today):
        if lapse(application_id, now):
            yield application_id


def lapse(application_id: int, now: datetime) -> bool:
    """Lapse one application, as of the end of its last day; False where it is not overdue."""
    with held(application_id) as found:
        last_day = found.last_day_known_on(legal_day(now))
        if last_day is None or last_day >= legal_day(now):
            return False
        try:
            step = found.step("lapse")
        except NotNow:
            return False
        ended = end_of_legal_day(last_day)
        stopped = _stop_of(found, legal_day(ended), "enterprise")
        by = By(actor=SYSTEM, now=now)
        event = record(step.step(application_id), by, held_at=ended, reason=stopped.case)
        post(give_back(found, stopped, event))
        return True


def give_back(found: Held, stopped: Stop, event: Event) -> Iterator[Movement]:
    """The movements of a stop: own share to the enterprise, subsidy to government, room or lost."""
    it: Dossier = found.dossier
    key = it.application_id
    yield move(
        "refund",
        event,
        Line("own", key, -stopped.own_back),
        Line("enterprise", it.enterprise_id, stopped.own_back),
    )
    yield move(
        "return",
        event,
        Line("subsidy", key, -stopped.subsidy_back),
        Line("government", 0, stopped.subsidy_back),
    )
    yield move(
        "release",
        event,
        Line("held", key, -stopped.room),
        Line("room", found.wallet.pk, stopped.room),
    )
    yield move(
        "forfeit",
        event,
        Line("held", key, -stopped.room_lost),
        Line("lost", key, stopped.room_lost),
    )


def _stop_of(found: Held, day: date, withdraws: Withdraws) -> Stop:
    it = found.dossier
    return stop_of(it.money, found.decided().law, it.submitted_on, day, withdraws)
