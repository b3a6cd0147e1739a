"""Columns that no dossier could say are refused, with the column, the row and why."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest

from portefeuille import law as laws
from portefeuille.core.batch import (
    Columns,
    ColumnsError,
    Lines,
    Revision,
    Stops,
    Words,
    columns_of,
    decide_columns,
    revised,
)
from portefeuille.core.batch.columns import day_number
from portefeuille.core.dossier import read_case
from portefeuille.core.law import NoLaw
from tests.dossiers import base, laid_over

LAW = laws.load()
CASE = read_case(base())


def three(**changed: Any) -> Columns:
    """Three applications of one enterprise, in order, with other columns here and there."""
    return replace(columns_of([CASE] * 3, ["it"] * 3), **changed)


def last(column: str, value: Any, kind: type[Any] = np.int64) -> Columns:
    """Three applications, the last with this value in a column."""
    values = np.array(getattr(three(), column), dtype=kind)
    values[-1] = value
    return three(**{column: values})


def words(*said: Any) -> Words:
    return Words(np.array([1, 1, 1]), said)


def lines(**changed: Any) -> Columns:
    """The first application with two lines instead of a cost."""
    two = Lines(
        begin=np.array([0, 2, 2, 2]),
        kind=Words(np.array([1, 1]), (None, "course")),
        amount=np.array([10_000, 5_000]),
        days=np.array([0, 0]),
        persons=np.array([0, 0]),
        separate_invoice=np.array([0, 0]),
    )
    return three(cost=np.array([-1, 100_000, 100_000]), lines=replace(two, **changed))


def test_lines_in_order_are_counted() -> None:
    decided = decide_columns(lines(), LAW)
    assert decided.eligible_cost.tolist() == [15_000, 100_000, 100_000]


REFUSED: dict[str, tuple[Callable[[], Columns], str]] = {
    "a short column": (lambda: three(cost=np.array([1])), "cost: 1 values for 3 rows"),
    "floats": (
        lambda: three(cost=np.array([1.0, 2.0, 3.0])),
        "cost: whole numbers are needed, these are float64",
    ),
    "more than a dossier can say": (
        lambda: last("cost", 10**14),
        f"cost, row 2: {10**14} is not in -1 to {10**14 - 1}",
    ),
    "a code that would wrap around": (
        lambda: three(theme=Words(np.array([1, 1, 2**32 + 1]), three().theme.words)),
        "theme, row 2: 4294967297 is not in 0 to 1",
    ),
    "a share above the whole": (lambda: last("public_share", 10_001), "public_share, row 2: 10001"),
    "a flag that is none": (lambda: last("natural_person", 2), "natural_person, row 2: 2 is not"),
    "a workshop left out": (
        lambda: last("sheltered_workshop", -1),
        "sheltered_workshop, row 2: -1",
    ),
    "an enterprise beyond the rows": (lambda: last("enterprise", 3), "enterprise, row 2: 3 is not"),
    "a day long ago": (
        lambda: last("starts_on", day_number(date(1899, 12, 31))),
        "starts_on, row 2: -25568 is not in 1900-01-01 to 2999-12-31",
    ),
    "a day that does not exist": (
        lambda: last("registered_until", 2_932_897),
        "registered_until, row 2: 2932897",
    ),
    "over before it starts": (
        lambda: last("ends_on", day_number(date(2024, 3, 10))),
        "ends_on, row 2: the service ends before it starts",
    ),
    "a code without its version": (
        lambda: three(nace_version=Words(np.array([1, 1, 0]), (None, 2008))),
        "nace_code, row 2: a code means little",
    ),
    "a service left out": (
        lambda: three(service=Words(np.array([1, 1, 0]), (None, "training"))),
        "service, row 2: 0 is not in 1 to 1",
    ),
    "an unknown size": (lambda: three(size=words(None, "tiny")), "size: 'tiny' is not known"),
    "an unknown region": (lambda: three(region=words(None, "x")), "region: 'x' is not known"),
    "a number for a code": (
        lambda: three(legal_form=words(None, 14)),
        "legal_form: 14 is not a code",
    ),
    "a vocabulary without None": (
        lambda: three(theme=words("innovatie")),
        "theme: the first word must be None",
    ),
    "a word twice": (
        lambda: three(theme=words(None, "innovatie", "innovatie")),
        "theme: a word stands in the vocabulary twice",
    ),
    "neither cost nor lines": (lambda: last("cost", -1), "cost, row 2: give either cost or lines"),
    "both cost and lines": (
        lambda: replace(lines(), cost=three().cost),
        "cost, row 0: give either cost or lines",
    ),
    "lines out of order": (
        lambda: lines(begin=np.array([0, 2, 1, 2])),
        "lines.begin: the lines of a row follow",
    ),
    "lines of nobody": (
        lambda: lines(begin=np.array([0, 1, 1, 1])),
        "lines.begin: the lines of a row follow",
    ),
    "an unknown kind of cost": (
        lambda: lines(kind=Words(np.array([1, 1]), (None, "lunch"))),
        "lines.kind: 'lunch' is not known",
    ),
    "a line below zero": (lambda: lines(amount=np.array([-1, 5])), "lines.amount, row 0: -1"),
    "more granted than can be": (
        lambda: three(granted_this_year=np.array([10**14, 0, 0])),
        "granted_this_year, row 0",
    ),
    "a standing in the middle of a year": (
        lambda: last("granted_this_year", 5),
        "granted_this_year, row 2: it follows from the rows before it",
    ),
    "a fixed size in the middle of a year": (
        lambda: three(locked_size=Words(np.array([0, 1, 0]), (None, "small"))),
        "locked_size, row 1: it follows from the rows before it",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_is_refused(name: str) -> None:
    make, message = REFUSED[name]
    with pytest.raises(ColumnsError) as error:
        decide_columns(make(), LAW)
    assert str(error.value).startswith(message)


def test_more_lines_than_add_up_exactly_are_refused() -> None:
    many = 10_001
    long = Lines(
        begin=np.array([0, many, many, many]),
        kind=Words(np.ones(many, dtype=np.int32), (None, "course")),
        amount=np.ones(many, dtype=np.int64),
        days=np.zeros(many, dtype=np.int32),
        persons=np.zeros(many, dtype=np.int32),
        separate_invoice=np.zeros(many, dtype=np.int8),
    )
    columns = three(cost=np.array([-1, 1, 1]), lines=long)
    with pytest.raises(ColumnsError, match=r"lines\.begin, row 0: more than 10000 lines"):
        decide_columns(columns, LAW)


def test_before_the_first_law_there_is_no_decision() -> None:
    early = columns_of(
        [CASE, read_case(laid_over(base(), {"application": {"submitted_on": date(2016, 3, 31)}}))]
    )
    with pytest.raises(NoLaw, match="no law for 2016-03-31: the first is of 2016-04-01"):
        decide_columns(early, LAW)


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"budget": {"left": "1.00"}}, "budget"),
        ({"aid": {"granted_in_window": "1.00"}}, "aid"),
        ({"aid": {"granted_in_window": None}}, "aid"),
    ],
)
def test_a_case_that_says_what_no_column_holds_is_refused(
    change: dict[str, Any], column: str
) -> None:
    with pytest.raises(ColumnsError, match=f"{column}, row 1: no column holds it"):
        columns_of([CASE, read_case(laid_over(base(), change))])


def test_a_size_without_a_rate_is_refused() -> None:
    bare = [replace(period, rates={"medium": 3_000}) for period in LAW.periods]
    with pytest.raises(ColumnsError, match="size, row 0: the law has no rate"):
        decide_columns(three(), replace(LAW, periods=tuple(bare)))


def stops(**changed: Any) -> Stops:
    one = {"row": [0], "before": [1], "year": [2024], "paid": [0]} | changed
    return Stops(**{name: np.array(values) for name, values in one.items()})


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"row": [3]}, "stops.row, row 0: 3 is not in 0 to 2"),
        ({"before": [4]}, "stops.before, row 0: 4 is not in 0 to 3"),
        ({"before": [0]}, "stops.before, row 0: it ended before it was decided"),
        ({"year": [0]}, "stops.year, row 0"),
        ({"paid": [-1]}, "stops.paid, row 0"),
        ({"paid": [100_001]}, "stops.paid, row 0: more was paid than it cost"),
        ({"paid": [1, 2]}, "stops.paid: 2 values for 1 rows"),
        (
            {"row": [0, 0], "before": [1, 2], "year": [2024] * 2, "paid": [0] * 2},
            "stops.row: an application ends once",
        ),
    ],
)
def test_a_stop_that_cannot_be_is_refused(wrong: dict[str, Any], message: str) -> None:
    with pytest.raises(ColumnsError) as error:
        decide_columns(three(), LAW, stops(**wrong))
    assert str(error.value).startswith(message)


@pytest.mark.parametrize("name", ["cost", "submitted_on", "nothing"])
def test_a_revision_of_what_cannot_change_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=f"{name} is not a column that a revision can change"):
        revised(three(), [Revision(0, 2024, 3, {name: 1})])
