"""What European law says of state aid: read from its file, and refused where it is wrong."""

from datetime import date
from pathlib import Path

import pytest

from portefeuille.law import LawError
from portefeuille.law.stateaid import FILE, DeMinimis, load_aid_law, read_aid_law

LAW = load_aid_law()


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (date(2016, 3, 31), None),
        (date(2023, 12, 31), None),
        (date(2024, 1, 1), DeMinimis(300_000_00, 3)),
        (date(2030, 12, 31), DeMinimis(300_000_00, 3)),
        (date(2031, 1, 1), None),
    ],
)
def test_the_ceiling_holds_while_the_regulation_does(day: date, found: DeMinimis | None) -> None:
    assert LAW.de_minimis(day) == found
    assert LAW.last_window() == 3


def test_from_2026_an_award_is_reported_within_twenty_working_days() -> None:
    assert LAW.report_by(date(2025, 12, 31)) is None
    assert LAW.report_by(date(2026, 1, 1)) == date(2026, 1, 29)
    assert LAW.publish_above(date(2026, 1, 1)) == 100_000_00


def test_the_ten_legal_holidays_of_a_year_are_no_working_days() -> None:
    """2026: Easter on 5 April. Four of the ten are in a weekend or on a Monday or Thursday."""
    free = {day for month in range(1, 13) for day in _days(month) if not LAW.is_working_day(day)}
    weekdays = {day for day in free if day.weekday() < 5}
    assert weekdays == {
        date(2026, 1, 1),
        date(2026, 4, 6),
        date(2026, 5, 1),
        date(2026, 5, 14),
        date(2026, 5, 25),
        date(2026, 7, 21),
        date(2026, 11, 11),
        date(2026, 12, 25),
    }


def _days(month: int) -> list[date]:
    return [date.fromordinal(at) for at in range(
        date(2026, month, 1).toordinal(), date(2026 + month // 12, month % 12 + 1, 1).toordinal()
    )]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("years: 3", "year: 3", "'year' is not a field; expected one of ceiling, years"),
        (
            '"07-21"',
            '"21-07"',
            "'21-07' is not a day of the year; expected a day such as \"07-21\"",
        ),
        ("value: 20", "value: twenty", "'twenty' is not a whole number; expected a number such as"),
        ('value: "100000.00"', "value: veel", "'veel' is not an amount"),
        ("VO-651-2014]", "VO-1]", "'VO-1' is not a source"),
    ],
)
def test_a_wrong_file_says_where(tmp_path: Path, old: str, new: str, message: str) -> None:
    written = FILE.read_text("utf-8")
    assert old in written
    file = tmp_path / "state-aid.yaml"
    file.write_text(written.replace(old, new), "utf-8")
    line = written[: written.index(old)].count("\n") + 1
    with pytest.raises(LawError) as error:
        read_aid_law(file)
    assert str(error.value).startswith(f"state-aid.yaml, line {line}: {message}")
