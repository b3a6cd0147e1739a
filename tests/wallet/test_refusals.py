"""What the database itself refuses of the ledger, whoever the programmer was: in plain SQL, in
the session of the application, and as the owner where even he is refused."""

import pytest
from psycopg.errors import (
    CheckViolation,
    ForeignKeyViolation,
    InsufficientPrivilege,
    RestrictViolation,
    UniqueViolation,
)

from tests.wallet.conftest import Ledger, Session, one


def test_a_balanced_entry_passes_and_moves_the_room(ledger: Ledger) -> None:
    entry = ledger.new_entry(1)
    ledger.post((entry, "room", ledger.wallet, -450_00), (entry, "held", 1, 450_00))
    assert ledger.used() == 450_00
    version = one(ledger.session, "SELECT version FROM wallet_wallet WHERE id = %s", ledger.wallet)
    assert version == 2


def test_room_that_is_given_back_can_be_used_again(ledger: Ledger) -> None:
    first, back = ledger.new_entry(1), ledger.new_entry(2)
    ledger.post((first, "room", ledger.wallet, -450_00), (first, "held", 1, 450_00))
    ledger.post((back, "room", ledger.wallet, 450_00), (back, "held", 1, -450_00))
    assert ledger.used() == 0


@pytest.mark.parametrize("held", [449_99, 450_01, -450_00])
def test_an_entry_that_does_not_balance_is_refused(ledger: Ledger, held: int) -> None:
    entry = ledger.new_entry(1)
    with pytest.raises(CheckViolation, match=f"entry {entry} does not balance"):
        ledger.post((entry, "room", ledger.wallet, -450_00), (entry, "held", 1, held))
    assert (ledger.used(), ledger.posted()) == (0, 0)


def test_one_half_of_an_entry_is_refused_though_the_other_could_follow(ledger: Ledger) -> None:
    entry = ledger.new_entry(1)
    with (
        pytest.raises(CheckViolation, match="does not balance"),
        ledger.session.transaction(),
    ):
        ledger.post((entry, "room", ledger.wallet, -450_00))
    assert ledger.posted() == 0


def test_two_entries_that_only_balance_together_are_refused(ledger: Ledger) -> None:
    first, second = ledger.new_entry(1), ledger.new_entry(2)
    with pytest.raises(CheckViolation, match="does not balance"):
        ledger.post((first, "room", ledger.wallet, -450_00), (second, "held", 1, 450_00))
    assert ledger.posted() == 0


def test_a_copy_with_one_unbalanced_entry_is_refused_whole(ledger: Ledger) -> None:
    good, bad = ledger.new_entry(1), ledger.new_entry(2)
    with pytest.raises(CheckViolation, match=f"entry {bad} does not balance"):
        ledger.copy(
            (good, "room", ledger.wallet, -100_00),
            (good, "held", 1, 100_00),
            (bad, "room", ledger.wallet, -100_00),
        )
    assert (ledger.used(), ledger.posted()) == (0, 0)


def test_a_posting_on_a_wallet_that_does_not_exist_is_refused(ledger: Ledger) -> None:
    entry, nowhere = ledger.new_entry(1), ledger.wallet + 1
    with pytest.raises(ForeignKeyViolation, match=f"there is no wallet {nowhere}"):
        ledger.post((entry, "room", nowhere, -450_00), (entry, "held", 1, 450_00))
    assert ledger.posted() == 0


def test_a_posting_without_an_entry_is_refused(ledger: Ledger) -> None:
    missing = ledger.new_entry(1) + 1
    with pytest.raises(ForeignKeyViolation):
        ledger.post((missing, "room", ledger.wallet, -1), (missing, "held", 1, 1))
    assert (ledger.used(), ledger.posted()) == (0, 0)


def test_a_wallet_cannot_be_overspent_by_a_cent(ledger: Ledger) -> None:
    first, second = ledger.new_entry(1), ledger.new_entry(2)
    ledger.post((first, "room", ledger.wallet, -7_500_00), (first, "held", 1, 7_500_00))
    with pytest.raises(CheckViolation, match="wallet_is_within_its_ceiling"):
        ledger.post((second, "room", ledger.wallet, -1), (second, "held", 2, 1))
    assert (ledger.used(), ledger.posted()) == (7_500_00, 2)


