"""How a payment is shared where a revision has moved the grant, and which costs count for nothing.

A payment takes own share and subsidy pro rata of the grant. After a revision what lies ready may
not allow that: then as much of each as there is, never more, never less than nothing.
"""

from datetime import date

import pytest

from portefeuille.core.costs import eligible_cost
from portefeuille.core.facts import Application, CostLine
from portefeuille.core.settlement import Money, Parts, parts_of_payment, pro_rata, stop_of
from tests.core.cases import the_law

LAW = the_law().on(date(2026, 11, 25))


def test_a_payment_takes_its_parts_pro_rata() -> None:
    money = Money(cost=1000_00, grant=300_00, own=700_00, subsidy=300_00)
    assert parts_of_payment(money, 400_00) == Parts(own=280_00, subsidy=120_00)
    assert parts_of_payment(money, 1000_00) == Parts(own=700_00, subsidy=300_00)
    assert parts_of_payment(money, 1) == Parts(own=1, subsidy=0)


@pytest.mark.parametrize("amount", [0, -1, 1000_01])
def test_nothing_less_than_nothing_and_more_than_there_is_cannot_be_paid(amount: int) -> None:
    money = Money(cost=1000_00, grant=300_00, own=700_00, subsidy=300_00)
    with pytest.raises(ValueError, match=f"^{amount} cents do not lie ready$"):
        parts_of_payment(money, amount)


def test_where_the_own_share_falls_short_the_subsidy_makes_it_up() -> None:
    money = Money(cost=100_00, grant=30_00, own=10_00, subsidy=30_00)
    assert parts_of_payment(money, 40_00) == Parts(own=10_00, subsidy=30_00)


def test_where_too_much_subsidy_was_paid_already_the_own_share_pays() -> None:
    money = Money(
        cost=100_00, grant=10_00, own=50_00, subsidy=0, own_paid=20_00, subsidy_paid=30_00
    )
    assert parts_of_payment(money, 10_00) == Parts(own=10_00, subsidy=0)


def test_where_too_little_subsidy_was_paid_it_catches_up_by_the_payment_at_most() -> None:
    money = Money(cost=100_00, grant=80_00, own=0, subsidy=50_00, own_paid=50_00)
    assert parts_of_payment(money, 10_00) == Parts(own=0, subsidy=10_00)
    money = Money(cost=100_00, grant=80_00, own=50_00, subsidy=50_00, own_paid=50_00)
    assert parts_of_payment(money, 10_00) == Parts(own=0, subsidy=10_00)


def test_no_more_subsidy_is_taken_than_lies_ready() -> None:
    money = Money(cost=100_00, grant=80_00, own=70_00, subsidy=5_00)
    assert parts_of_payment(money, 40_00) == Parts(own=35_00, subsidy=5_00)


@pytest.mark.parametrize(
    ("part", "share", "whole", "expected"),
    [(1, 1, 2, 1), (1, 1, 3, 0), (2, 1, 3, 1), (50, 30, 100, 15), (100, 30, 100, 30), (3, 1, 6, 1)],
)
def test_pro_rata_is_rounded_half_up(part: int, share: int, whole: int, expected: int) -> None:
    assert pro_rata(part, share, whole) == expected


def test_what_is_still_to_bring_in() -> None:
    fresh = Money(cost=1000_00, grant=300_00)
    assert (fresh.own_share, fresh.to_deposit, fresh.deposited) == (700_00, 700_00, 0)
    ready = Money(cost=1000_00, grant=300_00, own=700_00, subsidy=300_00, ordered=250_00)
    assert (ready.to_deposit, ready.deposited, ready.balance) == (0, 700_00, 750_00)
    lowered = Money(
        cost=1000_00, grant=200_00, own=420_00, subsidy=80_00, own_paid=280_00, subsidy_paid=120_00
    )
    assert (lowered.paid, lowered.deposited, lowered.to_deposit) == (400_00, 700_00, 100_00)
    owed = Money(cost=100_00, grant=0, own_paid=70_00, subsidy_paid=40_00)
    assert owed.to_deposit == 0


def test_a_stop_in_the_same_year_gives_the_room_back_and_later_loses_it() -> None:
    money = Money(cost=1000_00, grant=300_00, own=700_00, subsidy=300_00, held=300_00)
    filed = date(2026, 3, 2)
    same = stop_of(money, LAW, filed, date(2026, 12, 31), "enterprise")
    assert (same.room_returns, same.room, same.room_lost) == (True, 300_00, 0)
    assert (same.case, same.own_back, same.subsidy_back) == ("nothing-paid", 700_00, 300_00)
    later = stop_of(money, LAW, filed, date(2027, 1, 1), "enterprise")
    assert (later.room_returns, later.room, later.room_lost) == (False, 0, 300_00)


def application(*lines: CostLine) -> Application:
    return Application(
        submitted_on=date(2026, 3, 2),
        service="training",
        theme=None,
        title=None,
        content=None,
        delivery=None,
        starts_on=date(2026, 3, 2),
        ends_on=None,
        cost=None,
        costs=lines,
    )


@pytest.mark.parametrize(("days", "persons"), [(None, 3), (3, None), (None, None)])
def test_catering_counts_for_nothing_while_days_or_people_are_not_said(
    days: int | None, persons: int | None
) -> None:
    line = CostLine("catering", 60_00, days, persons, separate_invoice=False)
    assert eligible_cost(application(line), LAW) == 0
