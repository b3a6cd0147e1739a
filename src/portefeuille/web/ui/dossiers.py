"""A dossier as pages show it: its next step, its money that adds up, and what happened to it.

Nothing is decided here: statuses, amounts and days come from the book of record, and get their
words and their order.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from portefeuille.adapters.bank import reason_in_words
from portefeuille.applications.queries import Dossier
from portefeuille.applications.transitions import (
    AWAITING_DEPOSIT,
    DEPOSITED,
    ON_RECORD,
    PAID,
    PARTLY_PAID,
    PAYMENT_ORDERED,
    RUNNING,
)
from portefeuille.core.money import Cents
from portefeuille.core.settlement import Money, Stop
from portefeuille.journal.queries import Happened
from portefeuille.wallet.queries import Movement
from portefeuille.web.ui.language import language_of_page
from portefeuille.web.ui.statuses import HAPPENED, REFUSALS, RETURNS

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Step:
    """What follows: as a banner, and as what the enterprise does on which page ("": it waits)."""

    banner: Words
    action: Words
    route: str


DEPOSIT: Final = Step(
    _("Next step: deposit your own share"), _("Deposit your own share"), "deposit"
)
DEPOSIT_MORE: Final = Step(
    _("Next step: deposit the rest of your own share"),
    _("Deposit the rest of your own share"),
    "deposit",
)
PAY: Final = Step(_("Next step: pay your provider"), _("Pay your provider"), "order")
PAY_BALANCE: Final = Step(_("Next step: pay the balance"), _("Pay the balance"), "order")
WAIT: Final = Step(_("Next step: the financial manager pays your provider"), "", "")
KEEP: Final = Step(_("Next step: keep your proof"), "", "")


def next_step(status: str, money: Money) -> Step | None:
    """The one next step; None where nothing follows any more."""
    if status == PAID:
        return KEEP
    if status not in RUNNING:
        return None
    if status == AWAITING_DEPOSIT:
        return DEPOSIT
    if money.to_deposit:
        return DEPOSIT_MORE
    if status == PAYMENT_ORDERED:
        return PAY_BALANCE if money.balance else WAIT
    return PAY if status == DEPOSITED else PAY_BALANCE


def days_left(due_on: date, today: date) -> str:
    """How much time is left, in words."""
    days = (due_on - today).days
    if days < 0:
        return ngettext("%(days)s day too late", "%(days)s days too late", -days) % {"days": -days}
    if days == 0:
        return str(_("today is the last day"))
    return ngettext("%(days)s day left", "%(days)s days left", days) % {"days": days}


@dataclass(frozen=True, slots=True)
class Line:
    """An amount with its name."""

    label: Words
    amount: Cents


@dataclass(frozen=True, slots=True)
class Sum:
    """Lines that add up to the last one; `total` is that line."""

    caption: Words
    lines: tuple[Line, ...]
    total: Line


def money_block(
    dossier: Dossier, money: Money, movements: Sequence[Movement] = ()
) -> tuple[Sum, ...]:
    """What it costs; what came in; where that is. Each adds up, and the last two are the same.

    `movements` of its ledger, for what was given back.
    """
    cost = Sum(
        _("What it costs"),
        (Line(_("Subsidy"), money.grant), Line(_("Your own share"), money.own_share)),
        Line(_("Project amount, without VAT"), money.cost),
    )
    if dossier.status == ON_RECORD:
        return (cost,)
    own_back = _taken(movements, "own", ("refund", "revision"))
    subsidy_back = _taken(movements, "subsidy", ("return",))
    deposited = money.deposited + own_back
    added = money.subsidy + money.subsidy_paid + subsidy_back
    together = deposited + added
    came_in = Sum(
        _("What came in"),
        (Line(_("Deposited by you"), deposited), Line(_("Subsidy added"), added)),
        Line(_("Together"), together),
    )
    where = Sum(
        _("Where that money is"),
        (
            Line(_("Paid to your provider"), money.paid),
            Line(_("Ordered, not paid yet"), money.ordered),
            Line(_("Left to pay with"), money.balance),
            *((Line(_("Given back to you"), own_back),) if own_back else ()),
            *((Line(_("Subsidy given back"), subsidy_back),) if subsidy_back else ()),
        ),
        Line(_("Together"), together),
    )
    return (cost, came_in, where)


def _taken(movements: Sequence[Movement], account: str, kinds: tuple[str, ...]) -> Cents:
    """What entries of these kinds took from an account."""
    return -sum(one.amount for one in movements if one.account == account and one.kind in kinds)


MOVED: Final[Mapping[tuple[str, str], Words]] = {
    ("grant", "held"): _("Reserved in your ceiling"),
    ("deposit", "own"): _("Deposited"),
    ("subsidy", "subsidy"): _("Subsidy added"),
    ("payment", "provider"): _("To the provider"),
    ("refund", "enterprise"): _("Back to you"),
    ("unpay", "own"): _("Own share that lies ready again"),
    ("unpay", "subsidy"): _("Subsidy that lies ready again"),
    ("return", "government"): _("Subsidy back to the government"),
    ("release", "room"): _("Back in your ceiling"),
    ("forfeit", "lost"): _("Not back in your ceiling"),
    ("revision", "held"): _("Change of what is reserved"),
    ("revision", "enterprise"): _("Back to you"),
    ("revision", "subsidy"): _("Change of the subsidy"),
}
"""What a line of the ledger is to the enterprise, by kind of entry and account."""


@dataclass(frozen=True, slots=True)
class Moment:
    """An event of the time line: when, what, why, in whose words, and what money moved."""

    at: datetime
    verb: str
    what: Words
    why: Words
    words: str
    due_on: date | None
    amounts: tuple[Line, ...]


def time_line(
    history: Iterable[Happened],
    movements: Iterable[Movement],
    titles: Mapping[str, str],
    besides: Iterable[tuple[int, Line]] = (),
) -> list[Moment]:
    """Everything that happened, the last first.

    `titles`: the law's names of the cases of stopping; `besides`: amounts that moved nothing in
    the ledger (sent back, ordered), by event.
    """
    amounts: dict[int, list[Line]] = {}
    for one in movements:
        label = MOVED.get((one.kind, one.account))
        if label is not None and one.amount:
            amounts.setdefault(one.event_id, []).append(Line(label, one.amount))
    for event_id, line in besides:
        amounts.setdefault(event_id, []).append(line)
    said = {**REFUSALS, **RETURNS, **titles}
    moments = [
        Moment(
            at=event.held_at,
            verb=event.verb,
            what=HAPPENED.get(event.verb, event.verb),
            why=_why_back(event) if event.verb == "bounce" else said.get(event.reason, ""),
            words=event.words,
            due_on=event.due_on if event.to_status in (AWAITING_DEPOSIT, PARTLY_PAID) else None,
            amounts=tuple(amounts.get(event.event_id, ())),
        )
        for event in history
    ]
    return moments[::-1]


def _why_back(event: Happened) -> str:
    return reason_in_words(event.reason or "MS03", language_of_page())


def lines_of_stop(stopped: Stop) -> tuple[Line, ...]:
    """What stopping gives back, in the order in which the enterprise asks."""
    lines = [Line(_("You get back"), stopped.own_back)]
    if stopped.subsidy_back:
        lines.append(Line(_("Subsidy that goes back to the government"), stopped.subsidy_back))
    if stopped.room_returns:
        lines.append(Line(_("Returns to your ceiling"), stopped.room))
    else:
        lines.append(Line(_("Does not return to your ceiling"), stopped.room_lost))
    return tuple(lines)
