"""Who may do what in the database, from the first moment on.

`portefeuille_owner` owns the database and makes its tables. `portefeuille_app` may do only
what a migration grants it, and cannot log in; `portefeuille_web` can, is a member of that
role and of nothing else, and enters with its rights. So a fault in the application cannot
reach what only the owner may do.

The extensions we use (btree_gist) are trusted ones: the owner creates them in a migration,
without being superuser.
"""

import os
from pathlib import Path
from typing import Final
from urllib.parse import quote

import psycopg
from psycopg import sql

from portefeuille.adapters.postgres.cluster import ADMIN, Passwords
from portefeuille.adapters.postgres.errors import PostgresError

DATABASE: Final = "portefeuille"
OWNER: Final = "portefeuille_owner"
APP: Final = "portefeuille_app"
WEB: Final = "portefeuille_web"
PORT: Final = 5432
"""No port is opened; the number is part of the name of the socket."""


def owner_url(sockets: Path, passwords: Passwords) -> str:
    """The address for migrations and tests (the owner may create databases)."""
    return _url(sockets, OWNER, passwords.owner, DATABASE)


def app_url(sockets: Path, passwords: Passwords) -> str:
    """The address for the application: every session starts with the rights of APP."""
    return _url(sockets, WEB, passwords.web, DATABASE) + "&options=" + quote(f"-c role={APP}")


def ping_conninfo(sockets: Path) -> bytes:
    """Enough to ask whether a server answers; no password is sent."""
    return _url(sockets, ADMIN, "", "postgres").encode()


def provision(sockets: Path, passwords: Passwords) -> None:
    """Makes the roles and the database where they are not there yet.

    PostgresError when the server does not let us in.
    """
    try:
        db = psycopg.connect(_url(sockets, ADMIN, passwords.admin, "postgres"), autocommit=True)
    except psycopg.OperationalError as error:
        raise PostgresError(
            f"PostgreSQL runs, but does not let us in: {error}",
            "If secrets.json is not the one made with this database, put that one back; "
            "to throw the data away and begin again: make demo-reset.",
        ) from error
    with db:
        if not db.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [OWNER]).fetchone():
            _create_roles(db, passwords)
        if not db.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            db.execute(
                sql.SQL("CREATE DATABASE {} OWNER {}").format(
                    sql.Identifier(DATABASE), sql.Identifier(OWNER)
                )
            )


def _create_roles(db: psycopg.Connection, passwords: Passwords) -> None:
    """All or none. The owner may enter APP, to grant it on and to test as it."""
    with db.transaction():
        for statement in (
            "CREATE ROLE {app} NOLOGIN",
            "CREATE ROLE {owner} LOGIN CREATEDB PASSWORD {owner_password}",
            "CREATE ROLE {web} LOGIN PASSWORD {web_password}",
            "GRANT {app} TO {owner} WITH ADMIN OPTION",
            "GRANT {app} TO {web}",
        ):
            db.execute(
                sql.SQL(statement).format(
                    app=sql.Identifier(APP),
                    owner=sql.Identifier(OWNER),
                    web=sql.Identifier(WEB),
                    owner_password=sql.Literal(passwords.owner),
                    web_password=sql.Literal(passwords.web),
                )
            )


def _url(sockets: Path, role: str, password: str, database: str) -> str:
    folder = quote(os.fsencode(sockets), safe="")
    return f"postgresql://{role}:{quote(password)}@/{database}?host={folder}&port={PORT}"
