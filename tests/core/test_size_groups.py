"""Who counts along with an enterprise, held against the recommendation written a second way."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portefeuille.core.dossier import read_case
from portefeuille.core.facts import Related, SizeFigures
from portefeuille.core.size import YearTotals, computed_size, yearly_totals
from portefeuille.core.size.group import APPLICANT, Member, members
from tests.core.cases import the_law
from tests.core.groups import figures, groups, sizes_of_groups
from tests.dossiers import base, laid_over

LAW = the_law().on(date(2024, 3, 15))
QUARTER = 2_500
OWN = {"year": 2023, "headcount": "0", "turnover": "0.00", "balance_total": "0.00"}
ONE = {"headcount": "1", "turnover": "1.00", "balance_total": "1.00"}


def read(size: Any) -> SizeFigures:
    case = read_case(laid_over(base(), {"enterprise": {"size": size}}))
    assert isinstance(case.enterprise.size, SizeFigures)
    return case.enterprise.size


def totals(*related: Any, **own: Any) -> YearTotals:
    return yearly_totals(read({"years": [{**OWN, **own}], "related": list(related)}), LAW)[0]


def linked(name: str | None = None, of: str | None = None, **more: Any) -> dict[str, Any]:
    return {"kind": "linked", "name": name, "of": of, **ONE, **more}


def partner(
    share: str, name: str | None = None, of: str | None = None, **more: Any
) -> dict[str, Any]:
    return {"kind": "partner", "share": share, "name": name, "of": of, **ONE, **more}


def weights_by_hand(related: tuple[Related, ...]) -> dict[str, int]:
    """The weight of every enterprise by repeating article 6 until nothing changes any more.

    In full: whoever is linked to somebody in full. For a share: a partner of somebody in full.
    For the share of a partner: whoever is linked to somebody who counts for a share.
    """
    names = {at: row.name or f"row {at}" for at, row in enumerate(related)}
    weights = {"": 10_000, **dict.fromkeys(names.values(), 0)}
    pairs = [(names[at], row.of or "", row) for at, row in enumerate(related)]
    pairs += [(other, name, row) for name, other, row in pairs]
    changed = True
    while changed:
        changed = False
        for name, other, row in pairs:
            weight = weights[other]
            if row.kind == "partner":
                counts = weight == 10_000 and other in in_full(related, names)
                weight = (row.share or 0) if counts and (row.share or 0) >= QUARTER else 0
            if weight > weights[name]:
                weights[name] = weight
                changed = True
    del weights[""]
    return weights


def in_full(related: tuple[Related, ...], names: dict[int, str]) -> set[str]:
    """The applicant and whoever is linked to it, through however many."""
    full = {""}
    for _ in related:
        for at, row in enumerate(related):
            pair = {names[at], row.of or ""}
            if row.kind == "linked" and pair & full:
                full |= pair
    return full


@given(groups())
def test_everybody_weighs_what_article_6_says(rows: list[dict[str, Any]]) -> None:
    related = read({"years": [OWN], "related": rows}).related
    names = {at: row.name or f"row {at}" for at, row in enumerate(related)}
    counted = {names[member.row]: member.weight for member in members(related, QUARTER)}
    assert counted == weights_by_hand(related)


def test_a_partner_without_a_share_counts_for_nothing() -> None:
    related = read({"years": [OWN], "related": [partner("0", "Ginkgo")]}).related
    assert members(related, QUARTER) == (Member(0, 0, "below-limit", APPLICANT, 0),)


@given(groups())
def test_no_enterprise_counts_more_than_once(rows: list[dict[str, Any]]) -> None:
    related = read({"years": [OWN], "related": rows}).related
    found = members(related, QUARTER)
    named = [related[member.row].name for member in found if related[member.row].name]
    assert len(named) == len(set(named)) == len({row.name for row in related if row.name})
    assert len(found) - len(named) == sum(row.name is None for row in related)
    assert all(0 <= member.weight <= 10_000 for member in found)


@given(sizes_of_groups(), st.data())
def test_the_order_of_the_group_does_not_matter(size: dict[str, Any], data: st.DataObject) -> None:
    otherwise = {**size, "related": data.draw(st.permutations(size["related"]))}
    assert yearly_totals(read(otherwise), LAW) == yearly_totals(read(size), LAW)


@given(sizes_of_groups(), st.integers(0, QUARTER - 1), figures(), st.data())
def test_a_partner_below_the_limit_changes_nothing(
    size: dict[str, Any], points: int, its: dict[str, Any], data: st.DataObject
) -> None:
    names = [row["name"] for row in size["related"] if "name" in row]
    of = data.draw(st.sampled_from([None, *names]))
    more = {"kind": "partner", "share": f"0.{points:04d}", "of": of, **its}
    added = {**size, "related": [*size["related"], more]}
    assert yearly_totals(read(added), LAW) == yearly_totals(read(size), LAW)


@given(st.lists(figures(), min_size=1, max_size=6), st.data())
def test_a_chain_of_linked_enterprises_is_the_same_as_a_list(
    all_figures: list[dict[str, Any]], data: st.DataObject
) -> None:
    flat = [{"kind": "linked", "name": str(at), **its} for at, its in enumerate(all_figures)]
    chain = [{**row, "of": str(at - 1)} if at else row for at, row in enumerate(flat)]
    mixed = data.draw(st.permutations(chain))
    assert totals(*mixed) == totals(*flat)


@given(sizes_of_groups())
def test_a_group_is_never_less_than_the_enterprise_alone(size: dict[str, Any]) -> None:
    together, alone = read(size), read({**size, "related": []})
    for ours, own in zip(yearly_totals(together, LAW), yearly_totals(alone, LAW), strict=True):
        assert ours.headcount >= own.headcount
        assert ours.turnover >= own.turnover
        assert ours.balance_total >= own.balance_total


@given(sizes_of_groups())
def test_twelve_months_is_the_same_as_leaving_it_out(size: dict[str, Any]) -> None:
    def written(rows: list[dict[str, Any]], months: int | None) -> list[dict[str, Any]]:
        return [{**row, "months": row.get("months") or months} for row in rows]

    sizes = [
        read({key: written(part, months) if isinstance(part, list) else part
              for key, part in size.items()})
        for months in (12, None)
    ]  # fmt: skip
    assert sizes[0] == sizes[1]


@given(sizes_of_groups())
def test_no_rounding_takes_a_total_across_a_limit(size: dict[str, Any]) -> None:
    """The totals are those of fractions: people rounded down, amounts rounded up."""
    found = read(size)
    weights = weights_by_hand(found.related)
    first = {row.name or f"row {at}": row for at, row in reversed([*enumerate(found.related)])}
    for year, total in zip(found.years, yearly_totals(found, LAW), strict=True):
        parts = [(year, Fraction(1))]
        parts += [(first[name], Fraction(weight, 10_000)) for name, weight in weights.items()]
        headcount = sum(row.headcount * weight for row, weight in parts)
        turnover = sum(row.turnover * weight * Fraction(12, row.months) for row, weight in parts)
        balance = sum(row.balance_total * weight for row, weight in parts)
        assert headcount - 1 < total.headcount <= headcount
        assert turnover <= total.turnover < turnover + 1
        assert balance <= total.balance_total < balance + 1
        counted = (total.headcount, total.turnover, total.balance_total)
        assert {type(number) for number in counted} == {int}


@pytest.mark.parametrize(
    ("related", "headcount"),
    [
        ([linked("A"), linked("B", "A"), linked("C", "B")], 300),
        ([linked("A"), partner("0.40", "B", "A")], 140),
        ([partner("0.40", "A"), linked("B", "A"), linked("C", "B")], 120),
        ([partner("0.40", "A"), partner("0.90", "B", "A")], 40),
        ([partner("0.40", "A"), linked("B", "A"), partner("0.90", "C", "B")], 80),
        ([linked("A"), linked("B", "A"), linked("A", "B")], 200),
        ([partner("0.30", "A"), partner("0.40", "A")], 40),
        ([partner("0.30", "A"), linked("B"), partner("0.40", "A", "B")], 140),
        ([partner("0.30", "A"), linked("B"), linked("A", "B")], 200),
        ([partner("0.30", "A"), partner("0.60", "B"), linked("A", "B")], 120),
        ([partner("0.10", "A"), linked("B"), linked("B", "A")], 200),
        ([partner("0.10", "A"), linked("B", "A"), linked(of="B")], 0),
        ([partner("0.2499", "A")], 0),
        ([partner("0.25", "A")], 25),
        ([partner("0", "A"), partner("1", "B")], 100),
        ([linked(), linked()], 200),
        ([linked("A"), linked("A")], 100),
    ],
    ids=[
        "linked in a chain: all in full",
        "partner of a linked enterprise: its share",
        "linked to a partner, and on: the share of the partner",
        "partner of a partner: nothing",
        "partner of one linked to a partner: nothing",
        "a circle counts once",
        "capital and votes: the larger",
        "two ways as a partner: the larger",
        "partner and linked: in full",
        "two partners linked to each other: the larger of both",
        "who controls a linked enterprise is linked, whatever its share here",
        "beyond one that does not count: nothing",
        "just below a quarter",
        "a quarter",
        "from nothing to the whole",
        "rows without a name are enterprises by themselves",
        "the same row twice counts once",
    ],
)
def test_who_counts(related: list[dict[str, Any]], headcount: int) -> None:
    assert totals(*related) == YearTotals(
        year=2023, headcount=headcount, turnover=headcount, balance_total=headcount
    )


@pytest.mark.parametrize(
    ("months", "turnover", "counts"),
    [(6, "5000000.00", "10000000.00"), (18, "15000000.00", "10000000.00"),
     (24, "0.03", "0.02"), (7, "0.01", "0.02"), (1, "1.00", "12.00")],
)  # fmt: skip
def test_turnover_counts_for_twelve_months(months: int, turnover: str, counts: str) -> None:
    found = totals(months=months, turnover=turnover, headcount="7", balance_total="9.00")
    assert found == totals(turnover=counts, headcount="7", balance_total="9.00")
    of_a_partner = totals(linked(months=months, turnover=turnover))
    assert of_a_partner == totals(linked(turnover=counts))


def test_two_thousand_enterprises_in_a_circle_count_once_each() -> None:
    chain = [linked(str(at), str(at - 1) if at else None) for at in range(2_000)]
    circle = [*chain, linked("0", "1999")]
    assert totals(*circle).headcount == 200_000


def test_a_group_decides_the_size() -> None:
    years = [{**OWN, "headcount": "20"}]
    alone = read({"years": years})
    with_group = read({"years": years, "related": [linked(headcount="30")]})
    assert (computed_size(alone, LAW), computed_size(with_group, LAW)) == ("small", "medium")
