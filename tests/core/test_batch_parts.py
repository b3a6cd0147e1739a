"""The parts of the batch: exact at the largest amounts, the same on one thread or more and as
plain Python, and loaded by nobody who decides one case."""

import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from portefeuille import law as laws
from portefeuille.core.batch import (
    Columns,
    Revision,
    Stops,
    Words,
    columns_of,
    decide_columns,
    deciding,
    door,
    revised,
    rules_in,
    tables,
)
from portefeuille.core.dossier import read_case
from portefeuille.core.lawdocument import law_in_force
from portefeuille.core.money import share_of
from portefeuille.core.rules import RULES
from portefeuille.core.settlement import pro_rata
from tests.core.batches import decision_at
from tests.core.chances import a_replay
from tests.core.test_batch import assert_equal, through_the_batch
from tests.dossiers import base, laid_over

LAW = laws.load()
MOST = 10**18


@given(st.integers(0, MOST), st.integers(0, 20_000))
def test_a_share_is_exact_up_to_the_largest_amount(amount: int, rate: int) -> None:
    assert deciding.share_of(amount, rate) == share_of(amount, rate)


@given(st.integers(1, MOST), st.data())
def test_a_part_is_exact_up_to_the_largest_amount(whole: int, data: st.DataObject) -> None:
    part, share = data.draw(st.integers(0, whole)), data.draw(st.integers(0, 10**14))
    assert deciding.pro_rata(part, share, whole) == pro_rata(part, share, whole)


def a_year(cost: str = "10000.00", count: int = 4) -> Columns:
    """Applications of one enterprise, a week after each other, in 2024: 30 %, at most 7.500."""
    cases = [
        read_case(
            laid_over(
                base(),
                {
                    "application": {
                        "submitted_on": date(2024, 3, 15) + timedelta(7 * at),
                        "starts_on": date(2024, 3, 15) + timedelta(7 * at),
                        "ends_on": None,
                        "cost": cost,
                    }
                },
            )
        )
        for at in range(count)
    ]
    return columns_of(cases, ["it"] * count)


def stop(row: int, before: int, year: int, paid: int) -> Stops:
    return Stops(*(np.array([value]) for value in (row, before, year, paid)))


def test_the_room_runs_out_in_order() -> None:
    decided = decide_columns(a_year(), LAW)
    assert decided.grant.tolist() == [300_000, 300_000, 150_000, 0]
    assert decided.room_before.tolist() == [750_000, 450_000, 150_000, 0]
    assert rules_in(decided.fails[3]) == ("room-left",)


@pytest.mark.parametrize(
    ("stopped", "grants"),
    [
        (stop(0, 1, 2024, 0), [300_000, 300_000, 300_000, 150_000]),
        (stop(0, 3, 2024, 0), [300_000, 300_000, 150_000, 300_000]),
        (stop(0, 4, 2024, 0), [300_000, 300_000, 150_000, 0]),
        (stop(0, 3, 2025, 0), [300_000, 300_000, 150_000, 0]),
        (stop(0, 3, 2024, 500_000), [300_000, 300_000, 150_000, 150_000]),
        (stop(0, 3, 2024, 1_000_000), [300_000, 300_000, 150_000, 0]),
    ],
    ids=["at once", "later", "after all", "the year after", "half paid", "all paid"],
)
def test_a_stop_gives_room_to_what_comes_after_it(stopped: Stops, grants: list[int]) -> None:
    assert decide_columns(a_year(), LAW, stopped).grant.tolist() == grants


def test_a_revision_decides_again_what_came_before_it() -> None:
    """Medium from the third on only: 20 % for what had been decided, and a size that is fixed."""
    columns = revised(a_year(), [Revision(0, 2024, 2, {"size": "medium"})])
    assert decide_columns(columns, LAW).grant.tolist() == [200_000, 200_000, 200_000, 150_000]
    alone = revised(a_year(), [Revision(0, 2024, 4, {"theme": "astrologie"}, row=0)])
    assert decide_columns(alone, LAW).grant.tolist() == [0, 300_000, 300_000, 150_000]
    other_year = revised(a_year(), [Revision(0, 2023, 4, {"size": "medium"})])
    assert decide_columns(other_year, LAW).grant.tolist() == [300_000, 300_000, 150_000, 0]


