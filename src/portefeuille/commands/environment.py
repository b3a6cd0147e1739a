"""What a command needs before it can work: a database, and Django set up on it.

DATABASE_URL names a PostgreSQL that runs. Without it the embedded one in `.data/` of the
current folder (or of PORTEFEUILLE_DATA) is started, and left running for the next command.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from portefeuille.adapters.postgres import PostgresError, Server
from portefeuille.commands.everywhere import WORK_FAILED, end


def data_folder() -> Path:
    """Where the embedded database lives, and what goes by it."""
    return Path(os.environ.get("PORTEFEUILLE_DATA", ".data"))


def embedded() -> Server:
    """The embedded PostgreSQL of this place; nothing is started yet."""
    return Server(data_folder())


def uses_embedded() -> bool:
    """Whether commands work on the embedded PostgreSQL."""
    return not os.environ.get("DATABASE_URL")


@contextmanager
def told_plainly() -> Iterator[None]:
    """Ends the command with exit code 1 and the two sentences of a PostgresError."""
    try:
        yield
    except PostgresError as error:
        end(WORK_FAILED, str(error))


def with_database() -> None:
    """Start what must be started, and set Django up. Django may be imported after this."""
    if uses_embedded():
        with told_plainly():
            endpoint = embedded().ensure_running()
        os.environ["DATABASE_URL"] = endpoint.app_url
        os.environ["DATABASE_OWNER_URL"] = endpoint.owner_url
    with_django()


def with_django() -> None:
    """Set Django up on what there is: enough for what asks no database."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portefeuille.config.settings")
    import django

    django.setup()


def with_loaded_database() -> None:
    """As `with_database`, and end with a clear sentence where no migration was ever run."""
    with_database()
    from django.db import OperationalError, connection

    try:
        tables = connection.introspection.table_names()
    except OperationalError as error:
        end(WORK_FAILED, f"The database of DATABASE_URL cannot be reached: {error}")
    if "applications_application" not in tables:
        end(WORK_FAILED, "The database is still empty: run `portefeuille data` first.")
