"""The day on which a budget runs out, and how sure that is.

Each remaining week is drawn from weeks of this year that are over, scaled by how much heavier
such a week was than that one in earlier years; a thousand and one such futures are drawn, each
from its own draw of the weeks, so that few weeks known means less certainty. Of the days on
which the futures run out, the early, the middle and the late one leave a tenth, a half and nine
tenths of them before or on that day.

Amounts are integer cents throughout. Chance is given by whoever asks (`Draw`), so that one seed
gives one answer.

Source: bootstrap (B. Efron, "Bootstrap Methods: Another Look at the Jackknife", 1979), of the
weeks and of the sample.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from portefeuille.core.money import WHOLE, BasisPoints, Cents

Draw = Callable[[int], int]
"""A whole number from 0 up to, not including, the given one; each as likely."""

WEEK: Final = 7
WEEKS: Final = 53
"""Of a year: the last has one day, or two."""

FUTURES: Final = 1001
KNOWN: Final = 4
"""Fewer weeks that are over say too little."""

BEFORE: Final[tuple[BasisPoints, ...]] = (1_000, 5_000, 9_000)
EARLIER: Final = 3
"""So many earlier years say how heavy each week of a year is."""

WHOLE_YEAR: Final = 45
"""A year with commitments in fewer weeks is not whole, and says nothing of the season."""

SEED: Final = 1
"""Of chance, where nobody asks for another: the same books on the same day, the same forecast."""

BESIDE: Final = 2
"""Weeks before and after that count with a week of an earlier year: one alone is chance."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """When it runs out: early, middle and late; None where not in this year.

    `runs_out` is the share of the futures in which it does. `left` is what the middle future has
    left at the end of the year; below zero: what would be asked beyond the budget.
    """

    early: date | None
    middle: date | None
    late: date | None
    runs_out: BasisPoints
    left: Cents


def week_of(day: date) -> int:
    """The week of the year from 0: days 1 to 7 of January are week 0."""
    return (day.timetuple().tm_yday - 1) // WEEK


def forecast_of_year(
    left: Cents, today: date, weeks: Mapping[int, Sequence[Cents]], draw: Draw
) -> Forecast | None:
    """`forecast` from what was committed in each week of this year and of years before it."""
    earlier = [
        of_year
        for year, of_year in sorted(weeks.items())
        if year < today.year and sum(map(bool, of_year)) >= WHOLE_YEAR
    ]
    return forecast(left, today, weeks.get(today.year, ()), earlier[-EARLIER:], draw)


def forecast(
    left: Cents,
    today: date,
    weeks: Sequence[Cents],
    earlier: Sequence[Sequence[Cents]],
    draw: Draw,
    futures: int = FUTURES,
) -> Forecast | None:
    """The forecast of a budget with so much left at the start of this day.

    `weeks`: what was committed net in each week of this year, from week 0; only those that are
    over are looked at. `earlier`: the same of earlier years, whole. `futures`: how many are drawn,
    an odd number. None where too few weeks are over, or nothing was committed in them.
    """
    over = [max(0, amount) for amount in weeks[: week_of(today)]]
    if left <= 0:
        return Forecast(today, today, today, WHOLE, left)
    if len(over) < KNOWN or not any(over):
        return None
    season = _season(earlier)
    ahead = list(_ahead(today))
    drawn = [_future(left, ahead, over, season, draw) for _ in range(futures)]
    days = sorted(day or date.max for day, _ in drawn)
    early, middle, late = (days[(futures - 1) * share // WHOLE] for share in BEFORE)
    return Forecast(
        early=_in_year(early),
        middle=_in_year(middle),
        late=_in_year(late),
        runs_out=sum(day is not None for day, _ in drawn) * WHOLE // futures,
        left=sorted(rest for _, rest in drawn)[futures // 2],
    )


def _in_year(day: date) -> date | None:
    return None if day == date.max else day


def _ahead(today: date) -> Iterator[tuple[date, int, int]]:
    """What is left of the year by its weeks: the first day, the week and how many days."""
    first, last = today, date(today.year, 12, 31)
    while first <= last:
        until = min(last, _last_of_week(first))
        yield first, week_of(first), (until - first).days + 1
        first = until + timedelta(days=1)


def _season(earlier: Sequence[Sequence[Cents]]) -> list[int]:
    """How heavy each week of a year is: what earlier years committed in it and beside it.

    All the same where no earlier year is known; never nothing, since it is divided by.
    """
    sums = [sum(max(0, year[at]) for year in earlier if at < len(year)) for at in range(WEEKS)]
    if not any(sums):
        return [1] * WEEKS
    smooth = []
    for at in range(WEEKS):
        near = sums[max(0, at - BESIDE) : at + BESIDE + 1]
        smooth.append(max(1, sum(near) // len(near)))
    return smooth


def _future(
    left: Cents,
    ahead: Sequence[tuple[date, int, int]],
    over: Sequence[Cents],
    season: Sequence[int],
    draw: Draw,
) -> tuple[date | None, Cents]:
    """The day on which one future runs out, and what is left at the end of the year."""
    known = [draw(len(over)) for _ in over]
    out, rest = None, left
    for first, week, days in ahead:
        at = known[draw(len(known))]
        spent = over[at] * season[week] * days // (season[at] * WEEK)
        if out is None and spent >= rest:
            out = first + timedelta(days=(rest * days - 1) // spent)
        rest -= spent
    return out, rest


def _last_of_week(day: date) -> date:
    return date(day.year, 1, 1) + timedelta(days=(week_of(day) + 1) * WEEK - 1)
