"""The batch decides as `decide` does, one application after the other: on random years, in every
era, under law that is otherwise, with stops and with years that are decided again."""

from dataclasses import replace
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portefeuille import law as laws
from portefeuille.core.batch import Decided, Revision, Stops, columns_of, decide_columns, revised
from tests.core.batches import decision_at, flat
from tests.core.chances import a_law, a_replay
from tests.core.years import Replay

LAW = laws.load()
EXAMPLE = laws.load("voorbeeldcheque")
CHANCES = st.randoms(use_true_random=False)


def through_the_batch(replay: Replay, threads: int | None = None) -> Decided:
    """The set as columns: its cases as they were filed, then what happened to them."""
    owners = [owner for owner, _ in replay.owners]
    columns = columns_of(replay.filed, owners)
    names = list(dict.fromkeys(owners))
    revisions = [
        Revision(names.index(again.owner), again.year, before, again.facts, again.row)
        for again, before in replay.again
    ]
    ended = replay.stops.values()
    stops = Stops(
        row=np.array([stop.row for stop, _, _ in ended], dtype=np.int64),
        before=np.array([before for _, before, _ in ended], dtype=np.int64),
        year=np.array([stop.day.year for stop, _, _ in ended], dtype=np.int64),
        paid=np.array([paid for _, _, paid in ended], dtype=np.int64),
    )
    return decide_columns(revised(columns, revisions), replay.law, stops, threads)


def assert_equal(replay: Replay, said: str = "") -> None:
    decided = through_the_batch(replay)
    for row, decision in replay.decisions.items():
        assert decision_at(decided, row) == flat(decision), f"{said} row {row}"


@given(CHANCES, st.integers(1, 12))
@settings(max_examples=100, deadline=None, print_blob=True)
def test_a_random_set_is_decided_as_one_by_one(chance: Random, rows: int) -> None:
    assert_equal(a_replay(chance, LAW, rows))


@given(CHANCES, st.integers(1, 12))
@settings(max_examples=50, deadline=None, print_blob=True)
def test_under_any_law(chance: Random, rows: int) -> None:
    law = a_law(chance, chance.choice((LAW, LAW, EXAMPLE)))
    assert_equal(a_replay(chance, law, rows))


@pytest.mark.parametrize("seed", range(6))
def test_a_larger_set_is_decided_as_one_by_one(seed: int) -> None:
    chance = Random(seed)
    law = LAW if seed < 2 else EXAMPLE if seed == 2 else a_law(chance, LAW)
    replay = a_replay(chance, law, 400)
    assert_equal(replay, f"seed {seed},")


def test_a_rule_about_what_no_column_holds_says_the_same_of_every_row() -> None:
    """The law of the example asks for aid: nobody said it, here as in one case; and it blocks."""
    assert EXAMPLE.periods[0].state_aid is not None
    blocking = [
        replace(
            period, rules={**period.rules, "de-minimis": replace(
                period.rules["de-minimis"], unknown="block"
            )}
        )
        for period in EXAMPLE.periods
    ]  # fmt: skip
    for law in (EXAMPLE, replace(EXAMPLE, periods=tuple(blocking))):
        replay = a_replay(Random(3), law, 60)
        assert_equal(replay)
        assert {"de-minimis" in one.unknown for one in replay.decisions.values()} == {True}
    assert "approved" not in {one.outcome for one in replay.decisions.values()}


def test_the_random_sets_hold_what_they_are_for() -> None:
    """Approved, both ways of not, room that ran out, fixed sizes, room that came back, again."""
    replay = a_replay(Random(1), LAW, 600)
    decisions = replay.decisions.values()
    assert {decision.outcome for decision in decisions} == {"approved", "inadmissible", "refused"}
    approved = [one for one in decisions if one.outcome == "approved"]
    assert len(approved) > 60, len(approved)
    assert any(one.grant == one.room_before for one in approved)
    assert len({one.law for one in approved}) > 3
    assert len(replay.stops) > 5
    assert len(replay.again) > 20
