"""Money that comes in for an application: booked where it is what was asked, else as the law says.

What was asked: the exact amount still to deposit, with the communication of the application, on
the account by the last day. What is not goes back by itself, or waits for a finance officer, as
the law has it for each reason.
"""

import uuid
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Final

from portefeuille import law
from portefeuille.applications.budgets import still_fits
from portefeuille.applications.transitions import (
    AWAITING_DEPOSIT,
    LAPSED,
    NotNow,
    may,
)
from portefeuille.applications.turn import Held, last_deposit_day_known_on
from portefeuille.core.settlement import pay_by
from portefeuille.journal.models import Event
from portefeuille.journal.queries import history_of
from portefeuille.journal.services import By
from portefeuille.payments.models import BankLine, Deposit
from portefeuille.payments.outgoing.beneficiaries import keep_payer
from portefeuille.payments.outgoing.payouts import owe_return
from portefeuille.payments.steps import take
from portefeuille.payments.transitions import LINE
from portefeuille.wallet.queries import balances, left_for
from portefeuille.wallet.services import Line, Movement, move, post

RETURN: Final = "return"

_IN_LAW: Final = {"unknown-reference": "wrong-reference"}
"""Why a deposit is not what was asked, and what the law calls it where that is another name."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of a line: the deposit it was, or None where a finance officer must look;
    then `why` it is not what was asked."""

    deposit: Deposit | None
    why: str = ""


def deposit(found: Held, line: BankLine, by: By, *, confirmed: bool = False) -> Decision:
    """What becomes of a line for an application that is held.

    `confirmed`: a finance officer chose the application. What is not what was asked is then not
    sent back by itself.
    """
    why = why_not(found, line)
    if not why:
        return Decision(_book(found, line, by))
    if confirmed or not goes_back(why, line.booked_on):
        return Decision(None, why)
    return Decision(send_back(line, why, by, found), why)


def goes_back(why: str, day: date) -> bool:
    """Whether the law of the day on which money came in sends it back by itself for this reason.

    Of that day, since money that names no application has no other.
    """
    book = law.load()
    if day < book.periods[0].first_day:
        return False
    return book.on(day).wrong_deposits.get(_IN_LAW.get(why, why)) == RETURN


def send_back(line: BankLine, why: str, by: By, found: Held | None = None) -> Deposit:
    """The money of a line is due to whoever sent it; it lies unmatched until it has left."""
    event_id, application_id = None, None
    if found is not None:
        application_id = found.dossier.application_id
        with suppress(NotNow):  # a history that was loaded: nobody follows it
            due_on = found.dossier.due_on
            event_id = found.take("return_deposit", by, due_on=due_on, reason=why).pk
    take(LINE, line.pk, "send_back", by, reason=why)
    owe_return(line, application_id, by)
    return _store(line, by, returned=why, application_id=application_id, event_id=event_id)


def why_not(found: Held, line: BankLine) -> str:
    """Why a line is not what was asked; empty where it is."""
    it = found.dossier
    if not may("deposit", it.status) or not it.money.to_deposit:
        return "not-expected"
    if line.amount_cents != it.money.to_deposit:
        return "wrong-amount"
    last_day = _last_day(found, line.booked_on)
    if last_day is not None and line.booked_on > last_day:
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
    it = found.dossier
    return bool(lost) or (
        it.money.grant <= left_for(found.wallet)
        and still_fits(it.submitted_on.year, it.theme, it.money.grant)
    )


def _book(found: Held, line: BankLine, by: By) -> Deposit:
    """The own share lies ready; with the first deposit the subsidy is added to it."""
    it = found.dossier
    first = it.status in (AWAITING_DEPOSIT, LAPSED)
    due_on = it.due_on
    if first:
        due_on = pay_by(found.decided().law, it.service, it.submitted_on)
    event = found.take("deposit", by, due_on=due_on)
    take(LINE, line.pk, "match", by)
    key, own, subsidy = it.application_id, line.amount_cents, it.money.grant if first else 0
    from_enterprise = (Line("enterprise", it.enterprise_id, -own), Line("own", key, own))
    from_government = (Line("government", 0, -subsidy), Line("subsidy", key, subsidy))
    post(
        [
            settled(line, "enterprise", it.enterprise_id, event),
            move("deposit", event, *from_enterprise),
            move("subsidy", event, *from_government),
            *_held_again(found, event),
        ]
    )
    keep_payer(it.enterprise_id, line, by)
    return _store(line, by, application_id=key, event_id=event.pk)


def settled(line: BankLine, account: str, owner_id: int, event: Event) -> Movement:
    """The money of a line is found to be of somebody."""
    amount = line.amount_cents if line.credit else -line.amount_cents
    return move(
        "settle", event, Line("unmatched", line.pk, -amount), Line(account, owner_id, amount)
    )


def key_of(line: BankLine) -> uuid.UUID:
    """The key of a deposit: that of the form for one recorded by hand, else made of the line's."""
    try:
        return uuid.UUID(line.key)
    except ValueError:
        return uuid.uuid5(uuid.NAMESPACE_OID, f"{line.account_id}/{line.key}")


def _held_again(found: Held, event: Event) -> Iterator[Movement]:
    """The grant of an application that lapsed is held once more, from where the lapse left it."""
    if found.dossier.status != LAPSED:
        return
    key, grant = found.dossier.application_id, found.dossier.money.grant
    lost = balances([key])[key].get("lost", 0)
    yield move("grant", event, Line("lost", key, -lost), Line("held", key, lost))
    rest = grant - lost
    yield move("grant", event, Line("room", found.wallet.pk, -rest), Line("held", key, rest))


def _store(
    line: BankLine,
    by: By,
    *,
    returned: str = "",
    application_id: int | None = None,
    event_id: int | None = None,
) -> Deposit:
    return Deposit.objects.create(
        key=key_of(line),
        line=line,
        application_id=application_id,
        event_id=event_id,
        reference=(line.structured or line.free_text)[:140],
        amount_cents=line.amount_cents,
        received_on=line.booked_on,
        returned=returned,
        actor=by.actor,
        known_at=by.now,
    )
