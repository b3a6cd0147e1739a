"""The moments at which we are the owner of the tables: migrations, and after a load.

The owner's connection is there for them and no longer, so that the process that serves knows
neither the owner nor the password.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db import connections

from portefeuille.config.database import connection_settings


def migrate(owner_url: str) -> None:
    """Bring the tables up to date, as their owner, and store how long things are kept.

    SelectionRulesError where that setting cannot be read.
    """
    from portefeuille.retention.services import keep_periods

    with as_owner(owner_url) as owner:
        call_command("migrate", database=owner, verbosity=0, skip_checks=True)
        keep_periods(owner)


def refresh_statistics(owner_url: str) -> None:
    """Tell the planner what the tables hold, after a load: it would find out only later."""
    with as_owner(owner_url) as owner, connections[owner].cursor() as cursor:
        cursor.execute("ANALYZE")


@contextmanager
def as_owner(url: str) -> Iterator[str]:
    """The alias of a second connection, that of the owner, until the end of the block."""
    known = connections.settings
    added = {**known, "owner": connection_settings(url, role=None)}
    known["owner"] = connections.configure_settings(added)["owner"]
    try:
        yield "owner"
    finally:
        connections["owner"].close()
        del connections["owner"], known["owner"]
