"""What a line of the bank was for: found by itself where it says so, else asked of an officer.

A line is matched once, in a transaction of its own. Money out names the payout or the run, money
back the payout. Money in names an application or a recovery by its structured communication, in
its place or anywhere in the text. What names none waits in the queue where something proposes one
(`proposals`), and else goes as the law has it for a wrong reference.
"""

import logging
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Final

from django.db import DatabaseError, transaction

from portefeuille.adapters.bank import find_references
from portefeuille.applications.models import Application
from portefeuille.applications.turn import held
from portefeuille.journal.models import Running
from portefeuille.journal.queries import status_of
from portefeuille.journal.services import By
from portefeuille.payments.incoming.deposits import deposit, goes_back, send_back, settled, why_not
from portefeuille.payments.incoming.proposals import proposals_for
from portefeuille.payments.models import BankLine, Deposit, Recovery
from portefeuille.payments.outgoing import answers
from portefeuille.payments.recovering.settling import receive
from portefeuille.payments.references import application_in, recovery_in
from portefeuille.payments.steps import hold, take
from portefeuille.payments.transitions import LINE, QUEUED, RECEIVED, MoneyOut, step
from portefeuille.wallet.services import post

AT_A_TIME: Final = 500

log = logging.getLogger(__name__)

SYSTEM: Final = "system"
"""Who matches what nobody looked at."""


@dataclass(frozen=True, slots=True)
class Matched:
    """What became of a line: the status it has now, and why it is not what was asked."""

    line_id: int
    status: str
    why: str = ""


def match_lines(by: By) -> Iterator[Matched]:
    """Find out what every line that was received is for; money out first, in order.

    Cut off anywhere it goes on from there. What came back before its payment was told is tried
    once more at the end. A line at which something breaks is logged, holds up no other, and is
    tried again the next time.
    """
    broken: list[int] = []
    while waiting := _received(broken):
        for line in waiting:
            try:
                done = match(line, by)
            except DatabaseError:  # the database is gone, or too busy: that is of no line
                raise
            except Exception:
                log.exception("Line %s could not be matched", line.pk)
                broken.append(line.pk)
            else:
                yield done
    for line in _came_back_early():
        again = answers.come_back(line, by)
        if not again:
            yield Matched(line.pk, "matched")


def match_waiting(now: datetime, most: int | None = None) -> Counter[str]:
    """Find out by itself what lines that were received are for, at most so many: how many became
    what."""
    found = islice(match_lines(By(SYSTEM, now)), most)
    return Counter(one.status for one in found)


def match(line: BankLine, by: By) -> Matched:
    """Find out what one line is for; one that was handled before stays as it is."""
    with transaction.atomic():
        status = hold(LINE, line.pk)
        if status != RECEIVED:
            return Matched(line.pk, status)
        why = _handle(line, by)
        if why and status_of(LINE, line.pk) == RECEIVED:
            take(LINE, line.pk, "queue", by, reason=why)
        return Matched(line.pk, status_of(LINE, line.pk) or "", why)


def confirm(line_id: int, application_id: int, by: By) -> str:
    """A finance officer says which application a line is for; why it cannot be, or "".

    NotThere where it waits for nobody any more, MoneyOut where it did not come in, NoDossier where
    there is no such application.
    """
    with transaction.atomic():
        line = _came_in(line_id, "match")
        with held(application_id) as found:
            return deposit(found, line, by, confirmed=True).why


def return_line(line_id: int, by: By) -> Deposit:
    """A finance officer has a line sent back; NotThere and MoneyOut as for `confirm`.

    Where it names an application for which it is not what was asked, its enterprise is told.
    """
    with transaction.atomic():
        line = _came_in(line_id, "send_back")
        named = _applications_in(line)
        if len(named) == 1:
            with held(named[0]) as found:
                if why := why_not(found, line):
                    return send_back(line, why, by, found)
        return send_back(line, "unknown-reference", by)


def _came_in(line_id: int, verb: str) -> BankLine:
    """A line that is held for a step; MoneyOut where it never came in."""
    line = BankLine.objects.get(pk=line_id)
    step(LINE, line_id, verb, hold(LINE, line_id))
    if not line.credit:
        raise MoneyOut(line_id)
    return line


def explain(line_id: int, words: str, by: By) -> None:
    """A finance officer says that a line is government's: it put money in, or bears a cost.

    NotThere where the line waits for nobody.
    """
    with transaction.atomic():
        line = BankLine.objects.get(pk=line_id)
        event = take(LINE, line.pk, "explain", by, words=words)
        post([settled(line, "government", 0, event)])


def _handle(line: BankLine, by: By) -> str:
    if not line.credit:
        return answers.book(line, by)
    if line.return_reason or answers.names_a_payout(line):
        return answers.come_back(line, by)
    named, owed = _applications_in(line), _recoveries_in(line)
    if len(named) + len(owed) > 1:
        return "several-references"
    if owed:
        return receive(owed[0], line, by)
    if named:
        with held(named[0]) as found:
            return deposit(found, line, by).why
    if not proposals_for(line) and goes_back("unknown-reference", line.booked_on):
        send_back(line, "unknown-reference", by)
    return "unknown-reference"


def _recoveries_in(line: BankLine) -> list[int]:
    """The recoveries that a line names and that exist, each once."""
    keys = {key for text in _references_in(line) if (key := recovery_in(text)) is not None}
    return list(Recovery.objects.filter(pk__in=keys).values_list("pk", flat=True))


def _references_in(line: BankLine) -> Iterable[str]:
    return [line.structured] if line.structured else find_references(line.free_text)


def _applications_in(line: BankLine) -> list[int]:
    """The applications that a line names and that exist, each once."""
    keys = [key for text in _references_in(line) if (key := application_in(text)) is not None]
    known = set(Application.objects.filter(pk__in=keys).values_list("pk", flat=True))
    return [key for key in dict.fromkeys(keys) if key in known]


def _received(broken: Sequence[int]) -> list[BankLine]:
    waiting = Running.objects.filter(subject=LINE, status=RECEIVED).values("subject_id")
    found = BankLine.objects.filter(pk__in=waiting).exclude(pk__in=broken)
    return list(found.order_by("credit", "id")[:AT_A_TIME])


def _came_back_early() -> list[BankLine]:
    waiting = Running.objects.filter(subject=LINE, status=QUEUED).values("subject_id")
    early = BankLine.objects.filter(pk__in=waiting, credit=True).exclude(return_reason="")
    return list(early.order_by("id")[:AT_A_TIME])
