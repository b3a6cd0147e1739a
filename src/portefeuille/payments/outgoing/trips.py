"""How far each payout came: the runs it was in, and what the bank answered each time.

A payout that came back and was paid again has been in two runs: each is a trip of its own.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from portefeuille.journal.models import Event
from portefeuille.payments.models import BankLine, RunLine
from portefeuille.payments.transitions import PAYOUT
from portefeuille.wallet.models import Posting

IN_RUN: Final = "in_run"
AT_BANK: Final = "at_bank"
BOOKED: Final = "booked"
BACK: Final = "back"
TAKEN_OUT: Final = "taken_out"

_AFTER: Final = {
    "prepare": IN_RUN,
    "send": AT_BANK,
    "book": BOOKED,
    "bounce": BACK,
    "take_out": TAKEN_OUT,
}


@dataclass(frozen=True, slots=True)
class Trip:
    """A payout in a run: to which account, and how far it came.

    `status` is one of the names above, `at` the moment from which it holds; `booked_on` is the
    day on which the bank paid it, `reason` the code with which it came back, `words` what was
    said beside it.
    """

    run_id: int
    iban: str
    status: str
    at: datetime
    sent_at: datetime | None = None
    booked_on: date | None = None
    reason: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Course:
    """Where a payout stands (`transitions`), from when, and its trips, the first one first."""

    status: str
    at: datetime
    trips: tuple[Trip, ...]

    @property
    def last(self) -> Trip | None:
        """The last trip; what was only put together and taken apart again is none."""
        gone = [one for one in self.trips if one.status != TAKEN_OUT]
        return gone[-1] if gone else None

    @property
    def back(self) -> Trip | None:
        """The trip it came back from and was not sent again since; None where it did not."""
        last = self.last
        return last if last is not None and last.status == BACK else None


def courses_of(payout_ids: Iterable[int]) -> Mapping[int, Course]:
    """How far each of these payouts came, in a handful of queries however many they are."""
    wanted = list(payout_ids)
    events = _by_payout(
        Event.objects.filter(subject=PAYOUT, subject_id__in=wanted)
        .select_related("remark")
        .order_by("subject_id", "sequence")
    )
    lines: dict[int, list[RunLine]] = defaultdict(list)
    for line in RunLine.objects.filter(payout__in=wanted).order_by("id"):
        lines[line.payout_id].append(line)
    days = _days_booked(one.pk for many in events.values() for one in many if one.verb == "book")
    return {
        key: Course(
            history[-1].to_status, history[-1].known_at, tuple(_trips(lines[key], history, days))
        )
        for key, history in events.items()
    }


def _by_payout(events: Iterable[Event]) -> dict[int, list[Event]]:
    found: dict[int, list[Event]] = defaultdict(list)
    for one in events:
        found[one.subject_id].append(one)
    return found


def _trips(
    lines: Sequence[RunLine], history: Sequence[Event], days: Mapping[int, date]
) -> Iterable[Trip]:
    """Each line of a run has one event that prepared it: they go together in order."""
    starts = [at for at, one in enumerate(history) if one.verb == "prepare"]
    for line, start, end in zip(lines, starts, [*starts, len(history)][1:], strict=True):
        during = history[start:end]
        last = [one for one in during if one.verb in _AFTER][-1]
        remark = getattr(last, "remark", None)
        yield Trip(
            run_id=line.run_id,
            iban=line.iban,
            status=_AFTER[last.verb],
            at=last.known_at,
            sent_at=next((one.known_at for one in during if one.verb == "send"), None),
            booked_on=next((days.get(one.pk) for one in during if one.verb == "book"), None),
            reason="" if remark is None else remark.reason,
            words="" if remark is None else remark.words,
        )


def _days_booked(event_ids: Iterable[int]) -> Mapping[int, date]:
    """The day on which the bank booked, by the event that took it over."""
    booked = Posting.objects.filter(
        entry__event__in=list(event_ids), entry__kind="booked", account="unmatched"
    )
    line_of = dict(booked.values_list("entry__event_id", "owner_id"))
    found = BankLine.objects.filter(pk__in=set(line_of.values()))
    day_of = dict(found.values_list("pk", "booked_on"))
    return {event: day_of[line] for event, line in line_of.items()}
