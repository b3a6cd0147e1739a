"""The bank to try against: what it books, what goes wrong on demand, what it refuses."""

from datetime import UTC, date, datetime, timedelta

import pytest
from lxml import etree

from portefeuille.adapters.bank import (
    BankFileError,
    Debtor,
    StatementLine,
    Transfer,
    read_statements,
    write_transfers,
)
from portefeuille.adapters.bank.simulator import (
    Bank,
    Batching,
    References,
    Refused,
    Troubles,
    write_statements,
)
from tests.adapters.bank.making import BAKERY, MONDAY, OGM, OURS, SCHOOL, schema

TUESDAY = MONDAY + timedelta(days=1)
RUN = [
    Transfer("P-1", 70_000, "Bakery", BAKERY, OGM, ""),
    Transfer("P-2", 30_000, "School", SCHOOL, None, "voucher 12"),
]


def run(message: str = "RUN-1", transfers: list[Transfer] = RUN) -> bytes:
    made_at = datetime(2026, 3, 2, 9, tzinfo=UTC)
    return write_transfers(message, made_at, MONDAY, Debtor("Scheme", OURS, ""), transfers)


def bank_with(troubles: Troubles | None = None) -> Bank:
    bank = Bank(troubles)
    bank.open(OURS, "Scheme", 200_000)
    return bank


def lines(bank: Bank, day: date = MONDAY, version: str = "08") -> tuple[StatementLine, ...]:
    return read_statements(bank.statement(day, version))[0].lines


def short(line: StatementLine) -> tuple[int, str, str, int]:
    signed = line.amount if line.credit else -line.amount
    return signed, line.end_to_end_id, line.return_reason, line.count


@pytest.mark.parametrize("version", ["02", "08"])
def test_a_run_and_a_deposit_are_in_the_statement_of_the_day(version: str) -> None:
    bank = bank_with()
    bank.deposit(OURS, 120_000, MONDAY, name="Baker", sender=BAKERY, text=OGM)
    assert bank.receive(run()) == 2
    content = bank.statement(MONDAY, version)
    (statement,) = read_statements(content)
    assert (statement.opening, statement.closing) == (200_000, 220_000)
    assert [short(one) for one in statement.lines] == [
        (120_000, "", "", 1),
        (-70_000, "P-1", "", 1),
        (-30_000, "P-2", "", 1),
    ]
    assert [one.payment_id for one in statement.lines] == ["", "RUN-1", "RUN-1"]
    assert bank.statement(MONDAY, version) == content
    assert read_statements(bank.statement(TUESDAY, version))[0].opening == 220_000


@pytest.mark.parametrize("version", ["02", "08"])
@pytest.mark.parametrize("batching", list(Batching))
def test_its_statements_are_valid(version: str, batching: Batching) -> None:
    bank = bank_with(Troubles(rejected={SCHOOL: "AC04"}, late={BAKERY}, batching=batching))
    bank.receive(run())
    for content in (
        bank.statement(TUESDAY, version, since=MONDAY),
        bank.duplicate(MONDAY, version),
    ):
        schema(f"camt.053.001.{version}").assertValid(etree.fromstring(content))


def test_a_rejected_account_is_paid_and_comes_back_with_its_reason() -> None:
    bank = bank_with(Troubles(rejected={SCHOOL: "AC01"}))
    bank.receive(run())
    assert [short(one) for one in lines(bank)] == [
        (-70_000, "P-1", "", 1),
        (-30_000, "P-2", "", 1),
        (30_000, "P-2", "AC01", 1),
    ]
    assert lines(bank)[2].counterparty_iban == SCHOOL


def test_it_may_come_back_days_later() -> None:
    bank = bank_with(Troubles(rejected={SCHOOL: "AC04"}, returned_after=1))
    bank.receive(run())
    assert len(lines(bank)) == 2
    assert [short(one) for one in lines(bank, TUESDAY)] == [(30_000, "P-2", "AC04", 1)]


