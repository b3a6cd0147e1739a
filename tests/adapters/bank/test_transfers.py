"""Payment orders: valid, the same every time, and read back by a bank as they were meant."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from portefeuille.adapters.bank import BankFileError, Debtor, Transfer, in_sepa, write_transfers
from portefeuille.adapters.bank.simulator.orders import read_orders
from tests.adapters.bank.making import ABROAD, BAKERY, MONDAY, OGM, OURS, RF, SCHOOL, schema

MADE_AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
SCHEME = Debtor("Scheme", OURS, "KREDBEBB")
ONE = Transfer("P-1", 12_345, "Bakery", BAKERY, OGM, "")
SEPA = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/-?:().,'+ ")


def write(*transfers: Transfer, message: str = "RUN-1", debtor: Debtor = SCHEME) -> bytes:
    return write_transfers(message, MADE_AT, MONDAY, debtor, transfers)


NAMES = st.text(st.characters(codec="utf-8"), max_size=90).filter(lambda one: in_sepa(one, 70))
TRANSFERS = st.lists(
    st.builds(
        Transfer,
        end_to_end_id=st.integers(1, 10**6).map("P-{}".format),
        amount=st.integers(1, 99_999_999_999),
        name=NAMES,
        iban=st.sampled_from([BAKERY, SCHOOL, ABROAD]),
        structured=st.sampled_from([None, OGM, RF]),
        text=st.text(st.characters(codec="utf-8"), max_size=200),
    ),
    min_size=1,
    max_size=5,
    unique_by=lambda one: one.end_to_end_id,
)


@given(TRANSFERS)
def test_a_bank_reads_what_was_meant(transfers: list[Transfer]) -> None:
    content = write(*transfers)
    assert content == write(*transfers)
    (order,) = read_orders(content)
    assert (order.message_id, order.payment_id) == ("RUN-1", "RUN-1")
    assert (order.iban, order.execution_on) == (OURS, MONDAY)
    read = [
        (one.end_to_end_id, one.amount, one.iban, one.structured, one.name, one.text)
        for one in order.transfers
    ]
    assert read == [
        (
            one.end_to_end_id,
            one.amount,
            one.iban,
            one.structured,
            in_sepa(one.name, 70),
            "" if one.structured else in_sepa(one.text, 140),
        )
        for one in transfers
    ]


def test_what_is_written_is_valid_against_the_schema_as_it_was_published() -> None:
    second = replace(ONE, end_to_end_id="P-2", structured=None, text="voucher")
    for content in (write(ONE, second), write(second, debtor=replace(SCHEME, bic=""))):
        schema("pain.001.001.09").assertValid(etree.fromstring(content))


def test_references_travel_as_belgian_banks_take_them() -> None:
    content = write(
        replace(ONE, structured="+++010/8068/17183+++"),
        replace(ONE, end_to_end_id="P-2", structured="RF18 5390 0754 7034"),
    )
    found = [
        [str(node.text) for node in one.iter("{*}Cd", "{*}Issr", "{*}Ref")]
        for one in etree.fromstring(content).iter("{*}CdtrRefInf")
    ]
    assert found == [["SCOR", "BBA", OGM], ["SCOR", "ISO", RF]]


def test_the_sums_and_the_batch_are_told() -> None:
    root = etree.fromstring(write(ONE, replace(ONE, end_to_end_id="P-2", amount=5)))
    assert [one.text for one in root.iter("{*}CtrlSum")] == ["123.50", "123.50"]
    assert [one.text for one in root.iter("{*}NbOfTxs")] == ["2", "2"]
    assert [one.text for one in root.iter("{*}BtchBookg")] == ["false"]


def test_without_a_bic_the_bank_is_not_named() -> None:
    root = etree.fromstring(write(ONE, debtor=replace(SCHEME, bic="")))
    assert root.xpath("string(//*[local-name()='DbtrAgt'])").split() == ["NOTPROVIDED"]


@pytest.mark.parametrize(
    ("transfer", "said"),
    [
        (replace(ONE, iban="BE71096123456760"), "transfer P-1/IBAN: is 'BE71096123456760'"),
        (replace(ONE, structured="010806817184"), "transfer P-1/Ref: is '010806817184'"),
        (replace(ONE, amount=0), "transfer P-1/Amt: is '0.00'"),
        (replace(ONE, amount=-5), "transfer P-1/Amt: is '-0.05'"),
        (replace(ONE, amount=10**11), "expected from 0.01 to 999999999.99"),
        (replace(ONE, name=" \n"), "transfer P-1/Nm: is ' \\n'; expected a name"),
        (replace(ONE, end_to_end_id="a//b"), "expected an EndToEndId"),
        (replace(ONE, end_to_end_id="P" * 36), "expected an EndToEndId"),
    ],
)
def test_what_no_bank_would_carry_out_is_refused(transfer: Transfer, said: str) -> None:
    with pytest.raises(BankFileError) as refused:
        write(transfer)
    assert said in str(refused.value)


def test_a_message_is_refused_whole() -> None:
    odd = timezone(timedelta(seconds=30))  # what only the schema knows to be wrong
    with pytest.raises(BankFileError, match="at least one transfer"):
        write()
    with pytest.raises(BankFileError, match="each only once"):
        write(ONE, ONE)
    with pytest.raises(BankFileError, match="MsgId"):
        write(ONE, message="run/")
    with pytest.raises(BankFileError, match="a moment with a zone"):
        write_transfers("R", datetime(2026, 3, 2), date(2026, 3, 2), SCHEME, [ONE])  # noqa: DTZ001
    with pytest.raises(BankFileError, match=r"expected a valid pain\.001\.001\.09"):
        write_transfers("R", MADE_AT.astimezone(odd), MONDAY, SCHEME, [ONE])
    with pytest.raises(BankFileError, match="BIC"):
        write(ONE, debtor=replace(SCHEME, bic="KRED"))


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Café Müller & Søn", "Cafe Muller + Son"),
        ("Straße  12\n", "Strasse 12"),
        ("Łódź_[x]", "Lodz-(x)"),
        ("Ωmega; 5 €", "Omega, 5 E"),
        ("a\x00b\u2028c", "a b c"),
    ],
)
def test_texts_travel_in_the_characters_of_sepa(text: str, plain: str) -> None:
    assert in_sepa(text, 70) == plain


def test_what_is_cut_does_not_end_in_a_space() -> None:
    assert in_sepa("ab cd", 3) == "ab"


@given(st.text(st.characters(codec="utf-8")), st.integers(1, 140))
def test_nothing_else_travels(text: str, longest: int) -> None:
    plain = in_sepa(text, longest)
    assert set(plain) <= SEPA
    assert len(plain) <= longest
    assert plain == plain.strip()
    assert in_sepa(plain, longest) == plain
