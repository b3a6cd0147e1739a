"""What becomes of the money after the decision: parts that add up, and stops that give back."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portefeuille import law
from portefeuille.core.law import LawInForce
from portefeuille.core.settlement import (
    STOP_CASES,
    Money,
    deposit_by,
    parts_of_payment,
    pay_by,
    stop_of,
)

LAW = law.load().on(date(2026, 11, 25))
FILED = date(2026, 11, 20)

amounts = st.integers(min_value=1, max_value=10_000_000)


@st.composite
def ready(draw: st.DrawFn) -> Money:
    """The money of an application whose own share and subsidy have come in."""
    cost = draw(amounts)
    grant = draw(st.integers(min_value=0, max_value=cost))
    return Money(cost=cost, grant=grant, own=cost - grant, subsidy=grant, held=grant)


def after(money: Money, amount: int) -> Money:
    """The money after a payment."""
    parts = parts_of_payment(money, amount)
    assert parts.own + parts.subsidy == amount
    assert 0 <= parts.own <= money.own
    assert 0 <= parts.subsidy <= money.subsidy
    return Money(
        cost=money.cost,
        grant=money.grant,
        own=money.own - parts.own,
        subsidy=money.subsidy - parts.subsidy,
        own_paid=money.own_paid + parts.own,
        subsidy_paid=money.subsidy_paid + parts.subsidy,
        held=money.held - parts.subsidy,
    )


@given(ready(), st.data())
def test_however_it_is_cut_the_parts_add_up_to_grant_and_own_share(
    money: Money, data: st.DataObject
) -> None:
    while money.balance:
        whole = money.balance
        money = after(money, data.draw(st.integers(min_value=max(1, whole // 5), max_value=whole)))
        exact = money.paid * money.grant / money.cost
        assert abs(money.subsidy_paid - exact) <= 1
    assert (money.own_paid, money.subsidy_paid) == (money.own_share, money.grant)
    assert (money.own, money.subsidy, money.held) == (0, 0, 0)


def test_more_than_lies_ready_cannot_be_paid() -> None:
    with pytest.raises(ValueError, match="do not lie ready"):
        parts_of_payment(Money(cost=100, grant=30, own=70, subsidy=30), 101)


@given(ready(), st.data(), st.sampled_from([FILED.replace(day=30), date(2027, 1, 1)]))
def test_a_stop_gives_back_all_that_was_not_paid(
    money: Money, data: st.DataObject, day: date
) -> None:
    paid = data.draw(st.integers(min_value=0, max_value=money.cost))
    money = after(money, paid) if paid else money
    stopped = stop_of(money, LAW, FILED, day, "enterprise")
    assert stopped.own_back + stopped.subsidy_back + money.paid == money.cost
    assert stopped.room + stopped.room_lost == money.grant - money.subsidy_paid
    assert stopped.room_returns is (day.year == FILED.year)
    assert (stopped.room_lost if stopped.room_returns else stopped.room) == 0


@pytest.mark.parametrize(
    ("own_paid", "subsidy_paid", "withdraws", "case"),
    [
        (0, 0, "enterprise", "nothing-paid"),
        (35_00, 15_00, "provider", "partly-paid"),
        (70_00, 30_00, "provider", "provider-cancels"),
        (70_00, 30_00, "enterprise", "enterprise-withdraws"),
    ],
)
def test_the_four_cases_of_a_stop(
    own_paid: int, subsidy_paid: int, withdraws: str, case: str
) -> None:
    money = Money(cost=100_00, grant=30_00, own_paid=own_paid, subsidy_paid=subsidy_paid)
    stopped = stop_of(money, LAW, FILED, FILED, withdraws)  # type: ignore[arg-type]
    assert stopped.case == case


def test_every_case_has_its_sentences_in_every_period() -> None:
    for period in law.load().periods:
        assert set(period.stops) == set(STOP_CASES)
        for case in period.stops.values():
            for text in (case.title, case.own_share, case.room_returns, case.room_stays):
                assert set(text) == {"nl", "en"}


def test_the_last_days() -> None:
    assert deposit_by(LAW, date(2024, 3, 1)) == date(2024, 3, 31)
    assert pay_by(LAW, "training", FILED) == date(2027, 12, 31)
    assert pay_by(LAW, "advice", FILED) is None


def test_a_law_of_before_says_nothing_of_what_comes_after() -> None:
    from portefeuille.core.lawdocument import law_in_force

    values = dict(LAW.document["values"])
    for name in ("days-to-check", "pay-by-following-year", "room-returns-in-same-year"):
        del values[name]
    earlier = {**LAW.document, "values": values}
    del earlier["stops"]
    read: LawInForce = law_in_force(earlier, "earlier")
    assert (read.days_to_check, read.pay_by_following_year, dict(read.stops)) == (
        None,
        frozenset(),
        {},
    )
    assert read.room_returns_in_same_year is False
