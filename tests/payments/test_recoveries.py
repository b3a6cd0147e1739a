"""Money that must come back: paid back in parts, set off, written off, to the cent."""

from datetime import date

import pytest

from portefeuille.applications.services import stop
from portefeuille.payments.models import Payout
from portefeuille.payments.recovering.asking import grounds_of
from portefeuille.payments.references import communication_of_recovery
from portefeuille.payments.services import (
    Demand,
    NotThere,
    OtherAmount,
    ask_back,
    close_settled,
    set_off,
    write_off,
)
from tests.applications.books import rows
from tests.applications.filing import request, submitted
from tests.databases import Database
from tests.payments.life import assert_ledger_is_right, at, deposited, the
from tests.payments.owing import (
    DUE,
    LATER,
    NOW,
    OFFICER,
    in_full,
    now,
    of_revision,
    of_stop,
    on,
    receive,
    refund_due,
    sized,
    why_queued,
)


@pytest.fixture
def application(database: Database) -> int:
    return in_full(database)


def test_what_a_revision_left_owed_comes_back_in_parts(
    database: Database, application: int
) -> None:
    recovery = of_revision(application)
    assert communication_of_recovery(recovery.pk).startswith("+++900/0000/")
    receive(recovery, 40_00)
    assert (now(recovery).open, the(application).owed) == (60_00, 60_00)
    receive(recovery, 60_00)
    assert (now(recovery).open, now(recovery).status, the(application).owed) == (0, "paid_off", 0)
    assert on("enterprise", the(application).enterprise_id) == 0
    assert_ledger_is_right(database)
    receive(recovery, 5_00)
    assert why_queued() == ["recovery-closed"]
    assert_ledger_is_right(database)


def test_more_than_is_open_goes_back_to_who_sent_it(database: Database, application: int) -> None:
    recovery = of_revision(application)
    receive(recovery, 130_00)
    assert now(recovery).status == "paid_off"
    (back,) = Payout.objects.filter(kind="return")
    assert (back.amount_cents, back.text.split(":")[0]) == (30_00, "Te veel terugbetaald")
    assert on("unmatched", back.owner_id) == 30_00
    assert_ledger_is_right(database)


@pytest.mark.parametrize("withdraws", ["provider", "enterprise"])
def test_after_a_stop_the_provider_pays_back_for_both(
    database: Database, application: int, withdraws: str
) -> None:
    recovery = of_stop(application, withdraws)
    assert on("claim", recovery.pk) == -1000_00
    receive(recovery, 333_33)
    receive(recovery, 666_67)
    paid_back = list(recovery.repayments.values_list("amount_cents", "own_cents"))
    assert paid_back == [(333_33, 233_33), (666_67, 466_67)]
    assert now(recovery).status == "paid_off"
    assert refund_due(application) == 700_00
    assert (on("claim", recovery.pk), on("expected", recovery.pk)) == (0, 0)
    assert grounds_of(the(application)) == []
    assert_ledger_is_right(database)


def test_the_room_of_the_year_stays_spent(database: Database, application: int) -> None:
    recovery = of_stop(application)
    before = rows(database, "SELECT used_cents FROM wallet_wallet")
    receive(recovery, 1000_00)
    assert rows(database, "SELECT used_cents FROM wallet_wallet") == before == [(300_00,)]


def test_set_off_takes_from_what_is_due_and_the_rest_stays_due(
    database: Database, application: int
) -> None:
    recovery = of_revision(application)
    other = submitted(request(), NOW).application_id
    deposited(other, the(other).money.own_share, date(2026, 12, 2), at(2026, 12, 2))
    with pytest.raises(OtherAmount):
        set_off(recovery.pk, 100_00, OFFICER)
    stop(other, "enterprise", "toch niet", LATER)
    with pytest.raises(OtherAmount) as caught:
        set_off(recovery.pk, 99_99, OFFICER)
    assert caught.value.amount == 100_00
    due = refund_due(other)
    set_off(recovery.pk, 100_00, OFFICER)
    assert now(recovery).status == "paid_off"
    assert refund_due(other) == due - 100_00 == on("enterprise", recovery.debtor_id)
    assert the(application).owed == 0
    with pytest.raises(NotThere):
        set_off(recovery.pk, 1, OFFICER)
    assert_ledger_is_right(database)


def test_what_was_written_off_is_given_no_second_time(database: Database, application: int) -> None:
    recovery = of_revision(application)
    receive(recovery, 40_00)
    write_off(recovery.pk, "failliet", OFFICER)
    sized(application, "small")
    assert refund_due(application) == 40_00, "what it paid back, and not what was written off"
    assert the(application).owed == 0
    sized(application, "medium")
    assert the(application).owed == 100_00
    assert_ledger_is_right(database)


def test_a_claim_that_is_written_off_is_expected_no_more(
    database: Database, application: int
) -> None:
    recovery = of_stop(application)
    receive(recovery, 100_00)
    write_off(recovery.pk, "failliet", OFFICER)
    assert (on("claim", recovery.pk), on("expected", recovery.pk)) == (0, 0)
    assert refund_due(application) == 70_00
    assert_ledger_is_right(database)


def test_government_gets_back_no_more_than_it_gave(database: Database, application: int) -> None:
    recovery = of_stop(application)
    sized(application, "medium")
    receive(recovery, 1000_00)
    assert refund_due(application) == 800_00, "its own share is larger by now"
    of_owed = ask_back(
        application, Demand("revision", "enterprise", 100_00, 0, DUE), "te veel", LATER
    )
    set_off(of_owed.pk, 100_00, OFFICER)
    assert refund_due(application) == 700_00
    assert on("enterprise", of_owed.debtor_id) == 700_00
    assert_ledger_is_right(database)


def test_a_revision_that_leaves_nothing_open_closes_it(
    database: Database, application: int
) -> None:
    recovery = of_revision(application)
    sized(application, "small")
    assert list(close_settled(OFFICER)) == [recovery.pk]
    assert now(recovery).status == "paid_off"
    assert list(close_settled(OFFICER)) == []
    assert_ledger_is_right(database)
