"""Exceptions to the time limits: other limits for a while, and last days that moved."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from portefeuille.core.decide import Decision, decide
from portefeuille.core.dossier import read_case
from portefeuille.core.explain import tell
from portefeuille.core.law import Law
from portefeuille.core.settlement import deposit_by
from portefeuille.law import load, read_law
from tests.dossiers import base, laid_over
from tests.law import copied

OUTAGE = """last-days:
  - limit: {limit}
    first: 2024-03-14
    last: 2024-03-15
    until: 2024-03-18
    source: [IPDC]
    confidence: official
    verified: 2026-11-25
    note: {{nl: "Het loket was niet bereikbaar.", en: "The counter could not be reached."}}
"""


def decided(law: Law, submitted_on: date, starts_on: date) -> Decision:
    days = {"submitted_on": submitted_on, "starts_on": starts_on, "ends_on": starts_on}
    return decide(read_case(laid_over(base(), {"application": {**days, "theme": "hrm"}})), law)


def fails(decision: Decision) -> set[str]:
    return {reason.rule for reason in decision.reasons if reason.holds is False}


@pytest.fixture
def law_since_january_2016(tmp_path: Path) -> Law:
    """The same files as if the law of April 2016 had begun in January."""
    folder = copied(tmp_path)
    for path in folder.glob("*.yaml"):
        path.write_text(path.read_text("utf-8").replace("2016-04-01", "2016-01-01"), "utf-8")
    return read_law(folder)


@pytest.mark.parametrize(
    ("submitted_on", "days", "in_time"),
    [
        (date(2016, 1, 1), 40, True),
        (date(2016, 1, 1), 41, False),
        (date(2016, 1, 31), 40, True),
        (date(2016, 1, 31), 41, False),
        (date(2016, 2, 1), 14, True),
        (date(2016, 2, 1), 15, False),
    ],
)
def test_in_january_2016_there_were_forty_days(
    law_since_january_2016: Law, submitted_on: date, days: int, *, in_time: bool
) -> None:
    starts_on = submitted_on - timedelta(days=days)
    decision = decided(law_since_january_2016, submitted_on, starts_on)
    assert ("submitted-in-time" not in fails(decision)) == in_time
    limit = 40 if submitted_on.month == 1 else 14
    assert decision.file_before == starts_on + timedelta(days=limit)


def test_in_the_shipped_law_it_is_kept_and_changes_nothing() -> None:
    law = load()
    kept = [one for one in law.exceptions if one.days == 40]
    assert [(one.limit, one.first, one.last) for one in kept] == [
        ("days-to-file", date(2016, 1, 1), date(2016, 1, 31))
    ]
    assert {period.days_to_file for period in law.periods} == {14}


def with_outage(tmp_path: Path, limit: str) -> Law:
    folder = copied(tmp_path)
    path = folder / "exceptions.yaml"
    text = path.read_text("utf-8")
    assert "last-days: []" in text
    path.write_text(text.replace("last-days: []", OUTAGE.format(limit=limit)), "utf-8")
    return read_law(folder)


@pytest.mark.parametrize(
    ("last_day", "submitted_on", "in_time"),
    [
        (date(2024, 3, 13), date(2024, 3, 14), False),
        (date(2024, 3, 14), date(2024, 3, 18), True),
        (date(2024, 3, 15), date(2024, 3, 16), True),
        (date(2024, 3, 15), date(2024, 3, 18), True),
        (date(2024, 3, 15), date(2024, 3, 19), False),
        (date(2024, 3, 16), date(2024, 3, 16), True),
        (date(2024, 3, 16), date(2024, 3, 17), False),
    ],
)
def test_an_outage_on_a_last_day_moves_it(
    tmp_path: Path, last_day: date, submitted_on: date, *, in_time: bool
) -> None:
    law = with_outage(tmp_path, "days-to-file")
    decision = decided(law, submitted_on, last_day - timedelta(days=14))
    assert ("submitted-in-time" not in fails(decision)) == in_time


def test_whoever_files_on_the_day_of_the_outage_is_told_the_later_day(tmp_path: Path) -> None:
    law = with_outage(tmp_path, "days-to-file")
    decision = decided(law, date(2024, 3, 15), date(2024, 3, 1))
    assert decision.file_before == date(2024, 3, 18)
    said = tell(decision, law.on(date(2024, 3, 15)), "nl")[0].message.replace("\u00a0", " ")
    assert said.startswith("Je dient op tijd in. Dat kan tot en met 18 maart 2024: in de regel 14")


def test_the_day_before_and_the_day_after_know_nothing_of_it(tmp_path: Path) -> None:
    law = with_outage(tmp_path, "days-to-file")
    for day, moved in ((13, False), (14, True), (18, True), (19, False)):
        assert bool(law.on(date(2024, 3, day)).moved_last_days) is moved


def test_a_last_day_to_deposit_moves_and_the_one_to_file_stays(tmp_path: Path) -> None:
    law = with_outage(tmp_path, "days-to-deposit").on(date(2024, 3, 15))
    assert deposit_by(law, date(2024, 2, 14)) == date(2024, 3, 18)
    assert deposit_by(law, date(2024, 2, 15)) == date(2024, 3, 16)
    assert law.last_day_to_file(date(2024, 3, 1)) == date(2024, 3, 15)
