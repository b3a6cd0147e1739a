"""A PostgreSQL of our own in a folder, for who has none: nothing to install, nothing to set up.

`Server(Path(".data")).ensure_running()` answers with the two addresses of a database that
runs: one for its owner (migrations), one for the application. The server keeps running when
the command ends, so the next one finds it at once. Who has a PostgreSQL already sets
DATABASE_URL and none of this is used.

The parts: `binaries` finds the programs, `privileges` says as whom they run, `cluster` makes
the folder of data, `roles` makes the roles and the database in it, `server` keeps it alive.
"""

from portefeuille.adapters.postgres.errors import PostgresError
from portefeuille.adapters.postgres.server import Endpoint, Server, State

__all__ = ["Endpoint", "PostgresError", "Server", "State"]
