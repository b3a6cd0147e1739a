"""A payment that comes back after a revision, and one that the bank cannot have refused yet."""

import uuid

import pytest

from portefeuille.applications.services import By
from portefeuille.payments.services import (
    NotThere,
    give_account,
    prepare,
    refused,
    release,
    sent,
    write_off,
)
from tests.applications.filing import load_registers, request, submitted
from tests.databases import Database
from tests.payments.life import PROVIDERS_IBAN, assert_ledger_is_right, at, deposited, ordered, the
from tests.payments.owing import LATER, NOW, of_revision, on, receive, sized

WEEK = at(2026, 12, 3)


@pytest.fixture
def at_bank(database: Database) -> tuple[int, int]:
    """An application granted 300,00 of 1.000,00, all of it given to the bank; and its payout."""
    load_registers()
    key = submitted(request(), NOW).application_id
    deposited(key, 700_00, WEEK.now.date(), WEEK)
    payout = ordered(key, "F-1", 1000_00, WEEK).payout
    give_account("provider", payout.owner_id, PROVIDERS_IBAN, "Opleidingshuis", WEEK)
    run = prepare(uuid.uuid4(), WEEK.now.date(), WEEK)
    release(run.pk, By("other", WEEK.now))
    with pytest.raises(NotThere):
        refused(payout.pk, "AM05", WEEK)  # the bank does not have it: it would pay it later on
    sent(run.pk, WEEK)
    return key, payout.pk


def books(key: int) -> tuple[int, int, int, int]:
    """Own share and subsidy that lie ready, room that is held, and what is owed."""
    it = the(key)
    return it.money.own, it.money.subsidy, it.money.held, it.owed


def test_what_comes_back_settles_what_a_revision_left_owed(
    database: Database, at_bank: tuple[int, int]
) -> None:
    key, payout = at_bank
    sized(key, "large")  # granted nothing any more
    assert books(key) == (0, 0, 0, 300_00)
    refused(payout, "AM05", LATER)
    assert books(key) == (700_00, 0, 0, 0)
    assert the(key).money.to_deposit == 300_00
    assert_ledger_is_right(database)


def test_of_a_smaller_grant_the_rest_lies_ready(
    database: Database, at_bank: tuple[int, int]
) -> None:
    key, payout = at_bank
    sized(key, "medium")  # 200,00
    refused(payout, "AM05", LATER)
    assert books(key) == (700_00, 200_00, 200_00, 0)
    assert_ledger_is_right(database)


def test_what_the_enterprise_paid_back_already_is_its_own(
    database: Database, at_bank: tuple[int, int]
) -> None:
    key, payout = at_bank
    receive(of_revision(key), 100_00)
    refused(payout, "AM05", LATER)
    assert books(key) == (800_00, 200_00, 200_00, 0)
    assert_ledger_is_right(database)


def test_what_was_written_off_goes_to_government_after_all(
    database: Database, at_bank: tuple[int, int]
) -> None:
    key, payout = at_bank
    recovery = of_revision(key)
    write_off(recovery.pk, "niets te halen", By("other", LATER.now))
    refused(payout, "AM05", LATER)
    assert books(key) == (700_00, 200_00, 200_00, 0)
    assert on("enterprise", the(key).enterprise_id) == 0
    sized(key, "small")  # and nothing of it is forgiven any more: all 300,00 is given again
    assert books(key) == (700_00, 300_00, 300_00, 0)
    assert_ledger_is_right(database)
