"""The size of an enterprise, held against the recommendation written down a second way."""

from datetime import date
from fractions import Fraction
from itertools import pairwise, product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portefeuille.core.dossier import read_case
from portefeuille.core.size import ORDER, size_of
from tests.core.cases import computed_sizes, the_law
from tests.dossiers import base, laid_over

LAW = the_law().on(date(2024, 3, 15))
PEOPLE = {"small": "10", "medium": "100", "large": "300"}


def size(figures: Any) -> str:
    return size_of(read_case(laid_over(base(), {"enterprise": {"size": figures}})), LAW)


def years(*categories: str) -> list[dict[str, Any]]:
    return [
        {"year": 2015 + at, "headcount": PEOPLE[category], "turnover": "0.00",
         "balance_total": "0.00"}
        for at, category in enumerate(categories)
    ]  # fmt: skip


def by_article_4(start: str, categories: list[str]) -> str:
    """Each limit on its own: on which side an enterprise stands changes after two years there."""
    standing = ORDER.index(start)
    annual = [standing, *(ORDER.index(category) for category in categories)]
    sides = {limit: standing > limit for limit in (0, 1)}
    for one, two in pairwise(annual):
        for limit in sides:
            if (one > limit) == (two > limit):
                sides[limit] = one > limit
    return ORDER[sum(sides.values())]


@pytest.mark.parametrize("previous", ORDER)
@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_a_category_changes_after_two_years_in_a_row(previous: str, count: int) -> None:
    for categories in product(ORDER, repeat=count):
        computed = size({"previous": previous, "years": years(*categories)})
        assert computed == by_article_4(previous, list(categories)), categories


@pytest.mark.parametrize("category", ORDER)
def test_a_single_year_speaks_for_itself(category: str) -> None:
    assert size({"years": years(category)}) == category


def category_of(figures: dict[str, Any]) -> str:
    """The annual category of one year and its group, in fractions."""
    own, group = figures["years"][0], figures["related"]
    total = {}
    for name in ("headcount", "turnover", "balance_total"):
        total[name] = Fraction(own[name])
        for related in group:
            share = Fraction(related["share"])
            if related["kind"] == "linked":
                total[name] += Fraction(related[name])
            elif share >= Fraction(1, 4):
                total[name] += Fraction(related[name]) * share
    limits = {"small": (50, 10, 10), "medium": (250, 50, 43)}
    for name, (people, turnover, balance) in limits.items():
        money = total["turnover"] <= turnover * 10**6 or total["balance_total"] <= balance * 10**6
        if total["headcount"] < people and money:
            return name
    return "large"


@given(computed_sizes())
def test_partners_count_pro_rata_and_linked_enterprises_in_full(figures: dict[str, Any]) -> None:
    one_year = {**figures, "years": figures["years"][:1], "previous": None}
    assert size(one_year) == category_of(one_year)


@given(computed_sizes(), st.sampled_from(ORDER))
def test_the_size_that_the_wallet_fixed_counts(figures: dict[str, Any], locked: str) -> None:
    change = {"enterprise": {"size": figures}, "wallet": {"locked_size": locked}}
    assert size_of(read_case(laid_over(base(), change)), LAW) == locked
