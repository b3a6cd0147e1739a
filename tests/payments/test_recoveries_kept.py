"""What may be asked back and agreed, by whom, and what the database keeps of it."""

from datetime import date, timedelta

import psycopg
import pytest
from django.db import DatabaseError, transaction

from portefeuille.journal.queries import history_of
from portefeuille.journal.services import Step, record
from portefeuille.payments.models import Instalment, WriteOff
from portefeuille.payments.recovering.asking import grounds_of
from portefeuille.payments.recovering.debts import AGES, ageing, open_debts
from portefeuille.payments.services import (
    Demand,
    NotAsked,
    NotThere,
    OwnWriteOff,
    Part,
    WrongPlan,
    agree,
    ask_back,
    remind,
    write_off,
)
from tests.databases import Database
from tests.payments.life import assert_ledger_is_right, the
from tests.payments.owing import (
    DUE,
    LATER,
    OFFICER,
    in_full,
    now,
    of_revision,
    of_stop,
    receive,
    sized,
    why_queued,
)


@pytest.fixture
def application(database: Database) -> int:
    return in_full(database)


def test_only_what_is_there_is_asked(database: Database, application: int) -> None:
    def refused(demand: Demand) -> str:
        with pytest.raises(NotAsked) as caught:
            ask_back(application, demand, "", LATER)
        return caught.value.why

    assert refused(Demand("revision", "enterprise", 100_00, 0, DUE)) == "nothing"
    assert refused(Demand("provider-cancels", "provider", 100_00, 0, DUE)) == "nothing"
    assert refused(Demand("inspection", "provider", 1000_01, 700_01, DUE)) == "amount"
    assert refused(Demand("inspection", "provider", 0, 0, DUE)) == "amount"
    assert refused(Demand("inspection", "provider", 1000_00, 699_99, DUE)) == "own"
    assert refused(Demand("inspection", "enterprise", 300_00, 1, DUE)) == "own"
    assert refused(Demand("inspection", "enterprise", 300_00, 0, date(2026, 12, 27))) == "day"
    ask_back(application, Demand("inspection", "provider", 400_00, 200_00, DUE), "", LATER)
    left = {one.code: (one.most, one.own, one.subsidy) for one in grounds_of(the(application))}
    assert left == {
        "inspection.provider": (600_00, 500_00, 100_00),
        "inspection.enterprise": (100_00, 0, 100_00),
    }
    sized(application, "medium")
    ask_back(application, Demand("revision", "enterprise", 100_00, 0, DUE), "", LATER)
    assert refused(Demand("revision", "enterprise", 100_00, 0, DUE)) == "nothing"


def test_instalments_are_what_is_open_and_a_new_plan_replaces(
    database: Database, application: int
) -> None:
    recovery = of_stop(application)
    first, second, third = (date(2027, month, 15) for month in (1, 2, 3))
    for parts, why in (
        ([Part(first, 500_00), Part(second, 499_99)], "sum"),
        ([Part(first, 1000_01), Part(second, -1)], "sum"),
        ([Part(first, 500_00), Part(first, 500_00)], "days"),
        ([Part(date(2026, 12, 27), 1000_00)], "days"),
        ([Part(first + timedelta(n), 1000_00 // 61) for n in range(61)], "many"),
        ([], "sum"),
    ):
        with pytest.raises(WrongPlan) as caught:
            agree(recovery.pk, parts, "", LATER)
        assert caught.value.why == why
    agree(recovery.pk, [Part(second, 400_00), Part(first, 600_00)], "in twee keer", LATER)
    receive(recovery, 700_00)
    assert now(recovery).parts == (Part(second, 300_00),)
    assert now(recovery).late(second) == 0
    assert now(recovery).late(third) == 300_00
    agree(recovery.pk, [Part(second, 100_00), Part(third, 200_00)], "nog eens", LATER)
    receive(recovery, 50_00)
    assert now(recovery).parts == (Part(second, 50_00), Part(third, 200_00))
    assert_ledger_is_right(database)


def test_debts_by_age(database: Database, application: int) -> None:
    recovery = of_stop(application)
    months = [date(2027, month, 1) for month in (1, 2, 3, 4, 5)]
    agree(recovery.pk, [Part(day, 200_00) for day in months], "", LATER)
    assert ageing(open_debts(), date(2027, 1, 1))["not-due"] == 1000_00
    assert ageing(open_debts(), date(2027, 4, 2)) == dict(
        zip(AGES, (200_00, 200_00, 400_00, 0, 200_00), strict=True)
    )
    assert ageing(open_debts(), date(2028, 1, 1))["over-90"] == 1000_00


def test_whoever_asked_it_does_not_write_it_off(database: Database, application: int) -> None:
    recovery = of_revision(application)
    with pytest.raises(OwnWriteOff):
        write_off(recovery.pk, "niets meer te halen", LATER)
    with pytest.raises(DatabaseError, match="cannot write it off"), transaction.atomic():
        WriteOff.objects.create(
            recovery=recovery, amount_cents=1, actor=LATER.actor, known_at=LATER.now
        )
    step = Step("recovery", recovery.pk, "write_off", "asked", "written_off")
    with pytest.raises(DatabaseError, match="written off by nobody"), transaction.atomic():
        record(step, OFFICER)
    write_off(recovery.pk, "failliet", OFFICER)
    assert (now(recovery).status, now(recovery).open) == ("written_off", 0)
    assert history_of("recovery", recovery.pk)[-1].words == "failliet"
    with pytest.raises(NotThere):
        remind(recovery.pk, "", OFFICER)
    receive(recovery, 100_00)
    assert why_queued() == ["recovery-closed"]
    assert_ledger_is_right(database)


def test_what_was_kept_of_a_recovery_stays(database: Database, application: int) -> None:
    recovery = of_stop(application)
    agree(recovery.pk, [Part(DUE, 1000_00)], "", LATER)
    receive(recovery, 1_00)
    for table in ("recovery", "plan", "instalment", "repayment"):
        with psycopg.connect(database.owner_url) as session, pytest.raises(psycopg.Error):
            session.execute(f"DELETE FROM payments_{table}")  # noqa: S608
    plan = recovery.plans.get()
    with pytest.raises(DatabaseError, match="has 2 of"):
        Instalment.objects.create(plan=plan, due_on=date(2027, 3, 1), amount_cents=1)
