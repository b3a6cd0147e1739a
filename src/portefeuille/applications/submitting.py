"""Submit: read, decide, book, and if somebody was first, once more while holding the wallet.

The write path is always these five lines: read the facts and the wallet with its version;
`decide`; one function of the database stores application, decision, postings, journal event
and the wallet, if the version still holds; if it does not, once more now holding the row;
answer. Nothing is half there: the booking is one statement.

Where the authentic source cannot be asked, what was submitted is received, and counts from then
on; the decision follows (`arrivals`).
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

import orjson
from django.db import connection, transaction

from portefeuille.aid.services import aid_in_case, undertaking_held
from portefeuille.applications.budgets import must_wait, waited_for_by
from portefeuille.applications.lawtexts import keep_law
from portefeuille.applications.queries import Standing, standing
from portefeuille.applications.receiving import REGISTER, Received, receive
from portefeuille.applications.request import Request, compose, place_of, read_request
from portefeuille.applications.rows import (
    application_row,
    decision_row,
    event_row,
    judged_facts,
    reference_of,
)
from portefeuille.budget.services import hold as hold_budget
from portefeuille.core.decide import Decision, decide_under
from portefeuille.core.dossier import read_case
from portefeuille.core.facts import Case
from portefeuille.core.law import Law, LawInForce
from portefeuille.core.lookup import Found, Unavailable, Unknown
from portefeuille.core.periods import legal_day
from portefeuille.core.settlement import deposit_by
from portefeuille.journal.services import By
from portefeuille.register.services import Reason, asks_magda, enterprise_of_number, look_up
from portefeuille.wallet.services import hold_wallet

_BOOK: Final = "SELECT applications_book(%s::jsonb, %s::jsonb, %s::jsonb, %s::jsonb)"
_IN_BUDGET: Final = _BOOK.replace("applications_book", "applications_book_in_budget")
_SHORT: Final = -1
"""What is booked where the budget has not enough left any more: nothing."""


@dataclass(frozen=True, slots=True)
class Submitted:
    """An application that was decided and booked, with its facts, and the law it was under."""

    application_id: int
    reference: str
    case: Case
    decision: Decision
    law: LawInForce


@dataclass(frozen=True, slots=True)
class Judged:
    """A decision that was taken and not booked, and its law."""

    decision: Decision
    law: LawInForce


@dataclass(frozen=True, slots=True)
class _Arrival:
    """A request that arrived: what was asked, by whom, when, and the law of that day and of all.

    `by.now` is when it is decided: later than `at`, where the source could not be asked.
    """

    request: Request
    by: By
    at: datetime
    day: date
    law: LawInForce
    scheme: Law
    arrival_id: int | None = None

    @property
    def theme(self) -> str | None:
        """The theme as it was sent; None where that is no text."""
        said = self.request.application.get("theme")
        return said if isinstance(said, str) else None

    def standing(self) -> Standing | None:
        """What the register, the wallet, the providers and the budget say of it now."""
        return standing(self.request.number, self.request.registration, self.day, self.theme)

    def dossier(self, seen: Standing) -> dict[str, Any]:
        """What is judged, with the aid that was granted before where the law asks it."""
        aid = aid_in_case(self.scheme, self.law, seen.enterprise_id, legal_day(self.by.now))
        return {**compose(self.request, seen, self.day), **aid}


def submit(
    raw: Any, law: Law, by: By, down: Unavailable | None = None
) -> Submitted | Received | Unknown:
    """Decide and book a request that arrives now.

    CaseError where the request cannot be read. `Unknown` where the register does not know the
    number: nothing is stored. `Received` where the register cannot be asked, or an earlier request
    of this enterprise still waits for it, or where the grant waits for the budget: the decision
    follows. `down`: what `ask_ahead` told.
    """
    arrival = _arrival(raw, law, by, by.now)
    seen = down or _seen(arrival)
    if isinstance(seen, Unknown):
        return seen
    if isinstance(seen, Standing) and seen.waits:
        source = waited_for_by(seen.enterprise_id) or REGISTER
        seen = Unavailable(source, "an earlier application of this enterprise waits for it")
    if isinstance(seen, Unavailable):
        _refuse_what_cannot_be_read(arrival)
        return receive(raw, arrival.request.number, seen, by)
    booked = _decide_and_book(arrival, seen) or _again_holding_the_wallet(arrival, seen)
    if isinstance(booked, Unavailable):
        return receive(raw, arrival.request.number, booked, by)
    return booked or submit(raw, law, by)


def ask_ahead(raw: Any, by: By) -> Unavailable | None:
    """Ask the register about a request before a row is held for it; None where it answered.

    CaseError where the request cannot be read.
    """
    return asked_ahead(read_request(raw).number, by)


def submit_received(
    raw: Any, law: Law, by: By, at: datetime, arrival_id: int
) -> Submitted | Unknown | Unavailable:
    """Decide and book, as `submit` does, a request that was received at an earlier moment.

    Its day is that of its arrival: the law of that day, and the room and the budget of that year.
    """
    arrival = replace(_arrival(raw, law, by, at), arrival_id=arrival_id)
    seen = _seen(arrival)
    if not isinstance(seen, Standing):
        return seen
    booked = _decide_and_book(arrival, seen) or _again_holding_the_wallet(arrival, seen)
    return booked or submit_received(raw, law, by, at, arrival_id)


def judge(raw: Any, law: Law, by: By) -> Judged | Unknown | Unavailable:
    """What `submit` would decide now; nothing is booked. CaseError as there."""
    arrival = _arrival(raw, law, by, by.now)
    seen = _seen(arrival)
    if not isinstance(seen, Standing):
        return seen
    case = read_case(arrival.dossier(seen))
    return Judged(decide_under(case, arrival.law), arrival.law)


def asked_ahead(number: str, by: By) -> Unavailable | None:
    """Asking may take seconds, so it is done before any row is held; None where it answered.

    What was told now is answered with for the rest of the day.
    """
    if not asks_magda():
        return None
    answer = look_up(number, by.now, Reason(by.actor, "application"))
    return answer if isinstance(answer, Unavailable) else None


def _arrival(raw: Any, law: Law, by: By, at: datetime) -> _Arrival:
    day = legal_day(at)
    return _Arrival(read_request(raw), by, at, day, law.on(day), law)


def _seen(arrival: _Arrival) -> Standing | Unknown | Unavailable:
    """The standing, asking the register first where what it said is not of today."""
    seen = arrival.standing()
    if seen is not None and seen.snapshot_id is not None and not asks_magda():
        return seen
    reason = Reason(arrival.by.actor, "application")
    number = arrival.request.number if seen is None else seen.number
    found = look_up(number, arrival.by.now, reason)
    if not isinstance(found, Found):
        return found
    seen = arrival.standing()
    assert seen is not None, "a number that was found has been kept"
    if seen.number != number:
        return _seen(arrival)
    return replace(seen, snapshot_id=found.value.pk, facts=found.value.facts)


def _refuse_what_cannot_be_read(arrival: _Arrival) -> None:
    """CaseError where a request is wrong whatever the register will say of the enterprise."""
    enterprise_of_number(arrival.request.number)
    seen = arrival.standing()
    assert seen is not None, "the number has just been kept"
    read_case(arrival.dossier(seen))


def _decide_and_book(arrival: _Arrival, seen: Standing) -> Submitted | Unavailable | None:
    """The decision, booked; None where wallet or budget are no longer those that were seen.

    Unavailable where the grant must wait for the budget: nothing is booked.
    """
    with undertaking_held(arrival.law, seen.enterprise_id, legal_day(arrival.by.now)):
        return _booked(arrival, seen)


def _booked(arrival: _Arrival, seen: Standing) -> Submitted | Unavailable | None:
    dossier = arrival.dossier(seen)
    case = read_case(dossier)
    decision = decide_under(case, arrival.law)
    waits = must_wait(seen.budget, arrival.theme, decision.grant, arrival.arrival_id)
    if waits is not None:
        return waits
    keep_law(arrival.law)
    wallet = {
        "enterprise_id": seen.enterprise_id,
        "year": arrival.day.year,
        "version": seen.version,
        "size": decision.size,
        "ceiling_cents": decision.ceiling,
    }
    now, place = arrival.by.now, place_of(arrival.request, seen.facts)
    approved = decision.outcome == "approved"
    due_on = deposit_by(arrival.law, legal_day(now)) if approved else None
    application_id = _book(
        _BOOK if seen.budget is None else _IN_BUDGET,
        wallet,
        application_row(case, seen.enterprise_id, arrival.at, place["number"] if place else None),
        decision_row(decision, judged_facts(dossier), seen.snapshot_id, now),
        event_row(decision.outcome, arrival.by, now, due_on),
    )
    if application_id is None or application_id == _SHORT:
        return None
    reference = reference_of(application_id, arrival.day.year)
    return Submitted(application_id, reference, case, decision, arrival.law)


def _again_holding_the_wallet(arrival: _Arrival, seen: Standing) -> Submitted | Unavailable | None:
    """Nobody can change the wallet any more while we read and decide for the second time; nor
    what is left of the budget, the third time, where somebody else took that meanwhile.

    None where another enterprise stands for this one by now: the register is asked about that.
    """
    held_first = undertaking_held(arrival.law, seen.enterprise_id, legal_day(arrival.by.now))
    with transaction.atomic(), held_first:
        hold_wallet(seen.enterprise_id, arrival.day.year)
        held = arrival.standing()
        assert held is not None, "an enterprise is never removed"
        if held.enterprise_id != seen.enterprise_id:
            return None
        held = replace(held, snapshot_id=seen.snapshot_id, facts=seen.facts)
        booked = _decide_and_book(arrival, held)
        if booked is not None:
            return booked
        hold_budget(arrival.day.year, arrival.theme)
        last = arrival.standing()
        assert last is not None, "an enterprise is never removed"
        booked = _decide_and_book(arrival, replace(held, budget=last.budget))
        assert booked is not None, "a wallet and a budget that we hold are those we read"
        return booked


def _book(function: str, *parts: dict[str, Any]) -> int | None:
    with connection.cursor() as cursor:
        cursor.execute(function, [orjson.dumps(part).decode() for part in parts])
        row = cursor.fetchone()
    return None if row is None else row[0]
