"""Reads of money that goes out: what is due, to which account, and the runs it is in."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from portefeuille.core.money import Cents
from portefeuille.journal.models import Event, Running
from portefeuille.payments.models import Beneficiary, Payout, Run, RunLine
from portefeuille.payments.outgoing.beneficiaries import PayTo, accounts_for
from portefeuille.payments.outgoing.beneficiaries import account_of as account_of
from portefeuille.payments.outgoing.payouts import refunds_ahead
from portefeuille.payments.outgoing.runs import MOST, due
from portefeuille.payments.outgoing.trips import Course, Trip, courses_of
from portefeuille.payments.transitions import DUE, PAYOUT, RUN


@dataclass(frozen=True, slots=True)
class Out:
    """A sum that must leave: to whom, for what, how far it came, and where it would go now.

    `to` is None where it is not due, or where no account is known (any more).
    """

    payout_id: int
    kind: str
    owner_id: int
    application_id: int | None
    order_id: int | None
    line_id: int | None
    amount: Cents
    name: str
    text: str
    course: Course
    to: PayTo | None

    @property
    def lacks_account(self) -> bool:
        """Whether it is due and nothing is known to pay it to."""
        return self.course.status == DUE and self.to is None


@dataclass(frozen=True, slots=True)
class InRun:
    """A payout in a run: as it was written, and how far it came in it.

    `fresh`: we never paid to this account before.
    """

    line_id: int
    payout_id: int
    application_id: int | None
    order_id: int | None
    amount: Cents
    name: str
    iban: str
    text: str
    fresh: bool
    trip: Trip


@dataclass(frozen=True, slots=True)
class Released:
    """Who released a run, and when."""

    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class RunTold:
    """A run as it stands. `why` is what was said when it was thrown away."""

    run_id: int
    message_id: str
    execution_on: date
    count: int
    total: Cents
    digest: str
    prepared_by: str
    prepared_at: datetime
    status: str
    since: datetime
    why: str
    released: Released | None


def payouts_due(limit: int = MOST) -> list[Out]:
    """What is due and in no run, the oldest first."""
    return _outs(due(limit))


def payout_with(payout_id: int) -> Out | None:
    """One sum that must leave or left; None where there is none."""
    return next(iter(_outs(Payout.objects.filter(pk=payout_id))), None)


def refunds_to_raise() -> tuple[int, Cents]:
    """How many refunds are owed by the ledger and not raised yet, and their sum."""
    found = refunds_ahead()
    return len(found), sum(one.amount_cents for one in found)


def out_for_orders(order_ids: Iterable[int]) -> Mapping[int, Out]:
    """How far the payout of each order came, by order."""
    found = _outs(Payout.objects.filter(order__in=list(order_ids)))
    return {one.order_id: one for one in found if one.order_id is not None}


def outs_of(application_id: int) -> list[Out]:
    """Everything that leaves for an application, to whomever, the first one first."""
    return _outs(Payout.objects.filter(application_id=application_id).order_by("id"))


def to_enterprise(outs: Iterable[Out]) -> list[Out]:
    """Those that go to the enterprise: refunds, and deposits sent back."""
    return [one for one in outs if one.kind in (Payout.Kind.REFUND, Payout.Kind.RETURN)]


def out_to_enterprise(application_id: int) -> list[Out]:
    """What goes back to the enterprise for an application."""
    return to_enterprise(outs_of(application_id))


def accounts_given(party: str, party_id: int) -> list[Beneficiary]:
    """The accounts a party has had with us, the last one first: the one it is paid on."""
    return list(Beneficiary.objects.filter(party=party, party_id=party_id).order_by("-id"))


def run_told(run_id: int) -> RunTold | None:
    """A run as it stands; None where there is none."""
    return next(iter(_runs(Run.objects.filter(pk=run_id))), None)


def run_of_key(key: str) -> int | None:
    """The run that was prepared under a key, as it was written; None where none was."""
    try:
        wanted = uuid.UUID(key)
    except ValueError:
        return None
    return Run.objects.filter(key=wanted).values_list("pk", flat=True).first()


def runs_open() -> list[RunTold]:
    """The runs that wait to be released or given to the bank, the oldest first."""
    running = Running.objects.filter(subject=RUN).values("subject_id")
    return _runs(Run.objects.filter(pk__in=running).order_by("id"))


def runs_done(limit: int = 20) -> list[RunTold]:
    """The runs that were given to the bank or thrown away, the last one first."""
    running = Running.objects.filter(subject=RUN).values("subject_id")
    return _runs(Run.objects.exclude(pk__in=running).order_by("-id")[:limit])


def lines_of_run(run_id: int) -> list[InRun]:
    """Every payout of a run, in the order of its file."""
    lines = list(RunLine.objects.filter(run=run_id).select_related("payout").order_by("id"))
    courses = courses_of(line.payout_id for line in lines)
    known = _ibans_booked({line.iban for line in lines})
    return [
        InRun(
            line_id=line.pk,
            payout_id=line.payout_id,
            application_id=line.payout.application_id,
            order_id=line.payout.order_id,
            amount=line.amount_cents,
            name=line.name,
            iban=line.iban,
            text=line.structured or line.text,
            fresh=line.iban not in known,
            trip=next(one for one in courses[line.payout_id].trips if one.run_id == run_id),
        )
        for line in lines
    ]


def _outs(payouts: Iterable[Payout] | QuerySet[Payout]) -> list[Out]:
    found = list(payouts)
    keys = [one.pk for one in found]
    courses = courses_of(keys)
    accounts = accounts_for(key for key in keys if courses[key].status == DUE)
    return [
        Out(
            payout_id=one.pk,
            kind=one.kind,
            owner_id=one.owner_id,
            application_id=one.application_id,
            order_id=one.order_id,
            line_id=one.line_id,
            amount=one.amount_cents,
            name=one.name,
            text=one.structured or one.text,
            course=courses[one.pk],
            to=accounts.get(one.pk),
        )
        for one in found
    ]


def _ibans_booked(ibans: Iterable[str]) -> set[str]:
    """Those of these accounts on which the bank has booked something of ours."""
    booked = Event.objects.filter(subject=PAYOUT, verb="book").values("subject_id")
    lines = RunLine.objects.filter(iban__in=list(ibans), payout__in=booked)
    return set(lines.values_list("iban", flat=True).distinct())


def _runs(runs: Iterable[Run] | QuerySet[Run]) -> list[RunTold]:
    found = list(runs)
    history: dict[int, list[Event]] = {one.pk: [] for one in found}
    events = Event.objects.filter(subject=RUN, subject_id__in=history).select_related("remark")
    for event in events.order_by("sequence"):
        history[event.subject_id].append(event)
    return [_told(one, history[one.pk]) for one in found]


def _told(run: Run, history: Sequence[Event]) -> RunTold:
    last = history[-1]
    released = next((one for one in history if one.verb == "release"), None)
    return RunTold(
        run_id=run.pk,
        message_id=run.message_id,
        execution_on=run.execution_on,
        count=run.count,
        total=run.total_cents,
        digest=run.digest,
        prepared_by=run.prepared_by,
        prepared_at=run.prepared_at,
        status=last.to_status,
        since=last.known_at,
        why=last.remark.words if hasattr(last, "remark") else "",
        released=None if released is None else Released(released.actor, released.known_at),
    )
