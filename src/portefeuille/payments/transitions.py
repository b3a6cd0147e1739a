"""The tables of transitions of what the bank said and of what it is given.

A line of a statement is received, and then matched, sent back or explained: by itself, or by a
finance officer where it was put in the queue. A payout is due, in a run, sent and booked; what
the bank sends back is due again. A run is prepared, released and sent, or thrown away before. A
recovery is open until it is paid off or written off.
"""

from typing import Final

from portefeuille.journal.services import Step

LINE: Final = "line"
RECEIVED: Final = "received"
QUEUED: Final = "queued"
MATCHED: Final = "matched"
SENT_BACK: Final = "sent_back"
EXPLAINED: Final = "explained"

PAYOUT: Final = "payout"
DUE: Final = "due"
IN_RUN: Final = "in_run"
SENT: Final = "sent"
BOOKED: Final = "booked"
SETTLED: Final = "settled"

RUN: Final = "run"
PREPARED: Final = "prepared"
RELEASED: Final = "released"
THROWN_AWAY: Final = "thrown_away"

RECOVERY: Final = "recovery"
ASKED: Final = "asked"
PAID_OFF: Final = "paid_off"
WRITTEN_OFF: Final = "written_off"

TABLE: Final = (
    (LINE, "receive", "", RECEIVED),
    (LINE, "match", RECEIVED, MATCHED),
    (LINE, "match", QUEUED, MATCHED),
    (LINE, "queue", RECEIVED, QUEUED),
    (LINE, "send_back", RECEIVED, SENT_BACK),
    (LINE, "send_back", QUEUED, SENT_BACK),
    (LINE, "explain", QUEUED, EXPLAINED),
    (PAYOUT, "owe", "", DUE),
    (PAYOUT, "prepare", DUE, IN_RUN),
    (PAYOUT, "take_out", IN_RUN, DUE),
    (PAYOUT, "send", IN_RUN, SENT),
    (PAYOUT, "book", SENT, BOOKED),
    (PAYOUT, "bounce", SENT, DUE),
    (PAYOUT, "bounce", BOOKED, DUE),
    (PAYOUT, "set_off", DUE, SETTLED),
    (RUN, "prepare", "", PREPARED),
    (RUN, "throw_away", PREPARED, THROWN_AWAY),
    (RUN, "release", PREPARED, RELEASED),
    (RUN, "send", RELEASED, SENT),
    (RECOVERY, "ask", "", ASKED),
    (RECOVERY, "agree", ASKED, ASKED),
    (RECOVERY, "remind", ASKED, ASKED),
    (RECOVERY, "receive", ASKED, ASKED),
    (RECOVERY, "set_off", ASKED, ASKED),
    (RECOVERY, "pay_off", ASKED, PAID_OFF),
    (RECOVERY, "write_off", ASKED, WRITTEN_OFF),
)
"""Subject, verb, from, to; a migration copies it, and a test holds the two together."""

TOLD: Final = ((PAYOUT, "bounce"),)
"""Subject and verb of what people are told: that a payment came back, and what to do about it."""


def step(subject: str, subject_id: int, verb: str, status: str) -> Step:
    """The transition of a verb from a status; NotThere where the table has none."""
    for it, does, start, end in TABLE:
        if (it, does, start) == (subject, verb, status):
            return Step(subject, subject_id, verb, start, end)
    raise NotThere(subject, verb, status)


class NotThere(ValueError):
    """What was asked cannot be done with a line, a payout, a run or a recovery where it is."""

    def __init__(self, subject: str, verb: str, status: str) -> None:
        super().__init__(f"{verb} is not possible with a {subject} that is {status}")
        self.subject, self.verb, self.status = subject, verb, status


class MoneyOut(ValueError):
    """A line that went out: it was no deposit, and nobody can have it back."""
