"""Submit: read, decide, book, and if somebody was first, once more while holding the wallet.

The write path is always these five lines: read the facts and the wallet with its version;
`decide`; one function of the database stores application, decision, postings, journal event
and the wallet, if the version still holds; if it does not, once more now holding the row;
answer. Nothing is half there: the booking is one statement.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

import orjson
from django.db import connection, transaction

from portefeuille.applications.bulk import EarlierFiling, Filing, book_many, store_earlier
from portefeuille.applications.lawtexts import keep_law
from portefeuille.applications.queries import Standing, standing
from portefeuille.applications.replay import Difference, replay
from portefeuille.applications.request import Request, compose, read_request
from portefeuille.applications.rows import (
    application_row,
    decision_row,
    event_row,
    judged_facts,
    reference_of,
)
from portefeuille.core.decide import Decision, decide_under
from portefeuille.core.dossier import read_case
from portefeuille.core.law import Law, LawInForce
from portefeuille.core.lookup import Found, Unavailable, Unknown
from portefeuille.core.periods import legal_day
from portefeuille.register.services import snapshot_for

__all__ = [
    "Difference",
    "EarlierFiling",
    "Filing",
    "Request",
    "Submitted",
    "book_many",
    "keep_law",
    "replay",
    "store_earlier",
    "submit",
]

_BOOK: Final = "SELECT applications_book(%s::jsonb, %s::jsonb, %s::jsonb, %s::jsonb)"
_OPEN_WALLET: Final = (
    "INSERT INTO wallet_wallet (enterprise_id, year, ceiling_cents) VALUES (%s, %s, 0)"
    " ON CONFLICT DO NOTHING"
)
_HOLD_WALLET: Final = "SELECT FROM wallet_wallet WHERE enterprise_id = %s AND year = %s FOR UPDATE"


@dataclass(frozen=True, slots=True)
class Submitted:
    """An application that was decided and booked, and the law it was decided under."""

    application_id: int
    reference: str
    decision: Decision
    law: LawInForce


@dataclass(frozen=True, slots=True)
class _Arrival:
    """A request that arrived: what was asked, by whom, when, and the law of that day."""

    request: Request
    actor: str
    now: datetime
    day: date
    law: LawInForce

    def standing(self) -> Standing | None:
        """What the register, the wallet and the providers say of it now."""
        return standing(self.request.number, self.request.registration, self.day)


def submit(raw: Any, law: Law, actor: str, now: datetime) -> Submitted | Unknown | Unavailable:
    """Decide and book a request that arrives now.

    CaseError where the request cannot be read. `Unknown` where the register does not know the
    number, `Unavailable` where there is no register to ask: in both nothing is stored.
    """
    day = legal_day(now)
    arrival = _Arrival(read_request(raw), actor, now, day, law.on(day))
    seen = arrival.standing()
    if seen is None or seen.snapshot_id is None:
        found = snapshot_for(arrival.request.number, now)
        if not isinstance(found, Found):
            return found
        seen = arrival.standing()
        assert seen is not None, "a number that was found has been kept"
    return _decide_and_book(arrival, seen) or _again_holding_the_wallet(arrival, seen)


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
    application_id = _book(
        wallet,
        application_row(case, seen.enterprise_id, arrival.now),
        decision_row(decision, judged_facts(dossier), seen.snapshot_id, arrival.now),
        event_row(decision.outcome, arrival.actor, arrival.now),
    )
    if application_id is None:
        return None
    reference = reference_of(application_id, arrival.day.year)
    return Submitted(application_id, reference, decision, arrival.law)


def _again_holding_the_wallet(arrival: _Arrival, seen: Standing) -> Submitted:
    """Nobody can change the wallet any more while we read and decide for the second time."""
    wallet = [seen.enterprise_id, arrival.day.year]
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(_OPEN_WALLET, wallet)
            cursor.execute(_HOLD_WALLET, wallet)
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
