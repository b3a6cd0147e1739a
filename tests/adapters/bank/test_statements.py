"""What is read of a statement: every line that it stands for, or nothing and why."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from portefeuille.adapters.bank import BankFileError, read_statements
from portefeuille.adapters.bank.simulator import Batch, Booking, Detail
from tests.adapters.bank.making import (
    BAKERY,
    MONDAY,
    OGM,
    OURS,
    RF,
    Case,
    cases,
    credit,
    schema,
    told,
    written,
)

VERSIONS = ("02", "08")
Edit = Callable[[str], str]


def read_lines(*bookings: Booking, edit: Edit = str, version: str = "08") -> list[tuple[int, bool]]:
    """The amounts and directions of a statement of these, changed on its way."""
    content = edit(written(told(*bookings), version=version).decode()).encode()
    return [(one.amount, one.credit) for one in read_statements(content)[0].lines]


def swap(old: str, new: str) -> Edit:
    """An edit that must find what it changes."""

    def edit(content: str) -> str:
        assert old in content
        return content.replace(old, new, 1)

    return edit


def swap_all(old: str, new: str) -> Edit:
    """The same, wherever it stands."""

    def edit(content: str) -> str:
        assert old in content
        return content.replace(old, new)

    return edit


@pytest.mark.parametrize("version", VERSIONS)
@settings(max_examples=50)
@given(made=st.lists(cases(), max_size=6), opening=st.integers(-(10**15), 10**15))
def test_what_a_bank_writes_is_what_is_read(version: str, made: list[Case], opening: int) -> None:
    statement = told(*(one.booking for one in made), opening=opening)
    read = read_statements(written(statement, version=version))
    assert len(read) == 1
    assert (read[0].identifier, read[0].number, read[0].iban) == ("S61", 61, OURS)
    assert (read[0].opening, read[0].closing) == (opening, statement.closing)
    assert (read[0].opened_on, read[0].closed_on) == (date(2026, 3, 1), MONDAY)
    assert read[0].made_at == datetime(2026, 3, 2, 20, tzinfo=ZoneInfo("Europe/Brussels"))
    expected = [line for one in made for line in one.lines]
    assert [replace(line, key="") for line in read[0].lines] == expected


@pytest.mark.parametrize("version", VERSIONS)
@settings(max_examples=50)
@given(made=st.lists(cases(), max_size=3))
def test_what_is_read_in_tests_is_valid(version: str, made: list[Case]) -> None:
    content = written(told(*(one.booking for one in made)), version=version)
    schema(f"camt.053.001.{version}").assertValid(etree.fromstring(content))


def test_several_statements_of_a_file_come_in_its_order() -> None:
    read = read_statements(written(told(credit(100)), told(opening=100, number=62)))
    assert [(one.number, one.opening, one.closing) for one in read] == [
        (61, 0, 100),
        (62, 100, 100),
    ]


@pytest.mark.parametrize("version", VERSIONS)
def test_what_is_not_booked_is_left_out(version: str) -> None:
    pending = [replace(credit(700), status=status) for status in ("PDNG", "INFO")]
    assert read_lines(credit(100), *pending, version=version) == [(100, True)]


def test_a_status_nobody_knows_is_refused() -> None:
    with pytest.raises(BankFileError, match="entry 1: Sts: is 'PAID'; expected BOOK"):
        read_lines(credit(100), edit=swap("<Cd>BOOK</Cd>", "<Cd>PAID</Cd>"))


def test_a_reversal_goes_the_way_the_bank_says_and_is_a_return() -> None:
    debit = Booking(500, False, MONDAY, details=(Detail(end_to_end_id="P-1"),))
    content = written(told(debit, replace(debit, credit=True, reversal=True), opening=500))
    first, second = read_statements(content)[0].lines
    assert (first.credit, first.return_reason) == (False, "")
    assert (second.credit, second.return_reason, second.end_to_end_id) == (True, "MS03", "P-1")


def test_a_return_without_a_reason_is_a_return() -> None:
    content = written(told(credit(100, return_reason="AC04"))).decode()
    content = swap("<Cd>AC04</Cd>", "<Prtry>closed</Prtry>")(content)
    assert read_statements(content.encode())[0].lines[0].return_reason == "closed"
    content = swap("<Prtry>closed</Prtry>", "")(content)
    assert read_statements(content.encode())[0].lines[0].return_reason == "MS03"


def test_of_a_return_that_keeps_its_parts_the_other_side_is_the_one_that_is_not_us() -> None:
    content = written(told(credit(100, name="Scheme", iban=OURS, return_reason="AC04"))).decode()
    parties = f"<Cdtr><Pty><Nm>Bakery</Nm></Pty></Cdtr><CdtrAcct><Id><IBAN>{BAKERY}</IBAN></Id>"
    content = swap("</DbtrAcct>", f"</DbtrAcct>{parties}</CdtrAcct>")(content)
    line = read_statements(content.encode())[0].lines[0]
    assert (line.counterparty_name, line.counterparty_iban) == ("Bakery", BAKERY)


def test_a_batch_without_amounts_is_one_line_that_counts_them() -> None:
    batch = Batch("RUN-1", 3, 900)
    details = (Detail(end_to_end_id="P-1"), Detail(), Detail())
    booking = Booking(900, False, MONDAY, "R", details, batch)
    line = read_statements(written(told(booking, opening=900)))[0].lines[0]
    assert (line.amount, line.count, line.payment_id, line.end_to_end_id) == (900, 3, "RUN-1", "")


def test_a_transaction_that_stands_for_a_batch_names_the_batch_and_no_more() -> None:
    detail = Detail(amount=900, end_to_end_id="P-1", payment_id="RUN-1", iban=BAKERY)
    booking = Booking(900, False, MONDAY, "R", (detail,), Batch("", 3, 900))
    line = read_statements(written(told(booking, opening=900)))[0].lines[0]
    assert (line.count, line.payment_id) == (3, "RUN-1")
    assert (line.end_to_end_id, line.counterparty_iban) == ("", "")


def test_a_batch_that_goes_both_ways_is_told_apart() -> None:
    details = (Detail(amount=900), Detail(amount=200, credit=False))
    booking = Booking(700, True, MONDAY, "R", details)
    assert read_lines(booking) == [(900, True), (200, False)]


def test_what_moves_nothing_is_no_line() -> None:
    details = (Detail(amount=100), Detail(amount=0))
    assert read_lines(credit(0), Booking(100, True, MONDAY, "R", details)) == [(100, True)]


def test_one_transaction_is_what_was_booked_and_not_what_it_was_abroad() -> None:
    edit = swap('<Amt Ccy="EUR">1.00</Amt>\n            <Cdt', '<Amt Ccy="USD">1.20</Amt>\n<Cdt')
    assert read_lines(credit(100), edit=edit) == [(100, True)]


@pytest.mark.parametrize(
    ("written_as", "read_as"),
    [
        ("+++010/8068/17183+++", OGM),
        ("0108 0681 7183", OGM),
        ("rf18 5390 0754 7034", RF),
        (OGM[:-1] + "4", None),
        ("RF19539007547034", None),
    ],
)
def test_a_structured_reference_is_one_whose_check_fits(
    written_as: str, read_as: str | None
) -> None:
    line = read_statements(written(told(credit(1, structured=written_as))))[0].lines[0]
    assert line.structured == read_as
    assert line.free_text == ("" if read_as else written_as)


def test_what_the_bank_adds_is_the_text_where_nobody_wrote_one() -> None:
    charge = Booking(250, False, MONDAY, "R")
    edit = swap("</BkTxCd>", "</BkTxCd><AddtlNtryInf>Account  charges</AddtlNtryInf>")
    content = edit(written(told(charge)).decode()).encode()
    assert read_statements(content)[0].lines[0].free_text == "Account charges"


def test_days_and_moments_with_a_zone_are_those_of_brussels() -> None:
    content = written(told(credit(1))).decode()
    late = "<BookgDt><DtTm>2026-03-01T23:30:00Z</DtTm></BookgDt>"
    content = content.replace("<BookgDt>\n          <Dt>2026-03-02</Dt>\n        </BookgDt>", late)
    assert late in content
    assert read_statements(content.encode())[0].lines[0].booked_on == MONDAY


def test_a_moment_without_a_zone_is_one_of_brussels() -> None:
    content = written(told(credit(1))).decode().replace("19:00:00+00:00", "19:00:00")
    read = read_statements(content.encode())[0].made_at
    assert read.isoformat() == "2026-03-02T19:00:00+01:00"


WRONG: dict[str, tuple[Edit, str]] = {
    "closing": (swap(">1.00</Amt>", ">1.01</Amt>"), "closes at 1.01; expected 1.00"),
    "currency": (swap('Ccy="EUR">0.00', 'Ccy="USD">0.00'), "Amt: is in 'USD'; expected an amount"),
    "account": (swap("<Ccy>EUR", "<Ccy>CHF"), "Acct/Ccy: is 'CHF'; expected EUR"),
    "cents": (swap(">1.00</Amt>", ">1.001</Amt>"), "is '1.001'; expected an amount in whole"),
    "iban": (swap(OURS, "BE68539007547035"), "IBAN: is 'BE68539007547035'"),
    "no iban": (swap(f"<IBAN>{OURS}</IBAN>", "<Othr><Id>1</Id></Othr>"), "text in Acct/Id/IBAN"),
    "balance": (swap("<Cd>CLBD", "<Cd>CLAV"), "expected OPBD or PRCD, and CLBD"),
    "day": (swap("<Dt>2026-03-01</Dt>", "<Dt>2026-02-30</Dt>"), "is '2026-02-30'; expected a day"),
    "moment": (swap_all("19:00:00", "25:00:00"), "expected a moment"),
    "number": (swap("<ElctrncSeqNb>61", "<ElctrncSeqNb>6.1"), "expected a whole number"),
    "direction": (swap("CRDT", "BOTH"), "CdtDbtInd: is 'BOTH'; expected CRDT or DBIT"),
    "identifier": (swap("<Id>S61", f"<Id>{'S' * 36}"), "Id: has 36 characters; expected at most"),
    "reference": (swap("NOTPROVIDED", "P" * 36), "Refs/EndToEndId: has 36 characters"),
    "count": (swap("<NbOfNtries>1", "<NbOfNtries>2"), "TtlNtries/NbOfNtries: is 2; expected 1"),
    "sum": (swap("<Sum>1.00", "<Sum>9.00"), "TtlNtries/Sum: is 9.00; expected 1.00"),
    "message": (swap("camt.053.001.08", "camt.053.001.10"), "expected urn:iso:std:iso:20022"),
    "booked": (swap_all("BookgDt", "OtherDt"), "Ntry: is not whole; expected BookgDt"),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_is_said_and_nothing_is_taken(what: str) -> None:
    edit, said = WRONG[what]
    content = edit(written(told(credit(100))).decode())
    with pytest.raises(BankFileError) as refused:
        read_statements(content.encode())
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("details", "batch", "said"),
    [
        ((300, 300), None, "Amt: is 7.00, and its transactions make 6.00"),
        ((300, 400), Batch("B", 3, 700), "NbOfTxs: is 3; expected 2, as there are transactions"),
        ((300, None), None, "transaction 2: has no amount in EUR"),
    ],
)
def test_a_batch_that_does_not_add_up_is_refused(
    details: tuple[int | None, ...], batch: Batch | None, said: str
) -> None:
    booking = Booking(700, True, MONDAY, "R", tuple(Detail(amount=one) for one in details), batch)
    with pytest.raises(BankFileError, match=f"statement 1, entry 1: {said}"):
        read_lines(booking)


def test_a_batch_with_another_sum_than_its_transactions_is_refused() -> None:
    details = (Detail(amount=300), Detail(amount=400))
    booking = Booking(700, True, MONDAY, "R", details, Batch("B", 2, 800))
    with pytest.raises(BankFileError, match=r"TtlAmt: is 8\.00; expected 7\.00, as there is"):
        read_lines(booking, version="02")
