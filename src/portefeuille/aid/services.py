"""What is said about state aid: links, aid from elsewhere, what was reported; and aid in a case.

Whoever decides on a grant under a ceiling of de minimis aid holds the single undertaking
meanwhile, and so does whoever adds to it, so that two grants at once cannot pass the ceiling.
"""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import IntegrityError, connection, transaction

from portefeuille.aid.models import Declaration, Link, Reported, Told
from portefeuille.aid.queries import granted_in_window, known_awards, undertaking
from portefeuille.core.law import Law, LawInForce
from portefeuille.core.money import Cents, format_euro
from portefeuille.core.periods import legal_day
from portefeuille.journal.services import By
from portefeuille.register.services import enterprise_of_number

__all__ = [
    "AwardReported",
    "NotSaid",
    "Told",
    "aid_asked",
    "aid_in_case",
    "declare",
    "end_link",
    "link",
    "mark_reported",
    "undertaking_held",
    "withdraw",
]

LOCK: Final = 0x41494400  # "AID"
_NOBODY: Final = nullcontext()


class NotSaid(ValueError):
    """Why nothing was kept: `why` is "same", "linked", "day", "ended", "withdrawn", or words."""

    def __init__(self, why: str) -> None:
        super().__init__(f"nothing was kept: {why}")
        self.why = why


@dataclass(frozen=True, slots=True)
class AwardReported:
    """An award as it was reported: its version and amounts, when, under which reference."""

    application_id: int
    decision_id: int
    amount: Cents
    withdrawn: Cents
    reported_on: date
    reference: str


def aid_asked(in_force: LawInForce) -> bool:
    """Whether a decision under this law looks at aid that was granted before."""
    regime = in_force.state_aid
    return "de-minimis" in in_force.rules and regime is not None and regime.ceiling is not None


def aid_in_case(
    law: Law, in_force: LawInForce, enterprise_id: int, granted_on: date
) -> dict[str, Any]:
    """The section `aid` of a case, where the law in force for it asks that; else nothing.

    `granted_on`: the day of the decision, which is the day of granting, whenever it was asked.
    """
    if not aid_asked(in_force):
        return {}
    before = granted_in_window(enterprise_id, granted_on, law)
    return {"aid": {"granted_in_window": format_euro(before)}}


def undertaking_held(
    in_force: LawInForce, enterprise_id: int, day: date
) -> AbstractContextManager[None]:
    """Nobody grants aid to the same undertaking meanwhile; where no law asks it, nobody waits.

    Held before any wallet is, in one order. To the end of the transaction it opens, or is in.
    """
    return _held(enterprise_id, day) if aid_asked(in_force) else _NOBODY


@contextmanager
def _held(enterprise_id: int, day: date) -> Iterator[None]:
    with transaction.atomic():
        _hold([enterprise_id], day)
        yield


def link(
    number: str, other: str, holds_from: date, told_by: str, motive: str, by: By
) -> int:  # fmt: skip
    """From a day on the enterprises of two numbers are one undertaking. NotSaid where they are."""
    first, second = sorted((enterprise_of_number(number), enterprise_of_number(other)))
    if first == second:
        raise NotSaid("same")
    try:
        with transaction.atomic():
            _hold([first, second], holds_from)
            return Link.objects.create(
                enterprise_id=first,
                other_id=second,
                holds_from=holds_from,
                told_by=told_by,
                motive=motive,
                actor=by.actor,
                known_at=by.now,
            ).pk
    except IntegrityError:
        raise NotSaid("linked") from None


def end_link(link_id: int, holds_until: date, by: By) -> None:
    """The link no longer holds on that day. On its own first day: it was a mistake, and never did.

    NotSaid where it has ended, or where the day is before its first.
    """
    with transaction.atomic():
        one = Link.objects.filter(pk=link_id, holds_until=None).first()
        if one is None:
            raise NotSaid("ended")
        if holds_until < one.holds_from:
            raise NotSaid("day")
        _hold([one.enterprise_id, one.other_id], one.holds_from)
        open_still = Link.objects.filter(pk=link_id, holds_until=None)
        if not open_still.update(holds_until=holds_until, ended_by=by.actor, ended_at=by.now):
            raise NotSaid("ended")


def declare(
    number: str,
    granted_on: date,
    amount: Cents,
    authority: str,
    by: By,
    *,
    measure: str = "",
    told_by: str = Told.CASE_HANDLER,
) -> int:
    """Aid that another authority granted to the enterprise of a number. NotSaid: a day to come."""
    if granted_on > legal_day(by.now):
        raise NotSaid("day")
    enterprise_id = enterprise_of_number(number)
    with transaction.atomic():
        _hold([enterprise_id], granted_on)
        return Declaration.objects.create(
            enterprise_id=enterprise_id,
            granted_on=granted_on,
            amount_cents=amount,
            authority=authority,
            measure=measure,
            told_by=told_by,
            actor=by.actor,
            known_at=by.now,
        ).pk


def withdraw(declaration_id: int, by: By) -> None:
    """It was told by mistake: it counts no longer. NotSaid where it was withdrawn before."""
    told = Declaration.objects.filter(pk=declaration_id, withdrawn_at=None)
    if not told.update(withdrawn_by=by.actor, withdrawn_at=by.now):
        raise NotSaid("withdrawn")


def mark_reported(reported: Iterable[AwardReported], by: By) -> int:
    """Keep that awards stand in the register, all or none; how many are new.

    The same award twice, as it was, is one. NotSaid where one is no award of ours.
    """
    told = list(reported)
    if strange := {one.application_id for one in told} - known_awards(
        one.application_id for one in told
    ):
        raise NotSaid(f"{min(strange)} is no award")
    rows = [
        Reported(
            application_id=one.application_id,
            decision_id=one.decision_id,
            amount_cents=one.amount,
            withdrawn_cents=one.withdrawn,
            reported_on=one.reported_on,
            reference=one.reference,
            actor=by.actor,
            known_at=by.now,
        )
        for one in told
    ]
    with transaction.atomic():
        before = Reported.objects.count()
        Reported.objects.bulk_create(rows, ignore_conflicts=True)
        return Reported.objects.count() - before


def _hold(enterprise_ids: Iterable[int], day: date) -> None:
    """Lock every enterprise of these undertakings, in order of id, until they stay the same."""
    held: set[int] = set()
    while True:
        members = {one for key in enterprise_ids for one in undertaking(key, day)}
        if members <= held:
            return
        with connection.cursor() as cursor:
            for key in sorted(members - held):
                cursor.execute("SELECT pg_advisory_xact_lock(%s, %s::integer)", [LOCK, key])
        held |= members
