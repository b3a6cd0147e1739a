"""The budget of the scheme: set an envelope, wait for it, and what a year has committed of it.

What is committed and what is left are kept by the database with every posting
(`sql/budget.sql`). Where the law says that a grant that does not fit waits, it is received as
what the register cannot be asked about is, and decided in order once there is room.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import orjson
from django.db import OperationalError, connection

from portefeuille.applications.models import Arrival
from portefeuille.applications.transitions import ARRIVAL, WAITING
from portefeuille.budget.queries import BUDGET, Tightest, falls_short, source_of, sources_of
from portefeuille.budget.services import hold
from portefeuille.core.budget import WHOLE, BudgetLaw
from portefeuille.core.lookup import Unavailable
from portefeuille.core.money import Cents, format_euro
from portefeuille.core.periods import legal_day
from portefeuille.journal.models import Running
from portefeuille.journal.services import By

QUEUE: Final = "queue"
SHORT: Final = "KP001"
LOCK_NOT_AVAILABLE: Final = "55P03"
_SET: Final = "SELECT applications_set_budget(%s::jsonb, %s::jsonb)"


class NotSet(ValueError):
    """An envelope that cannot be set; `why` is "day", "reason", "part" or "busy"."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class NewAmount:
    """An envelope as a finance officer sets it: from when, and why. Amount in cents."""

    year: int
    part: str
    amount: Cents
    holds_on: date
    reason: str


def set_budget(new: NewAmount, law: BudgetLaw, by: By) -> int:
    """Set an envelope, or set it to another amount; its id. It counts from this moment on.

    What becomes of a grant that does not fit, and of which themes a part is, the law says.
    NotSet where the day lies in another year or is to come in this one, where no reason is given,
    where the law knows no such part, or while a history is being loaded.
    """
    today = legal_day(by.now)
    if new.holds_on.year != new.year or (new.year <= today.year and new.holds_on > today):
        raise NotSet("day")
    if not new.reason.strip():
        raise NotSet("reason")
    if new.part != WHOLE and new.part not in law.parts:
        raise NotSet("part")
    envelope = {
        "year": new.year,
        "part": new.part,
        "themes": law.themes(new.year, new.part),
        "when_exhausted": law.end(new.holds_on),
        "amount_cents": new.amount,
    }
    setting = {
        "holds_on": new.holds_on,
        "reason": new.reason.strip(),
        "actor": by.actor,
        "mandate": by.mandate,
        "known_at": by.now,
    }
    try:
        with connection.cursor() as cursor:
            cursor.execute(_SET, [orjson.dumps(part).decode() for part in (envelope, setting)])
            return int(cursor.fetchone()[0])
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", "") == LOCK_NOT_AVAILABLE:
            raise NotSet("busy") from None
        raise


def still_fits(year: int, theme: str | None, grant: Cents) -> bool:
    """Whether a grant that is taken up again still fits; it does until the transaction ends."""
    hold(year, theme)
    return not falls_short(year, theme, grant)


def is_short(error: Exception) -> bool:
    """Whether the database refused a posting since the budget has not enough left for it."""
    return getattr(error.__cause__, "sqlstate", "") == SHORT


def must_wait(
    budget: Tightest | None, theme: str | None, grant: Cents, before: int | None
) -> Unavailable | None:
    """What a grant must wait for; None where it need not.

    It does not fit, or something that came earlier waits: of two, the smaller does not go first.
    `before`: the arrival it is of, None where it arrives now.
    """
    if budget is None or budget.when_exhausted != QUEUE or not grant:
        return None
    if grant <= budget.left and not _waits_earlier(budget.year, theme, before):
        return None
    left = format_euro(max(0, budget.left))
    why = f"the budget of {budget.year} has {left} left and {format_euro(grant)} is needed"
    return Unavailable(source_of(budget.part), why)


def waited_for_by(enterprise_id: int) -> str | None:
    """What the first that waits of an enterprise waits for; None where none does."""
    waiting = _waiting().filter(enterprise_id=enterprise_id).order_by("pk")
    source: str | None = waiting.values_list("source", flat=True).first()
    return source


def waiting_for_budget() -> list[tuple[str, int]]:
    """What something waits for, each with its year."""
    rows = _waiting().filter(source__startswith=BUDGET).values_list("source", "arrived_at")
    return sorted({(source, legal_day(at).year) for source, at in rows})


def first_for(source: str, year: int, after: int) -> int | None:
    """The first after one that waits for this budget."""
    rows: Iterable[tuple[int, Any]] = (
        _waiting()
        .filter(source=source, pk__gt=after)
        .order_by("pk")
        .values_list("pk", "arrived_at")
    )
    return next((key for key, at in rows if legal_day(at).year == year), None)


def _waits_earlier(year: int, theme: str | None, before: int | None) -> bool:
    rows = _waiting().filter(source__in=sources_of(year, theme))
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return any(legal_day(at).year == year for at in rows.values_list("arrived_at", flat=True))


def _waiting() -> Any:
    running = Running.objects.filter(subject=ARRIVAL, status=WAITING).values("subject_id")
    return Arrival.objects.filter(pk__in=running)
