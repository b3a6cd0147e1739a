"""Every worked example that a dossier can express stands in one, and every period on both ends.

The examples are numbered (with gaps) in the list of facts that the law files were written from;
a dossier carries the number of its example.
"""

from datetime import date, timedelta

import pytest

from portefeuille import law as laws
from portefeuille.core.decide import decide
from portefeuille.core.dossier import read_case
from tests.dossiers import dossiers

EXAMPLES = {
    *(2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 15, 16, 17, 18, 19, 21, 22, 23, 24, 25, 29),
    *(31, 32, 33, 34, 36, 38, 39, 42, 43, 45, 46, 47, 51, 52, 53),
}

NO_DOSSIER = {
    29: "a deposit within its days comes after the decision (tests/payments)",
    42: "a stop in the year of the application comes after the decision (tests/wallet)",
    43: "a stop in a later year comes after the decision (tests/wallet)",
    52: "who followed the training is not in a dossier: a job student's cost is left out by hand",
    53: "a wrong message with a deposit comes after the decision (tests/payments)",
}

BOTH_SIDES = {23, 24, 25, 39, 51}
"""Examples that give two outcomes: one dossier for each side of the boundary."""

# First days of the nine periods in which rates, ceilings and what is supported stay the same.
ERAS = (
    *(date(2016, 4, 1), date(2019, 12, 1), date(2020, 1, 1), date(2020, 7, 1)),
    *(date(2021, 9, 14), date(2023, 1, 1), date(2023, 3, 15), date(2026, 1, 1), date(2026, 2, 1)),
)


def test_every_worked_example_stands_in_a_dossier_or_has_a_reason_not_to() -> None:
    shown = {dossier.example for dossier in dossiers()} - {None}
    assert shown == EXAMPLES - set(NO_DOSSIER)
    assert set(NO_DOSSIER) <= EXAMPLES


@pytest.mark.parametrize("example", sorted(BOTH_SIDES))
def test_an_example_of_a_boundary_shows_both_sides(example: int) -> None:
    outcomes = {dossier.expect["outcome"] for dossier in dossiers() if dossier.example == example}
    assert "approved" in outcomes
    assert len(outcomes) == 2


def decided_on(day: date) -> set[str]:
    """The sizes of the dossiers filed on a day."""
    law = laws.load()
    cases = [read_case(dossier.case) for dossier in dossiers()]
    return {decide(case, law).size for case in cases if case.application.submitted_on == day}


@pytest.mark.parametrize("first_day", ERAS, ids=str)
def test_every_period_is_decided_on_its_first_day_for_both_sizes(first_day: date) -> None:
    assert {"small", "medium"} <= decided_on(first_day)


@pytest.mark.parametrize("next_first_day", ERAS[1:], ids=str)
def test_every_period_is_decided_on_its_last_day_for_both_sizes(next_first_day: date) -> None:
    assert {"small", "medium"} <= decided_on(next_first_day - timedelta(days=1))


def test_the_periods_are_those_of_the_law() -> None:
    assert set(ERAS) <= {period.first_day for period in laws.load().periods}
