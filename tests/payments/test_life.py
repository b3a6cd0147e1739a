"""From deposit to payment, and every way in which it ends before."""

import uuid
from datetime import date
from pathlib import Path

import pytest

from portefeuille.applications.services import lapse_overdue, refuse, stop
from portefeuille.applications.transitions import NotNow
from portefeuille.law import read_law
from portefeuille.payments.services import InvoiceOrdered, NotEnough
from portefeuille.wallet.queries import room_of
from tests.applications.filing import NOW, load_registers, submitted
from tests.applications.filing import request as filed
from tests.databases import Database
from tests.law import copied, edited
from tests.payments.life import assert_ledger_is_right, at, deposited, ordered, paid, the

OWN, GRANT = 700_00, 300_00
DEPOSIT_BY = date(2026, 12, 20)


@pytest.fixture
def application(database: Database) -> int:
    load_registers()
    return submitted(filed(), NOW).application_id


def used(application: int, year: int = 2026) -> int:
    room = room_of(the(application).enterprise_id, year)
    assert room is not None
    return room.used


def test_deposit_two_orders_two_payments(database: Database, application: int) -> None:
    assert (the(application).status, the(application).due_on) == ("awaiting_deposit", DEPOSIT_BY)
    deposited(application, OWN, DEPOSIT_BY, at(2026, 12, 21))
    it = the(application)
    assert (it.status, it.due_on, it.money.own, it.money.subsidy) == (
        "deposited",
        date(2027, 12, 31),
        OWN,
        GRANT,
    )
    assert_ledger_is_right(database)
    with pytest.raises(NotEnough) as refused:
        ordered(application, "F-0", 1000_01, at(2026, 12, 22))
    assert refused.value.balance == 1000_00
    first = ordered(application, "F-1", 333_33, at(2026, 12, 22))
    assert the(application).status == "payment_ordered"
    with pytest.raises(InvoiceOrdered):
        ordered(application, "F-1", 10_00, at(2026, 12, 22))
    with pytest.raises(NotNow):
        stop(application, "enterprise", "toch niet", at(2026, 12, 22))
    paid(first, at(2026, 12, 23))
    paid(first, at(2026, 12, 24))
    it = the(application)
    assert (it.status, it.money.own_paid, it.money.subsidy_paid) == ("partly_paid", 233_33, 100_00)
    assert_ledger_is_right(database)
    paid(ordered(application, "F-2", 666_67, at(2027, 1, 5)), at(2027, 1, 6))
    it = the(application)
    assert (it.status, it.due_on) == ("paid", None)
    assert (it.money.own_paid, it.money.subsidy_paid) == (OWN, GRANT)
    assert (it.money.own, it.money.subsidy, it.money.held) == (0, 0, 0)
    assert used(application) == GRANT
    assert_ledger_is_right(database)


@pytest.mark.parametrize(
    ("amount", "day", "reason"),
    [
        (OWN - 1, DEPOSIT_BY, "wrong-amount"),
        (OWN, date(2026, 12, 21), "too-late"),
        (OWN, DEPOSIT_BY, ""),
    ],
)
def test_a_deposit_that_is_not_what_was_asked_goes_back(
    database: Database, application: int, amount: int, day: date, reason: str
) -> None:
    deposit = deposited(application, amount, day, at(2026, 12, 21))
    assert deposit.returned == reason
    assert the(application).status == ("awaiting_deposit" if reason else "deposited")
    again = deposited(application, OWN, DEPOSIT_BY, at(2026, 12, 21))
    assert again.returned == ("" if reason else "not-expected")
    assert_ledger_is_right(database)


@pytest.mark.parametrize("year", [2026, 2027])
def test_a_stop_gives_the_room_back_in_the_same_year_only(
    database: Database, application: int, year: int
) -> None:
    deposited(application, OWN, DEPOSIT_BY, at(2026, 12, 15))
    stopped = stop(application, "enterprise", "de lesgever is ziek", at(year, 12, 28))
    assert (stopped.case, stopped.own_back, stopped.subsidy_back) == ("nothing-paid", OWN, GRANT)
    assert the(application).status == "stopped"
    assert used(application) == (0 if year == 2026 else GRANT)
    assert_ledger_is_right(database)


def test_a_stop_after_a_part_was_paid(database: Database, application: int) -> None:
    deposited(application, OWN, DEPOSIT_BY, at(2026, 12, 15))
    paid(ordered(application, "F-1", 500_00, at(2026, 12, 16)), at(2026, 12, 17))
    stopped = stop(application, "provider", "lessen geschrapt", at(2026, 12, 28))
    assert (stopped.case, stopped.own_back, stopped.subsidy_back, stopped.room) == (
        "partly-paid",
        350_00,
        150_00,
        150_00,
    )
    assert used(application) == 150_00
    assert_ledger_is_right(database)


