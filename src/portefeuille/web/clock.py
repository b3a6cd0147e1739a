"""The one place where the pages learn what time it is, and so which day.

A test that needs another moment replaces `now`; views therefore call `clock.now()` and
`clock.today()` and never import the names.
"""

from datetime import UTC, date, datetime

from portefeuille.core.periods import legal_day


def now() -> datetime:
    """This moment, with its zone."""
    return datetime.now(UTC)


def today() -> date:
    """The legal day it is now."""
    return legal_day(now())
