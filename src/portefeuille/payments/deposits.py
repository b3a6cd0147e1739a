"""Money that comes in: booked where it is what was asked, else sent back.

What was asked: the exact amount still to deposit, with the communication of the application, on
the account by the last day. Called again with the same key it does nothing and answers what it
answered, so that a form sent twice moves money once.
"""

import uuid
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from portefeuille.applications.models import Application
from portefeuille.applications.transitions import (
    AWAITING_DEPOSIT,
    LAPSED,
    NotNow,
    may,
)
from portefeuille.applications.turn import Held, held, last_deposit_day_known_on
from portefeuille.core.money import Cents
from portefeuille.core.settlement import pay_by
from portefeuille.journal.models import Event
from portefeuille.journal.queries import history_of
from portefeuille.journal.services import By
from portefeuille.payments.models import Deposit
from portefeuille.payments.references import application_in
from portefeuille.wallet.queries import balances, left_for
from portefeuille.wallet.services import Line, Movement, move, post


@dataclass(frozen=True, slots=True)
class Incoming:
    """Money as it came in: `key` is of whoever records it, so that it is recorded once."""

    key: uuid.UUID
    reference: str
    amount: Cents
    received_on: date


def record_deposit(
    key: uuid.UUID, reference: str, amount: Cents, received_on: date, by: By
) -> Deposit:
    """Record money that came in: booked where it is what was asked, else sent back.

    What was asked: the exact amount still to deposit, with the communication of the application,
    on the account by the last day. One that was in time for an application that has lapsed since
    (the bank told us late) is booked, if the room is still there.
    """
    incoming = Incoming(key, reference, amount, received_on)
    known = Deposit.objects.filter(key=key).first()
    if known is not None:
        return known
    application_id = application_in(reference)
    if application_id is None or not Application.objects.filter(pk=application_id).exists():
        return _store(incoming, by, returned="unknown-reference")
    with held(application_id) as found:
        again = Deposit.objects.filter(key=key).first()
        if again is not None:
            return again
        why = _why_returned(found, incoming)
        return _send_back(found, incoming, why, by) if why else _book(found, incoming, by)


def _why_returned(found: Held, incoming: Incoming) -> str:
    """Why a deposit goes back; empty where it is what was asked."""
    it = found.dossier
    if not may("deposit", it.status) or not it.money.to_deposit:
        return "not-expected"
    if incoming.amount != it.money.to_deposit:
        return "wrong-amount"
    last_day = _last_day(found, incoming.received_on)
    if last_day is not None and incoming.received_on > last_day:
        return "too-late"
    gone = it.status == LAPSED and not _room_is_there(found)
    return "not-expected" if gone else ""


def _last_day(found: Held, day: date) -> date | None:
    """The last day of the deposit that is awaited or was; None where one more is free to come."""
    if found.dossier.status == AWAITING_DEPOSIT:
        return found.last_day_known_on(day)
    return _last_day_before_lapse(found, day) if found.dossier.status == LAPSED else None


def _last_day_before_lapse(found: Held, day: date) -> date:
    """The last day of the deposit that did not come; before all days where it lapsed later on."""
    history = history_of("application", found.dossier.application_id)
    lapsed = max(at for at, event in enumerate(history) if event.verb == "lapse")
    last = history[lapsed - 1]
    if last.due_on is None or last.to_status != AWAITING_DEPOSIT:
        return date.min
    return last_deposit_day_known_on(last.due_on, day)


def _room_is_there(found: Held) -> bool:
    """Whether the grant of an application that lapsed can be held once more."""
    lost = balances([found.dossier.application_id])[found.dossier.application_id].get("lost", 0)
    return bool(lost) or found.dossier.money.grant <= left_for(found.wallet)


def _book(found: Held, incoming: Incoming, by: By) -> Deposit:
    """The own share lies ready; with the first deposit the subsidy is added to it."""
    it = found.dossier
    first = it.status in (AWAITING_DEPOSIT, LAPSED)
    law = found.decided().law
    due_on = pay_by(law, it.service, it.submitted_on) if first else it.due_on
    event = found.take("deposit", by, due_on=due_on)
    key, own, subsidy = it.application_id, incoming.amount, it.money.grant if first else 0
    from_enterprise = (Line("enterprise", it.enterprise_id, -own), Line("own", key, own))
    from_government = (Line("government", 0, -subsidy), Line("subsidy", key, subsidy))
    post(
        [
            move("deposit", event, *from_enterprise),
            move("subsidy", event, *from_government),
            *_held_again(found, event),
        ]
    )
    return _store(incoming, by, application_id=key, event_id=event.pk)


def _held_again(found: Held, event: Event) -> Iterator[Movement]:
    """The grant of an application that lapsed is held once more, from where the lapse left it."""
    if found.dossier.status != LAPSED:
        return
    key, grant = found.dossier.application_id, found.dossier.money.grant
    lost = balances([key])[key].get("lost", 0)
    yield move("grant", event, Line("lost", key, -lost), Line("held", key, lost))
    rest = grant - lost
    yield move("grant", event, Line("room", found.wallet.pk, -rest), Line("held", key, rest))


def _send_back(found: Held, incoming: Incoming, why: str, by: By) -> Deposit:
    it = found.dossier
    event_id = None
    with suppress(NotNow):  # a history that was loaded: nobody follows it
        event_id = found.take("return_deposit", by, due_on=it.due_on, reason=why).pk
    return _store(incoming, by, returned=why, application_id=it.application_id, event_id=event_id)


def _store(
    incoming: Incoming,
    by: By,
    *,
    returned: str = "",
    application_id: int | None = None,
    event_id: int | None = None,
) -> Deposit:
    return Deposit.objects.create(
        key=incoming.key,
        application_id=application_id,
        event_id=event_id,
        reference=incoming.reference[:140],
        amount_cents=incoming.amount,
        received_on=incoming.received_on,
        returned=returned,
        actor=by.actor,
        known_at=by.now,
    )