def test_a_stop_after_all_was_paid_moves_nothing(database: Database, application: int) -> None:
    deposited(application, OWN, DEPOSIT_BY, at(2026, 12, 15))
    paid(ordered(application, "F-1", 1000_00, at(2026, 12, 16)), at(2026, 12, 17))
    stopped = stop(application, "provider", "geannuleerd", at(2026, 12, 28))
    assert (stopped.case, stopped.own_back, stopped.room) == ("provider-cancels", 0, 0)
    assert used(application) == GRANT
    assert_ledger_is_right(database)


def test_a_deposit_that_does_not_come_lapses_the_day_after(
    database: Database, application: int
) -> None:
    assert list(lapse_overdue(at(2026, 12, 20, 22).now)) == []
    assert list(lapse_overdue(at(2026, 12, 20, 23).now)) == [application]
    assert list(lapse_overdue(at(2026, 12, 21).now)) == []
    assert the(application).status == "lapsed"
    assert used(application) == 0
    assert_ledger_is_right(database)
    late = deposited(application, OWN, date(2026, 12, 21), at(2026, 12, 22))
    assert late.returned == "too-late"
    heard_late = deposited(application, OWN, DEPOSIT_BY, at(2026, 12, 22))
    assert (heard_late.returned, the(application).status) == ("", "deposited")
    assert used(application) == GRANT
    assert_ledger_is_right(database)


@pytest.fixture
def outage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last day to deposit of 20 December 2026 has moved to the 22nd."""
    folder = copied(tmp_path)
    moved = "limit: days-to-deposit, first: 2026-12-20, last: 2026-12-20, until: 2026-12-22"
    about = "source: [IPDC], confidence: official, verified: 2026-11-25"
    edited(folder, "exceptions.yaml", "last-days: []", f"last-days: [{{{moved}, {about}}}]")
    known = read_law(folder)
    monkeypatch.setattr("portefeuille.applications.turn.law.load", lambda: known)


@pytest.mark.usefixtures("outage")
def test_an_outage_on_the_last_day_leaves_time(database: Database, application: int) -> None:
    assert list(lapse_overdue(at(2026, 12, 22, 22).now)) == []
    deposit = deposited(application, OWN, date(2026, 12, 22), at(2026, 12, 22))
    assert (deposit.returned, the(application).status) == ("", "deposited")
    assert_ledger_is_right(database)


@pytest.mark.usefixtures("outage")
def test_after_the_day_it_moved_to_it_lapses(database: Database, application: int) -> None:
    assert list(lapse_overdue(at(2026, 12, 22, 23).now)) == [application]
    assert deposited(application, OWN, date(2026, 12, 23), at(2026, 12, 23)).returned == "too-late"
    assert_ledger_is_right(database)


def test_an_outage_that_is_written_after_the_lapse_still_counts(
    database: Database, application: int, request: pytest.FixtureRequest
) -> None:
    assert list(lapse_overdue(at(2026, 12, 21, 6).now)) == [application]
    request.getfixturevalue("outage")
    deposit = deposited(application, OWN, date(2026, 12, 21), at(2026, 12, 21))
    assert (deposit.returned, the(application).status) == ("", "deposited")
    assert_ledger_is_right(database)


def test_what_was_not_paid_by_the_end_of_next_year_lapses(
    database: Database, application: int
) -> None:
    deposited(application, OWN, DEPOSIT_BY, at(2026, 12, 15))
    assert list(lapse_overdue(at(2028, 1, 1).now)) == [application]
    assert used(application) == GRANT
    money = the(application).money
    assert (money.own, money.subsidy, money.held) == (0, 0, 0)
    assert_ledger_is_right(database)


def test_the_provider_refuses(database: Database, application: int) -> None:
    deposited(application, OWN, DEPOSIT_BY, at(2026, 12, 15))
    refuse(application, "wrong-provider", "niet bij ons ingeschreven", at(2026, 12, 16))
    assert the(application).status == "refused"
    assert used(application) == 0
    assert_ledger_is_right(database)
    with pytest.raises(NotNow):
        refuse(application, "wrong-provider", "", at(2026, 12, 16))


def test_a_key_that_comes_twice_moves_money_once(database: Database, application: int) -> None:
    from portefeuille.payments.references import communication_of
    from portefeuille.payments.services import record_deposit

    key = uuid.uuid4()
    first, again = (
        record_deposit(key, communication_of(application), OWN, DEPOSIT_BY, at(2026, 12, 15))
        for _ in range(2)
    )
    assert first == again
    assert the(application).money.own == OWN
