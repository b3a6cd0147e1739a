"""One enterprise goes on in another: its number was replaced, or another enterprise absorbed it.

The KBO gives an enterprise another number (juridical situations 003 and 006), or one enterprise
absorbs another (021, 022). From then on the room, the dossiers and the history of both are one
story: that of the successor. A case handler decides that it is so, from which day, and why; a
mistake is undone by another decision. Nothing is moved: whoever reads follows the successions.
What the room of the two is stands in one place, `wallet/sql/together.sql`.

Source: KBO code table JuridicalSituation; no source says what happens to the subsidy
(docs/decisions/0016).
"""

from datetime import date
from typing import Final

from django.db import connection, transaction

from portefeuille.core.periods import legal_day
from portefeuille.journal.queries import history_of, status_of
from portefeuille.journal.services import By, Step, record
from portefeuille.register.holding import enterprise_of_number
from portefeuille.register.models import Succession
from portefeuille.register.stories import head_of

SUBJECT: Final = "enterprise"
JOINED, APART = "joined", "apart"

STEPS: Final = (
    ("join", "", JOINED),
    ("join", APART, JOINED),
    ("part", JOINED, APART),
    ("keep_apart", "", APART),
    ("keep_apart", APART, APART),
)
"""Verb, and the status before and after: what the journal takes of an enterprise."""

REPLACED: Final = ("003", "006")
MERGED: Final = ("021", "022")
SPLIT: Final = ("023", "024", "025", "026")
"""A split goes on in several: who goes on for the subsidy, if anybody, is looked at."""

FIRST_DAY: Final = date(2003, 7, 1)
"""The KBO began then: no number was replaced before it."""


class NotJoined(ValueError):
    """Why an enterprise cannot go on in another: `why` is "same", "ring", "joined" or "day"."""

    def __init__(self, why: str) -> None:
        super().__init__(f"no succession: {why}")
        self.why = why


def join(predecessor: str, successor: str, kind: str, holds_on: date, motive: str, by: By) -> None:
    """From a day on, the enterprise of one number goes on in that of another. NotJoined if not.

    Whoever is deciding for either is waited for; what they decide next sees both.
    """
    if not FIRST_DAY <= holds_on <= legal_day(by.now):
        raise NotJoined("day")
    with transaction.atomic():
        before, after = enterprise_of_number(predecessor), enterprise_of_number(successor)
        _hold_all()
        why = _why_not(before, after)
        if why:
            raise NotJoined(why)
        Succession.objects.create(
            predecessor_id=before,
            successor_id=after,
            kind=kind,
            holds_on=holds_on,
            known_at=by.now,
        )
        _record(before, "join", JOINED, kind, motive, by)


def part(predecessor: str, motive: str, by: By) -> None:
    """It was a mistake: the enterprise of this number stands for itself again. NotJoined if it did.

    What was decided meanwhile stays decided.
    """
    with transaction.atomic():
        before = enterprise_of_number(predecessor)
        _hold_all()
        ended = Succession.objects.filter(predecessor_id=before, ended_at=None)
        if not ended.update(ended_at=by.now):
            raise NotJoined("apart")
        _record(before, "part", APART, "", motive, by)


def keep_apart(number: str, motive: str, by: By) -> None:
    """It was looked at, and this enterprise goes on in no other. NotJoined where it does.

    Said again in the same words by whoever said it last, it changes nothing.
    """
    with transaction.atomic():
        enterprise_id = enterprise_of_number(number)
        _hold_all()
        if status_of(SUBJECT, enterprise_id) == JOINED:
            raise NotJoined("joined")
        last = history_of(SUBJECT, enterprise_id)[-1:]
        if [(one.verb, one.words, one.actor) for one in last] == [("keep_apart", motive, by.actor)]:
            return
        _record(enterprise_id, "keep_apart", APART, "", motive, by)


def _hold_all() -> None:
    """One decision on successions at a time; the trigger on the table holds the same lock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(x'53554343'::bigint)")


def _why_not(before: int, after: int) -> str:
    if before == after:
        return "same"
    if Succession.objects.filter(predecessor_id=before, ended_at=None).exists():
        return "joined"
    return "ring" if head_of(after) == before else ""


def _record(enterprise_id: int, verb: str, to: str, reason: str, motive: str, by: By) -> None:
    start = status_of(SUBJECT, enterprise_id) or ""
    record(Step(SUBJECT, enterprise_id, verb, start, to), by, reason=reason, words=motive)
