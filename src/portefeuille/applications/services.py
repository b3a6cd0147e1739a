"""Submit: read, decide, book, and if somebody was first, once more while holding the wallet.

The write path is always these five lines: read the facts and the wallet with its version;
`decide`; one function of the database stores application, decision, postings, journal event
and the wallet, if the version still holds; if it does not, once more now holding the row;
answer. Nothing is half there: the booking is one statement.
"""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

import orjson
from django.db import connection, transaction

from portefeuille.applications.afterwards import (
    check,
    lapse,
    lapse_overdue,
    refuse,
    stop,
    stop_ahead,
)
from portefeuille.applications.bulk import EarlierFiling, Filing, book_many, store_earlier
from portefeuille.applications.drafts import (
    AlreadySubmitted,
    DraftChanged,
    discard_draft,
    open_draft,
    request_of,
    save_answers,
)
from portefeuille.applications.lawtexts import keep_law
from portefeuille.applications.lists import assess
from portefeuille.applications.models import Draft
from portefeuille.applications.queries import Standing, standing
from portefeuille.applications.replay import Difference, decisions_under_law, replay
from portefeuille.applications.request import Request, compose, read_request
from portefeuille.applications.revised import Change, OtherwiseNow, Revised, Revision
from portefeuille.applications.revision import revise, revision_ahead
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
from portefeuille.register.services import snapshot_for
from portefeuille.wallet.services import hold_wallet

__all__ = [
    "AlreadySubmitted",
    "By",
    "Change",
    "Difference",
    "DraftChanged",
    "EarlierFiling",
    "Filing",
    "Judged",
    "LawChanged",
    "OtherwiseNow",
    "Request",
    "Revised",
    "Revision",
    "Seen",
    "Submitted",
    "assess",
    "book_many",
    "check",
    "decisions_under_law",
    "discard_draft",
    "judge",
    "keep_law",
    "lapse",
    "lapse_overdue",
    "open_draft",
    "refuse",
    "replay",
    "request_of",
    "revise",
    "revision_ahead",
    "save_answers",
    "stop",
    "stop_ahead",
    "store_earlier",
    "submit",
    "submit_draft",
]

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
    """A request that arrived: what was asked, by whom, when, and the law of that day."""

    request: Request
    by: By
    now: datetime
    day: date
    law: LawInForce

    def standing(self) -> Standing | None:
        """What the register, the wallet and the providers say of it now."""
        return standing(self.request.number, self.request.registration, self.day)


def submit(raw: Any, law: Law, by: By) -> Submitted | Unknown | Unavailable:
    """Decide and book a request that arrives now.

    CaseError where the request cannot be read. `Unknown` where the register does not know the
    number, `Unavailable` where there is no register to ask: in both nothing is stored.
    """
    arrival = _arrival(raw, law, by)
    seen = _seen(arrival)
    if not isinstance(seen, Standing):
        return seen
    return _decide_and_book(arrival, seen) or _again_holding_the_wallet(arrival, seen)


def judge(raw: Any, law: Law, by: By) -> Judged | Unknown | Unavailable:
    """What `submit` would decide now; nothing is booked. CaseError as there."""
    arrival = _arrival(raw, law, by)
    seen = _seen(arrival)
    if not isinstance(seen, Standing):
        return seen
    case = read_case(compose(arrival.request, seen, arrival.day))
    return Judged(decide_under(case, arrival.law), arrival.law)


def submit_draft(
    draft_id: uuid.UUID, number: str, seen: Seen, law: Law, by: By
) -> Submitted | LawChanged | Unknown | Unavailable:
    """Submit a draft of the enterprise with this number, once, as the applicant saw it.

    DraftChanged where the draft is another by now; where the law of today is another, nothing is
    submitted. AlreadySubmitted where it was submitted before, CaseError where an answer is
    missing.
    """
    with transaction.atomic():
        draft = Draft.objects.select_for_update().get(pk=draft_id)
        if draft.application_id is not None:
            raise AlreadySubmitted(draft.application_id)
        if draft.version != seen.version:
            raise DraftChanged(draft)
        today = law.on(legal_day(by.now))
        if today.digest != seen.law:
            return LawChanged(today)
        answer = submit(request_of(draft.answers, number), law, by)
        if isinstance(answer, Submitted):
            draft.application_id = answer.application_id
            draft.save(update_fields=["application"])
        return answer


def _arrival(raw: Any, law: Law, by: By) -> _Arrival:
    day = legal_day(by.now)
    return _Arrival(read_request(raw), by, by.now, day, law.on(day))


def _seen(arrival: _Arrival) -> Standing | Unknown | Unavailable:
    """The standing, asking the register first where it was not asked yet."""
    seen = arrival.standing()
    if seen is not None and seen.snapshot_id is not None:
        return seen
    found = snapshot_for(arrival.request.number, arrival.now)
    if not isinstance(found, Found):
        return found
    seen = arrival.standing()
    assert seen is not None, "a number that was found has been kept"
    return seen


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
    approved = decision.outcome == "approved"
    due_on = deposit_by(arrival.law, arrival.day) if approved else None
    application_id = _book(
        wallet,
        application_row(case, seen.enterprise_id, arrival.now),
        decision_row(decision, judged_facts(dossier), seen.snapshot_id, arrival.now),
        event_row(decision.outcome, arrival.by, arrival.now, due_on),
    )
    if application_id is None:
        return None
    reference = reference_of(application_id, arrival.day.year)
    return Submitted(application_id, reference, case, decision, arrival.law)


def _again_holding_the_wallet(arrival: _Arrival, seen: Standing) -> Submitted:
    """Nobody can change the wallet any more while we read and decide for the second time."""
    with transaction.atomic():
        hold_wallet(seen.enterprise_id, arrival.day.year)
        held = arrival.standing()
        assert held is not None, "an enterprise is never removed"
        booked = _decide_and_book(arrival, held)
        assert booked is not None, "a wallet that we hold has the version we read"
        return booked


def _book(*parts: dict[str, Any]) -> int | None:
    with connection.cursor() as cursor:
        cursor.execute(_BOOK, [orjson.dumps(part).decode() for part in parts])
        row = cursor.fetchone()
    return None if row is None else row[0]
