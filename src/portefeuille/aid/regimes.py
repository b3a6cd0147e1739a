"""Under which regime a grant of ours is state aid: that of the law of the day it was applied for.

As the files of the law say it now, not as they did when it was decided: a regime that is found
later holds for what was granted before.
"""

from datetime import date
from typing import Any, Final

from portefeuille.core.law import Law

LAST_DAY: Final = date(9999, 12, 31)


def regime_of(law: Law, day: date) -> str | None:
    """The regime of a grant applied for on a day; None where nobody knows it."""
    if day < law.periods[0].first_day:
        return None
    regime = law.on(day).state_aid
    return None if regime is None else regime.regime


def regimes_of(law: Law) -> dict[str, list[Any]]:
    """The periods of a law as columns: first day, day after the last, regime."""
    days = [period.first_day for period in law.periods]
    return {
        "since": days,
        "until": [*days[1:], LAST_DAY],
        "regime": [period.state_aid and period.state_aid.regime for period in law.periods],
    }
