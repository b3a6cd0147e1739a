"""Applications where MAGDA is asked: decided on what it says today, and on nothing older."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from portefeuille import law
from portefeuille.adapters.magda.simulator import Simulator
from portefeuille.applications.models import Arrival, Decision
from portefeuille.applications.services import Received, Submitted, ask_again, decide_arrivals
from portefeuille.core.lookup import Unknown
from portefeuille.register.models import RegisterCall, Trigger
from portefeuille.register.services import take_mutations
from tests.applications.filing import BAKERY, NOW, answer_to, load_registers, request
from tests.databases import Database
from tests.register.magda_here import ENTERPRISE, asked, magda_here
from tests.register.test_mutations import told

LATER = NOW + timedelta(hours=1)
NEXT_DAY = NOW + timedelta(days=1)


@pytest.fixture
def magda(database: Database) -> Iterator[Simulator]:
    load_registers()
    with magda_here() as simulator:
        yield simulator


def test_the_decision_stands_on_what_magda_said_today(magda: Simulator) -> None:
    for _ in range(2):
        assert isinstance(answer_to(request(), NOW), Submitted)
    first, second = Decision.objects.select_related("snapshot").order_by("id")
    assert first.snapshot is not None
    assert first.snapshot == second.snapshot
    assert (first.snapshot.source, first.snapshot.holds_on) == ("magda", date(2026, 11, 20))
    assert asked(magda, ENTERPRISE) == 1
    assert set(RegisterCall.objects.values_list("why", flat=True)) == {"application"}


def test_who_stopped_is_judged_and_who_is_unknown_is_not(magda: Simulator) -> None:
    stopped = answer_to(request(number="1999901854"), NOW)
    assert isinstance(stopped, Submitted)
    failed = {reason.rule for reason in stopped.decision.reasons if reason.holds is False}
    assert "active-in-register" in failed
    assert isinstance(answer_to(request(number="1999909079"), NOW), Unknown)


def test_nothing_is_decided_on_what_magda_said_yesterday(magda: Simulator) -> None:
    answer_to(request(), NOW)
    magda.play("source-down")
    waiting = answer_to(request(), NEXT_DAY)
    assert isinstance(waiting, Received)
    assert list(decide_arrivals(NEXT_DAY, law.load())) == []
    magda.quiet()
    assert list(decide_arrivals(NEXT_DAY + timedelta(hours=2), law.load())) == [waiting.arrival_id]
    decided = Arrival.objects.get(pk=waiting.arrival_id).application
    assert decided is not None
    (decision,) = decided.decisions.all()
    assert decision.snapshot is not None
    assert decision.snapshot.holds_on == date(2026, 11, 21)


def test_the_worker_asks_again_about_a_running_dossier_next_year(magda: Simulator) -> None:
    answer_to(request(), NOW)
    next_year = NOW + timedelta(days=60)
    take_mutations(told(BAKERY), next_year)
    assert ask_again(next_year) == 1
    assert not Trigger.objects.filter(ended_at=None).exists()
    assert asked(magda, ENTERPRISE) == 2
