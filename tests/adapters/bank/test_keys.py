"""The key of a booking: its own, and the same every time the booking is read."""

from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from portefeuille.adapters.bank import read_statements
from portefeuille.adapters.bank.simulator import Booking, Detail, Told
from tests.adapters.bank.making import MONDAY, Case, cases, credit, told, written


def keys(*statements: Told, version: str = "08") -> list[str]:
    read = read_statements(written(*statements, version=version))
    return [line.key for one in read for line in one.lines]


@settings(max_examples=40)
@given(st.lists(cases(), max_size=6))
def test_keys_are_distinct_and_the_same_in_either_version(made: list[Case]) -> None:
    statement = told(*(one.booking for one in made))
    found = keys(statement)
    assert len(set(found)) == len(found)
    assert keys(statement, version="02") == found
    assert max(map(len, found), default=0) <= 100


@settings(max_examples=40)
@given(st.lists(cases(), max_size=5), st.randoms())
def test_keys_do_not_depend_on_the_order_or_the_name_of_a_statement(
    made: list[Case], random: Random
) -> None:
    bookings = [one.booking for one in made]
    first = keys(told(*bookings))
    random.shuffle(bookings)
    again = replace(told(*bookings, number=77), identifier="other", copy="DUPL")
    assert sorted(keys(again)) == sorted(first)


def test_two_identical_real_bookings_stay_apart() -> None:
    one = credit(100, text="share")
    assert len(set(keys(told(one, one, one)))) == 3


def test_a_reference_on_several_bookings_makes_them_no_one() -> None:
    found = keys(told(credit(100, "R"), credit(200, "R"), credit(100, "R")))
    assert found == ["2026-03-02 +1.00 R", "2026-03-02 +2.00 R", "2026-03-02 +1.00 R #2"]


def test_identical_bookings_of_two_statements_of_a_day_stay_apart() -> None:
    first = told(credit(100, text="share"))
    second = told(credit(100, text="share"), opening=100, number=62)
    assert len(set(keys(first, second))) == 2
    assert keys(second) == keys(first, second)[1:]


def test_the_reference_of_a_transaction_goes_before_that_of_its_entry() -> None:
    own = (Detail(amount=100, reference="T1"), Detail(amount=100, reference="T2"))
    placed = (Detail(amount=100), Detail(amount=100))
    assert keys(told(Booking(200, True, MONDAY, "R", own))) == [
        "2026-03-02 +1.00 T1",
        "2026-03-02 +1.00 T2",
    ]
    assert keys(told(Booking(200, True, MONDAY, "R", placed))) == [
        "2026-03-02 +1.00 R/1",
        "2026-03-02 +1.00 R/2",
    ]


def test_the_same_statement_twice_in_a_file_has_the_same_keys() -> None:
    statement = told(credit(100), credit(100), credit(100, "R"))
    found = keys(statement, statement)
    assert found[:3] == found[3:]
