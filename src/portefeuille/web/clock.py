"""The one place where the pages learn which day it is.

A test that needs another day replaces `today`; views therefore call `clock.today()` and never
import the name.
"""

from datetime import UTC, date, datetime

from portefeuille.core.periods import legal_day


def today() -> date:
    """The legal day it is now."""
    return legal_day(datetime.now(UTC))
