"""A size is settled only where whatever is not known cannot change it."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portefeuille import law
from portefeuille.core.facts import SizeFigures, YearFigures
from portefeuille.core.size import ORDER, computed_size
from portefeuille.register.size import Filed, Staff, proposal

DAY = date(2026, 11, 25)
LAW = law.load().on(DAY)
MILLION = 100_000_000
BOUNDS = {
    "0": (0, 0), "1": (1, 4), "4": (20, 49), "5": (50, 99), "6": (100, 199), "7": (200, 499),
    "8": (500, 999), "9": (1000, None), "?": (None, None),
}  # fmt: skip


def staff(code: str) -> Staff:
    return Staff(code, *BOUNDS[code], 2026, 2)


def filed(
    year: int = 2025,
    headcount: int | None = None,
    turnover: int | None = None,
    balance_total: int | None = None,
    months: int = 12,
) -> Filed:
    begins, ends = date(year, 1, 1), date(year, 12, 31)
    return Filed(year, begins, ends, months, headcount, turnover, balance_total)


@pytest.mark.parametrize(
    ("code", "years", "category", "ask"),
    [
        ("4", [], None, ["amounts"]),  # headcount below 50 does not make it small by itself
        ("4", [filed(balance_total=9 * MILLION)], "small", []),
        ("4", [filed(turnover=9 * MILLION)], "small", []),
        ("4", [filed(turnover=60 * MILLION)], None, ["amounts"]),
        ("4", [filed(turnover=60 * MILLION, balance_total=11 * MILLION)], "medium", []),
        ("4", [filed(turnover=60 * MILLION, balance_total=50 * MILLION)], "large", []),
        ("5", [filed(balance_total=9 * MILLION)], "medium", []),
        ("6", [], None, ["amounts"]),
        ("7", [filed(balance_total=9 * MILLION)], None, ["headcount"]),
        ("7", [filed(headcount=24_999, balance_total=9 * MILLION)], "medium", []),
        ("7", [filed(headcount=25_000, balance_total=9 * MILLION)], "large", []),
        ("7", [], None, ["headcount", "amounts"]),
        ("8", [], "large", []),
        ("9", [], "large", []),
        ("?", [filed(balance_total=9 * MILLION)], None, ["headcount"]),
        ("?", [filed(turnover=60 * MILLION, balance_total=50 * MILLION)], "large", []),
        ("?", [], None, ["headcount", "amounts"]),
    ],
)
def test_what_settles_a_size_and_what_must_be_asked(
    code: str, years: list[Filed], category: str | None, ask: list[str]
) -> None:
    proposed = proposal(staff(code), years, DAY, LAW)
    assert (proposed["category"], proposed["ask"]) == (category, ask)
    assert proposed["settled"] is (category is not None)


def test_accounts_that_are_too_old_settle_nothing() -> None:
    proposed = proposal(staff("4"), [filed(2023, 300, None, MILLION)], DAY, LAW)
    assert (proposed["category"], proposed["ask"]) == (None, ["amounts"])
    assert {"code": "accounts-too-old", "year": 2023} in proposed["working"]


def test_a_limit_crossed_in_one_year_alone_changes_nothing() -> None:
    small = filed(2024, 4_000, None, 9 * MILLION)
    grown = filed(2025, 6_000, None, 11 * MILLION)
    assert proposal(None, [small, grown], DAY, LAW)["category"] == "small"
    assert proposal(None, [grown], DAY, LAW)["category"] == "medium"
    assert proposal(None, [replace(small, headcount=None), grown], DAY, LAW)["years"] == [2025]
    apart = proposal(None, [replace(small, year=2023), grown], date(2025, 11, 25), LAW)
    assert (apart["years"], apart["category"]) == ([2025], "medium")


def test_turnover_counts_for_twelve_months() -> None:
    long = filed(2025, 6_000, 60 * MILLION, 50 * MILLION, months=18)
    assert proposal(None, [long], DAY, LAW)["category"] == "medium"
    endless = replace(long, months=0)  # no length of a year: its turnover says nothing
    assert proposal(None, [endless], DAY, LAW)["ask"] == ["amounts"]


def test_the_working_says_that_the_group_is_not_known() -> None:
    assert proposal(None, [], DAY, LAW)["working"] == [
        {"code": "no-accounts"},
        {"code": "group-not-known"},
    ]


amounts = st.integers(0, 100 * MILLION)
maybe = st.none() | amounts


@given(
    code=st.sampled_from(sorted(BOUNDS)),
    known=st.tuples(st.none() | st.integers(0, 60_000), maybe, maybe, st.integers(1, 24)),
    real=st.tuples(st.integers(0, 150_000), st.integers(0, 10**12), st.integers(0, 10**12)),
)
def test_what_is_settled_holds_whatever_is_not_known(
    code: str, known: tuple[int | None, int | None, int | None, int], real: tuple[int, int, int]
) -> None:
    headcount, turnover, balance_total, months = known
    proposed = proposal(
        staff(code), [filed(2025, headcount, turnover, balance_total, months)], DAY, LAW
    )
    lowest, highest = BOUNDS[code]
    if headcount is None and lowest is not None:
        top = 150_000 if highest is None else highest * 100
        headcount = max(lowest * 100, min(real[0], top))
    truth = YearFigures(
        2025,
        real[0] if headcount is None else headcount,
        real[1] if turnover is None else turnover,
        real[2] if balance_total is None else balance_total,
        months,
    )
    size = computed_size(SizeFigures((truth,), (), None), LAW)
    assert size in ORDER
    if proposed["settled"]:
        assert proposed["category"] == size
        assert proposed["ask"] == []
    else:
        assert proposed["ask"]