def test_more_room_than_was_used_cannot_be_given_back(ledger: Ledger) -> None:
    entry = ledger.new_entry(1)
    with pytest.raises(CheckViolation, match="wallet_is_within_its_ceiling"):
        ledger.post((entry, "room", ledger.wallet, 1), (entry, "held", 1, -1))


def test_a_ceiling_cannot_sink_below_what_is_used(ledger: Ledger) -> None:
    entry = ledger.new_entry(1)
    ledger.post((entry, "room", ledger.wallet, -450_00), (entry, "held", 1, 450_00))
    with pytest.raises(CheckViolation, match="wallet_is_within_its_ceiling"):
        ledger.session.execute("UPDATE wallet_wallet SET ceiling_cents = 44999")


def test_a_posting_of_nothing_is_refused(ledger: Ledger) -> None:
    entry = ledger.new_entry(1)
    with pytest.raises(CheckViolation, match="posting_moves_something"):
        ledger.post((entry, "room", ledger.wallet, 0), (entry, "held", 1, 0))


def test_an_account_that_is_not_known_is_refused(ledger: Ledger) -> None:
    entry = ledger.new_entry(1)
    with pytest.raises(CheckViolation, match="posting_account_is_known"):
        ledger.post((entry, "till", ledger.wallet, -1), (entry, "held", 1, 1))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE wallet_wallet SET used_cents = 0",
        "UPDATE wallet_wallet SET version = 1",
        "INSERT INTO wallet_wallet (enterprise_id, year, ceiling_cents, used_cents)"
        " SELECT id, 2027, 100, 100 FROM register_enterprise",
        "DELETE FROM wallet_wallet",
        "TRUNCATE wallet_wallet",
    ],
)
def test_what_is_used_is_not_for_the_application_to_write(ledger: Ledger, statement: str) -> None:
    with pytest.raises(InsufficientPrivilege):
        ledger.session.execute(statement)  # type: ignore[arg-type]


def test_an_enterprise_has_one_wallet_a_year(ledger: Ledger) -> None:
    again = "INSERT INTO wallet_wallet (enterprise_id, year, ceiling_cents) VALUES (%s, %s, 1)"
    with pytest.raises(UniqueViolation, match="wallet_is_one_a_year"):
        ledger.session.execute(again, [ledger.enterprise, 2026])
    ledger.session.execute(again, [ledger.enterprise, 2027])


def test_a_wallet_of_an_unknown_size_is_refused(ledger: Ledger) -> None:
    with pytest.raises(CheckViolation, match="wallet_size_is_known"):
        ledger.session.execute("UPDATE wallet_wallet SET size = 'huge'")


CHANGES = [
    "UPDATE wallet_posting SET amount_cents = amount_cents * 2",
    "DELETE FROM wallet_posting",
    "TRUNCATE wallet_posting",
    "UPDATE wallet_entry SET kind = 'grant'",
    "DELETE FROM wallet_entry",
    "TRUNCATE wallet_entry CASCADE",
]


@pytest.mark.parametrize("statement", CHANGES)
def test_the_application_may_not_change_the_ledger(ledger: Ledger, statement: str) -> None:
    with pytest.raises(InsufficientPrivilege):
        ledger.session.execute(statement)  # type: ignore[arg-type]


@pytest.mark.parametrize("statement", CHANGES)
def test_the_owner_may_not_change_the_ledger_either(
    ledger: Ledger, owner: Session, statement: str
) -> None:
    entry = ledger.new_entry(1)
    ledger.post((entry, "room", ledger.wallet, -450_00), (entry, "held", 1, 450_00))
    with pytest.raises(RestrictViolation, match="is append-only"):
        owner.execute(statement)  # type: ignore[arg-type]
    assert (ledger.used(), ledger.posted()) == (450_00, 2)


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE wallet_posting DISABLE TRIGGER postings_balance",
        "SET session_replication_role = replica",
        "DROP FUNCTION wallet_post() CASCADE",
    ],
)
def test_the_application_may_not_switch_the_guards_off(app: Session, statement: str) -> None:
    with pytest.raises(InsufficientPrivilege):
        app.execute(statement)  # type: ignore[arg-type]


def test_a_copy_that_balances_passes(ledger: Ledger) -> None:
    entry = ledger.new_entry(1)
    ledger.copy((entry, "room", ledger.wallet, -100_00), (entry, "held", 1, 100_00))
    assert (ledger.used(), ledger.posted()) == (100_00, 2)
