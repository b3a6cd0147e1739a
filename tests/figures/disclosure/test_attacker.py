"""Somebody with every table of a release recovers nothing; without secondary hiding he does."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from portefeuille.figures.disclosure import FEW, Counted, Told, audit, protect
from portefeuille.figures.disclosure.values import is_hidden
from portefeuille.figures.values import HIDDEN
from tests.figures.disclosure.attacker import About, Attack
from tests.figures.disclosure.released_world import applications, tables

SCALE = "0.008"


@pytest.fixture(scope="module")
def release() -> tuple[Counted, ...]:
    return tuple(replace(one, apart=None) for one in tables(applications(1, SCALE)))


@pytest.fixture(scope="module")
def told(release: tuple[Counted, ...]) -> tuple[Told, ...]:
    return protect(release)


def truth(release: Sequence[Counted], measure: str) -> dict[About, int]:
    return {
        frozenset([*one.table.scope.filters, *((key, row[key]) for key in one.table.keys)]): row[
            measure
        ]
        for one in release
        for row in one.table.rows
    }


def small(release: Sequence[Counted]) -> set[About]:
    """What the rule hides: counts of 1 to 4, and rows of 1 to 4 enterprises."""
    return {
        frozenset([*one.table.scope.filters, *((key, row[key]) for key in one.table.keys)])
        for one in release
        for row, enterprises in zip(one.table.rows, one.enterprises, strict=True)
        if 0 < row["approved"] < FEW or 0 < enterprises < FEW
    }


def only_primary(release: Sequence[Counted]) -> tuple[Told, ...]:
    """The mutant: small rows hidden, and nothing else."""

    def hide(row: Any, enterprises: int | None) -> Any:
        few = row["approved"] < FEW or (enterprises or 0) < FEW
        numbers = ("approved", "grant_cents", "average_cents")
        return {**row, **dict.fromkeys(numbers, HIDDEN)} if few else row

    return tuple(
        replace(one.table, rows=tuple(map(hide, one.table.rows, one.enterprises)))
        for one in release
    )


def test_the_release_is_worth_attacking(release: tuple[Counted, ...]) -> None:
    assert len(release) >= 60
    assert len(small(release)) > 150


def test_every_small_row_is_hidden_and_much_is_still_told(
    release: tuple[Counted, ...], told: tuple[Told, ...]
) -> None:
    attack = Attack("approved", 1).read(told)
    assert small(release) <= attack.hidden
    assert len(attack.shown) > len(attack.hidden) / 4
    assert frozenset() in attack.shown, "the year itself is told"
    for before, after in zip(release, told, strict=True):
        for row in after.rows:
            assert is_hidden(row) or row in before.table.rows, "a number that is told is true"


@pytest.mark.parametrize("measure", ["approved", "grant_cents"])
def test_no_hidden_number_has_one_value(told: tuple[Told, ...], measure: str) -> None:
    assert Attack(measure, 1).read(told).determined() == set()


def test_no_small_count_is_known_to_be_small(
    release: tuple[Counted, ...], told: tuple[Told, ...]
) -> None:
    counts = truth(release, "approved")
    few = sorted((one for one in small(release) if counts[one] < FEW), key=str)
    between = Attack("approved", 1).read(told).between(few)
    for one, (low, high) in between.items():
        assert high > FEW - 0.5, (set(one), counts[one], low, high)
        assert low < max(1, printed_parts(one, counts)) + 0.5, (set(one), counts[one], low, high)


def printed_parts(one: About, printed: Iterable[About]) -> int:
    """How many rows are printed that are parts of one, told apart in the same way."""
    apart = (frozenset(name for name, _ in other - one) for other in printed if one < other)
    return max(Counter(apart).values(), default=0)


def test_no_amount_of_a_small_row_is_known_to_a_tenth(
    release: tuple[Counted, ...], told: tuple[Told, ...]
) -> None:
    amounts = truth(release, "grant_cents")
    some = sorted(small(release), key=str)[::3]
    for one, (low, high) in Attack("grant_cents", 0).read(told).between(some).items():
        assert low <= amounts[one] * 0.91, (set(one), amounts[one], low, high)
        assert high >= amounts[one] * 1.09, (set(one), amounts[one], low, high)


def test_without_secondary_hiding_the_same_attacker_recovers_cells(
    release: tuple[Counted, ...],
) -> None:
    mutant = only_primary(release)
    found = Attack("approved", 1).read(mutant).determined()
    assert len(found & small(release)) > 20
    assert Attack("grant_cents", 1).read(mutant).determined()


def of_services(release: Sequence[Counted]) -> list[Counted]:
    """The tables that are not narrowed to a size: a smaller release."""
    return [one for one in release if not one.table.scope.others]


def test_the_audit_refuses_what_the_attacker_breaks_and_takes_what_he_does_not(
    release: tuple[Counted, ...],
) -> None:
    by_month = ((), ("month",), ("month", "service"))
    some = [one for one in of_services(release) if one.table.keys in by_month]
    assert audit(some, only_primary(some))
    assert audit(some, tuple(one.table for one in some)), "a small row that is shown"
    assert audit(some, protect(some)) == ()


def test_two_releases_give_away_no_more_than_one(release: tuple[Counted, ...]) -> None:
    """A first release has no themes, a second has them: each is subtracted from the other."""
    second = of_services(release)
    first = [one for one in second if "theme" not in one.table.keys]
    told_first = protect(first)
    told_second = protect(second, told_first)
    attack = Attack("approved", 1).read((*told_first, *told_second))
    assert attack.determined() == set()


def of_persons(release: Sequence[Counted], told: Sequence[Told]) -> list[Told]:
    """What is left of each row that is told, once the register of legal persons is subtracted."""
    left = []
    for before, after in zip(release, told, strict=True):
        assert before.apart is not None
        shown = {tuple(row[key] for key in after.keys) for row in after.rows if not is_hidden(row)}
        rows = tuple(
            row
            if tuple(row[key] for key in after.keys) in shown
            else {**row, "approved": HIDDEN, "grant_cents": HIDDEN}
            for row in before.apart.table.rows
        )
        left.append(replace(before.apart.table, rows=rows))
    return left


def test_who_subtracts_the_register_finds_no_natural_person() -> None:
    keys = ((), ("service",), ("theme",), ("theme", "service"))
    year = tables(applications(1, "0.03"))
    release = [one for one in of_services(year) if one.table.keys in keys]
    few = small([one.apart for one in release if one.apart])
    assert len(few) > 20
    told = protect(release)
    attack = Attack("approved", 0).read(of_persons(release, told))
    assert few <= attack.hidden
    assert attack.determined() & few == set()
    assert len(attack.shown) > len(attack.hidden) / 4
    assert audit(release, told) == ()
    unaware = protect([replace(one, apart=None) for one in release])
    assert few - Attack("approved", 0).read(of_persons(release, unaware)).hidden
    assert any("natural persons" in found.population for found in audit(release, unaware))