def test_a_ceiling_that_changes_within_a_year_holds_from_its_day() -> None:
    """A reform from 1 April 2024: 9.000 a year and 35 %, as a document of its own."""
    start = LAW.on(date(2024, 3, 31))
    values = {
        **start.document["values"],
        "rate": {"small": "0.35", "medium": "0.20"},
        "ceiling": {"small": "9000.00", "medium": "9000.00"},
    }
    document = {**start.document, "first_day": "2024-04-01", "values": values}
    before = [period for period in LAW.periods if period.first_day < date(2024, 4, 1)]
    reform = replace(LAW, periods=(*before, law_in_force(document, "reform")))
    decided = decide_columns(a_year(), reform)
    assert decided.grant.tolist() == [300_000, 300_000, 150_000, 150_000]
    assert decided.ceiling.tolist() == [750_000, 750_000, 750_000, 900_000]
    assert [decided.law_of(row).digest for row in (2, 3)] == [start.digest, "reform"]
    assert_equal(a_replay(Random(5), reform, 300), "seed 5,")


def test_no_rows_give_no_decisions() -> None:
    assert len(decide_columns(columns_of([]), LAW).grant) == 0


@pytest.mark.parametrize("threads", [2, 3, 7])
def test_on_more_threads_it_is_the_same(monkeypatch: pytest.MonkeyPatch, threads: int) -> None:
    replay = a_replay(Random(threads), LAW, 500)
    alone = through_the_batch(replay, threads=1)
    monkeypatch.setattr(door, "ROWS_A_THREAD", 1)
    together = through_the_batch(replay, threads=threads)
    for row in range(500):
        assert decision_at(alone, row) == decision_at(together, row)


def test_the_order_of_enterprises_makes_no_difference() -> None:
    replay = a_replay(Random(3), LAW, 400)
    columns = columns_of(replay.filed, [owner for owner, _ in replay.owners])
    order = np.argsort(columns.enterprise, kind="stable")
    if columns.lines is not None:
        whole = columns.cost >= 0
        columns = replace(columns, lines=None, cost=np.where(whole, columns.cost, 12_345))
    decided, sorted_ = decide_columns(columns, LAW), decide_columns(taken(columns, order), LAW)
    for at, row in enumerate(order):
        assert decision_at(sorted_, at) == decision_at(decided, row)


def taken(columns: Columns, rows: np.ndarray) -> Columns:
    """These rows, in this order."""
    found = {name: getattr(columns, name) for name in Columns.__slots__}
    return Columns(
        **{
            name: Words(one.codes[rows], one.words)
            if isinstance(one, Words)
            else one
            if one is None
            else one[rows]
            for name, one in found.items()
        }
    )


def test_a_rule_that_the_batch_does_not_know_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "RULES", {**RULES, "new-rule": RULES["room-left"]})
    with pytest.raises(AssertionError, match=r"rules the batch does not know: .'new-rule'"):
        decide_columns(a_year(), LAW)


def test_nobody_can_change_what_is_being_decided() -> None:
    columns = a_year()
    rows = door._rows(columns, np.zeros(4, dtype=np.int32))
    assert not any(array.flags.writeable for array in rows)
    assert np.shares_memory(rows.cost, columns.cost)


def test_who_decides_one_case_does_not_load_numba() -> None:
    asked = """
import sys
import portefeuille.commands.main, portefeuille.commands.decide, portefeuille.core.decide
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "portefeuille.config.settings"
import django
django.setup()
import portefeuille.config.urls
print("numba" in sys.modules)
"""
    found = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == "False"


def test_the_same_lines_run_as_plain_python() -> None:
    """Without numba's compiler: what coverage and mutants see is what is compiled."""
    asked = """
from random import Random
from portefeuille.core.batch import deciding
from tests.core.chances import a_law, a_replay
from tests.core.test_batch import LAW, assert_equal
assert deciding.decide_rows.__code__
chance = Random(11)
assert_equal(a_replay(chance, LAW, 200))
assert_equal(a_replay(chance, a_law(chance, LAW), 200))
print("equal")
"""
    found = subprocess.run(
        [sys.executable, "-W", "error", "-c", asked],
        capture_output=True,
        text=True,
        env={"NUMBA_DISABLE_JIT": "1", "PATH": ""},
        check=False,
    )
    assert found.stdout.strip() == "equal", found.stderr
