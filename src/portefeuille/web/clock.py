"""The one place where the pages learn which day it is.

Legal days are days in Brussels, whatever the zone of the server. A test that needs another
day replaces `today`; views therefore call `clock.today()` and never import the name.
"""

from datetime import date
from zoneinfo import ZoneInfo

from django.utils import timezone

BRUSSELS = ZoneInfo("Europe/Brussels")


def today() -> date:
    """The calendar day in Brussels now."""
    return timezone.localdate(timezone=BRUSSELS)
