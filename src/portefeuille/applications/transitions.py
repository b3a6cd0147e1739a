"""The table of transitions of an application: one source for pages, interfaces, database, tests.

A status is where the last event of the journal took the application. The empty status is the
beginning. A migration copies this table into the database, which refuses anything else; a test
holds the two together.

Some events change no status: they start and end in the same one. What is done in several
statuses (revise, send a deposit back) stands here once for each of them.
"""

from dataclasses import dataclass
from typing import Final

from portefeuille.journal.services import Step

SUBJECT: Final = "application"

AWAITING_DEPOSIT: Final = "awaiting_deposit"
DEPOSITED: Final = "deposited"
PAYMENT_ORDERED: Final = "payment_ordered"
PARTLY_PAID: Final = "partly_paid"
PAID: Final = "paid"
LAPSED: Final = "lapsed"
STOPPED: Final = "stopped"
REFUSED: Final = "refused"
INADMISSIBLE: Final = "inadmissible"
ON_RECORD: Final = "on_record"

RUNNING: Final = (AWAITING_DEPOSIT, DEPOSITED, PAYMENT_ORDERED, PARTLY_PAID)
"""Statuses in which something must still follow."""

STATUSES: Final = (*RUNNING, PAID, LAPSED, STOPPED, REFUSED, INADMISSIBLE, ON_RECORD)

ARRIVAL: Final = "arrival"
"""What was submitted and cannot be decided yet is a subject of its own until it is decided."""

WAITING: Final = "waiting"

UNTOLD: Final = ("record", "check", "decide", "send", "bounce")
"""Verbs of which nobody is told."""


@dataclass(frozen=True, slots=True)
class Transition:
    """A change of status that may happen."""

    verb: str
    from_status: str
    to_status: str
    subject: str = SUBJECT

    @property
    def runs(self) -> bool:
        """Whether something must still follow."""
        return self.to_status in (*RUNNING, WAITING)

    @property
    def told(self) -> bool:
        """Whether somebody is told of it."""
        return self.verb not in UNTOLD

    def step(self, subject_id: int) -> Step:
        """This transition of one application, or of one arrival, for the journal."""
        return Step(self.subject, subject_id, self.verb, self.from_status, self.to_status)


APPROVE: Final = Transition("approve", "", AWAITING_DEPOSIT)
REFUSE: Final = Transition("refuse", "", REFUSED)
DECLARE_INADMISSIBLE: Final = Transition("declare_inadmissible", "", INADMISSIBLE)

OF_OUTCOME: Final = {
    "approved": APPROVE,
    "refused": REFUSE,
    "inadmissible": DECLARE_INADMISSIBLE,
}
"""The transition by which a decision of each outcome enters the journal."""

OF_RECORD: Final = {
    "approved": Transition("record", "", ON_RECORD),
    "refused": Transition("record", "", REFUSED),
    "inadmissible": Transition("record", "", INADMISSIBLE),
}
"""The same for a decision of a history that is loaded: what followed an approval is not known."""

STATUS_OF_OUTCOME: Final = {outcome: step.to_status for outcome, step in OF_OUTCOME.items()}

_AFTERWARDS: Final = (
    # The provider checks: nothing has been ordered yet when it refuses.
    *(Transition("check", status, status) for status in RUNNING),
    *(Transition("provider_refuse", status, REFUSED) for status in (AWAITING_DEPOSIT, DEPOSITED)),
    # Money comes in; what is not what was asked goes back, whatever the status is.
    Transition("deposit", AWAITING_DEPOSIT, DEPOSITED),
    Transition("deposit", LAPSED, DEPOSITED),
    *(
        Transition("deposit", status, status)
        for status in (DEPOSITED, PAYMENT_ORDERED, PARTLY_PAID)
    ),
    *(
        Transition("return_deposit", status, status)
        for status in (*RUNNING, PAID, LAPSED, STOPPED, REFUSED, INADMISSIBLE)
    ),
    # Money goes out, an invoice at a time: ordered, given to the bank, paid by it, or come back.
    *(
        Transition("order", status, PAYMENT_ORDERED)
        for status in (DEPOSITED, PAYMENT_ORDERED, PARTLY_PAID)
    ),
    Transition("send", PAYMENT_ORDERED, PAYMENT_ORDERED),
    *(
        Transition("bounce", status, PAYMENT_ORDERED)
        for status in (PAYMENT_ORDERED, PARTLY_PAID, PAID)
    ),
    *(
        Transition("pay", PAYMENT_ORDERED, status)
        for status in (PAYMENT_ORDERED, PARTLY_PAID, PAID)
    ),
    # It ends before all is paid, or after.
    *(
        Transition("stop", status, STOPPED)
        for status in (AWAITING_DEPOSIT, DEPOSITED, PARTLY_PAID, PAID)
    ),
    *(Transition("lapse", status, LAPSED) for status in (AWAITING_DEPOSIT, DEPOSITED, PARTLY_PAID)),
    # The decision is taken again: with other amounts, or with another outcome.
    *(Transition("revise", status, status) for status in STATUSES),
    *(
        Transition("revise", before, after)
        for before in (AWAITING_DEPOSIT, DEPOSITED, ON_RECORD)
        for after in (REFUSED, INADMISSIBLE)
    ),
    *(Transition("revise", before, AWAITING_DEPOSIT) for before in (REFUSED, INADMISSIBLE)),
    Transition("revise", REFUSED, INADMISSIBLE),
    Transition("revise", INADMISSIBLE, REFUSED),
)

RECEIVE: Final = Transition("receive", "", WAITING, ARRIVAL)
DECIDE: Final = Transition("decide", WAITING, "decided", ARRIVAL)
END: Final = Transition("end", WAITING, "ended", ARRIVAL)

OF_ARRIVALS: Final = (RECEIVE, DECIDE, END)
TRANSITIONS: Final = (*OF_OUTCOME.values(), *OF_RECORD.values(), *_AFTERWARDS)


class NotNow(ValueError):
    """What was asked cannot be done in the status the application is in."""

    def __init__(self, verb: str, status: str) -> None:
        super().__init__(f"{verb} is not possible in status {status}")
        self.verb, self.status = verb, status


def transition(verb: str, status: str, to_status: str | None = None) -> Transition:
    """The transition of a verb from a status; NotNow where the table has none.

    `to_status` where the verb has several ways on from there.
    """
    for one in TRANSITIONS:
        if (one.verb, one.from_status) == (verb, status) and to_status in (None, one.to_status):
            return one
    raise NotNow(verb, status)


def may(verb: str, status: str, to_status: str | None = None) -> bool:
    """Whether a verb is possible in a status: whether a page offers it."""
    return any(
        (one.verb, one.from_status) == (verb, status) and to_status in (None, one.to_status)
        for one in TRANSITIONS
    )
