"""Submit: read, decide, book, and if somebody was first, once more while holding the wallet.

The write path is always these five lines: read the facts and the wallet with its version;
`decide`; one function of the database stores application, decision, postings, journal event
and the wallet, if the version still holds; if it does not, once more now holding the row;
answer. Nothing is half there: the booking is one statement.

Where the authentic source cannot be asked, what was submitted is received, and counts from then
on; the decision follows (`arrivals`).
"""

import uuid
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

import orjson
from django.db import connection, transaction

from portefeuille.applications.drafts import held_draft, request_of
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
class Seen:
    """What an applicant saw before submitting: the version of the draft, the digest of the law."""

    version: int
    law: str


@dataclass(frozen=True, slots=True)
class LawChanged:
    """The law of today is not the one the applicant saw; nothing was submitted."""

    law: LawInForce


@dataclass(frozen=True, slots=True)
class _Arrival:
    """A request that arrived: what was asked, by whom, when, and the law of that day.

    `by.now` is when it is decided: later than `at`, where the source could not be asked.
    """

    request: Request
    by: By
    at: datetime
    day: date
    law: LawInForce

    def standing(self) -> Standing | None:
        """What the register, the wallet and the providers say of it now."""
        return standing(self.request.number, self.request.registration, self.day)


def submit(
    raw: Any, law: Law, by: By, down: Unavailable | None = None
) -> Submitted | Received | Unknown:
    """Decide and book a request that arrives now.

    CaseError where the request cannot be read. `Unknown` where the register does not know the
    number: nothing is stored. `Received` where the register cannot be asked, or an earlier request
    of this enterprise still waits for it: the decision follows. `down`: what `ask_ahead` told.
    """
    return _submit(raw, law, by, down)


def ask_ahead(raw: Any, by: By) -> Unavailable | None:
    """Ask the register about a request before a row is held for it; None where it answered.

    CaseError where the request cannot be read.
    """
    return _asked_ahead(read_request(raw).number, by)


def _submit(raw: Any, law: Law, by: By, down: Unavailable | None) -> Submitted | Received | Unknown:
    """As `submit`; `down` where the register was asked already and gave no answer."""
    arrival = _arrival(raw, law, by, by.now)
    seen = down or _seen(arrival)
    if isinstance(seen, Unknown):
        return seen
    if isinstance(seen, Standing) and seen.waits:
        seen = Unavailable(REGISTER, "an earlier application of this enterprise waits for it")
    if isinstance(seen, Unavailable):
        _refuse_what_cannot_be_read(arrival)
        return receive(raw, arrival.request.number, seen, by)
    booked = _decide_and_book(arrival, seen) or _again_holding_the_wallet(arrival, seen)
    return booked or submit(raw, law, by)


def submit_received(raw: Any, law: Law, by: By, at: datetime) -> Submitted | Unknown | Unavailable:
    """Decide and book, as `submit` does, a request that was received at an earlier moment.

    Its day is that of its arrival: the law of that day, and the room of that year.
    """
    arrival = _arrival(raw, law, by, at)
    seen = _seen(arrival)
    if not isinstance(seen, Standing):
        return seen
    booked = _decide_and_book(arrival, seen) or _again_holding_the_wallet(arrival, seen)
    return booked or submit_received(raw, law, by, at)


def judge(raw: Any, law: Law, by: By) -> Judged | Unknown | Unavailable:
    """What `submit` would decide now; nothing is booked. CaseError as there."""
    arrival = _arrival(raw, law, by, by.now)
    seen = _seen(arrival)
    if not isinstance(seen, Standing):
        return seen
    case = read_case(compose(arrival.request, seen, arrival.day))
    return Judged(decide_under(case, arrival.law), arrival.law)


def submit_draft(
    draft_id: uuid.UUID, number: str, seen: Seen, law: Law, by: By
) -> Submitted | Received | LawChanged | Unknown:
    """Submit a draft of the enterprise with this number, once, as the applicant saw it.

    DraftChanged where the draft is another by now; where the law of today is another, nothing is
    submitted. AlreadySubmitted where it was submitted before, CaseError where an answer is
    missing.
    """
    down = _asked_ahead(number, by)
    with transaction.atomic():
        draft = held_draft(draft_id, seen.version)
        today = law.on(legal_day(by.now))
        if today.digest != seen.law:
            return LawChanged(today)
        answer = _submit(request_of(draft.answers, number), law, by, down)
        if isinstance(answer, Submitted):
            draft.application_id = answer.application_id
        elif isinstance(answer, Received):
            draft.arrival_id = answer.arrival_id
        draft.save(update_fields=["application", "arrival"])
        return answer


def _asked_ahead(number: str, by: By) -> Unavailable | None:
    """Asking may take seconds, so it is done before any row is held; None where it answered.

    What was told now is answered with for the rest of the day.
    """
    if not asks_magda():
        return None
    answer = look_up(number, by.now, Reason(by.actor, "application"))
    return answer if isinstance(answer, Unavailable) else None


def _arrival(raw: Any, law: Law, by: By, at: datetime) -> _Arrival:
    day = legal_day(at)
    return _Arrival(read_request(raw), by, at, day, law.on(day))


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
    read_case(compose(arrival.request, seen, arrival.day))


def _decide_and_book(arrival: _Arrival, seen: Standing) -> Submitted | None:
    """The decision, booked; None where the wallet is no longer the one that was seen."""
    dossier = compose(arrival.request, seen, arrival.day)
    case = read_case(dossier)
    decision = decide_under(case, arrival.law)
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
        wallet,
        application_row(case, seen.enterprise_id, arrival.at, place["number"] if place else None),
        decision_row(decision, judged_facts(dossier), seen.snapshot_id, now),
        event_row(decision.outcome, arrival.by, now, due_on),
    )
    if application_id is None:
        return None
    reference = reference_of(application_id, arrival.day.year)
    return Submitted(application_id, reference, case, decision, arrival.law)


def _again_holding_the_wallet(arrival: _Arrival, seen: Standing) -> Submitted | None:
    """Nobody can change the wallet any more while we read and decide for the second time.

    None where another enterprise stands for this one by now: the register is asked about that.
    """
    with transaction.atomic():
        hold_wallet(seen.enterprise_id, arrival.day.year)
        held = arrival.standing()
        assert held is not None, "an enterprise is never removed"
        if held.enterprise_id != seen.enterprise_id:
            return None
        held = replace(held, snapshot_id=seen.snapshot_id, facts=seen.facts)
        booked = _decide_and_book(arrival, held)
        assert booked is not None, "a wallet that we hold has the version we read"
        return booked


def _book(*parts: dict[str, Any]) -> int | None:
    with connection.cursor() as cursor:
        cursor.execute(_BOOK, [orjson.dumps(part).decode() for part in parts])
        row = cursor.fetchone()
    return None if row is None else row[0]