def test_a_late_transfer_is_booked_a_day_later() -> None:
    bank = bank_with(Troubles(late={BAKERY}))
    bank.receive(run())
    assert [short(one) for one in lines(bank)] == [(-30_000, "P-2", "", 1)]
    assert [short(one) for one in lines(bank, TUESDAY)] == [(-70_000, "P-1", "", 1)]
    assert bank.last_day() == TUESDAY


def test_a_run_may_be_booked_as_one() -> None:
    bank = bank_with(Troubles(batching=Batching.AS_ONE, rejected={SCHOOL: "AC04"}))
    bank.receive(run())
    assert [short(one) for one in lines(bank)] == [
        (-100_000, "", "", 2),
        (30_000, "P-2", "AC04", 1),
    ]
    assert lines(bank)[0].payment_id == "RUN-1"


def test_a_run_booked_as_one_may_be_told_apart() -> None:
    bank = bank_with(Troubles(batching=Batching.DETAILED))
    bank.receive(run())
    for version in ("02", "08"):
        found = lines(bank, version=version)
        assert [short(one) for one in found] == [(-70_000, "P-1", "", 1), (-30_000, "P-2", "", 1)]
        assert len({one.key for one in found}) == 2


@pytest.mark.parametrize("references", list(References))
def test_keys_are_distinct_whatever_references_the_bank_gives(references: References) -> None:
    bank = bank_with(Troubles(references=references))
    for _ in range(3):
        bank.deposit(OURS, 100, MONDAY, text="share")
    keys = {one.key for one in lines(bank)}
    assert len(keys) == 3
    assert {one.key for one in read_statements(bank.duplicate(MONDAY))[0].lines} == keys


def test_chance_depends_on_the_seed_alone() -> None:
    transfers = [Transfer(f"P-{n}", n, "School", SCHOOL, None, "") for n in range(1, 101)]

    def back(seed: int) -> list[str]:
        bank = bank_with(Troubles(seed=seed, per_thousand=200))
        bank.receive(run(transfers=transfers))
        read = read_statements(bank.statement(TUESDAY, since=MONDAY))
        return [line.end_to_end_id for one in read for line in one.lines if line.return_reason]

    assert back(1) == back(1) != back(2)
    assert 0 < len(back(1)) < 100


def test_a_message_is_carried_out_once() -> None:
    bank = bank_with()
    bank.receive(run())
    with pytest.raises(Refused, match="'RUN-1' came before"):
        bank.receive(run())
    assert bank.balance(OURS, MONDAY) == 100_000
    bank.receive(run("RUN-2"))
    assert bank.balance(OURS, MONDAY) == 0


def test_what_is_not_valid_or_of_another_is_not_carried_out() -> None:
    bank = Bank()
    with pytest.raises(Refused, match=f"{OURS} is not here"):
        bank.receive(run())
    bank.open(OURS, "Scheme")
    wrong = {
        b"<NbOfTxs>2": b"<NbOfTxs>3",
        b"<CtrlSum>1000.00": b"<CtrlSum>1000.01",
        b"<PmtMtd>TRF": b"<PmtMtd>XYZ",
    }
    for old, new in wrong.items():
        assert old in run()
        with pytest.raises(BankFileError):
            bank.receive(run().replace(old, new))
    with pytest.raises(BankFileError):
        bank.receive(b"")
    assert bank.last_day() is None
    assert bank.receive(run()) == 2


def test_an_account_is_opened_once_and_has_an_iban() -> None:
    bank = bank_with()
    for iban in (OURS, "BE00"):
        with pytest.raises(ValueError, match="no IBAN, or has an account"):
            bank.open(iban, "Scheme")
    with pytest.raises(ValueError, match=r"camt\.053\.001\.10"):
        write_statements("M", datetime(2026, 3, 2, tzinfo=UTC), [], "10")
