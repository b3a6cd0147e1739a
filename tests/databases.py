"""Scratch databases: real PostgreSQL, migrated once, copied for each test, truly committing.

The application works in them as it does in service: logged in as the application, which is not
the owner. A test that needs SQL as the owner or as another session connects with the URLs.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count

import psycopg
from django.db import connection
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from portefeuille.config.database import APPLICATION_ROLE, connection_settings

_NUMBERS = count(1)


@dataclass(frozen=True, slots=True)
class Database:
    """A scratch database and how to reach it, as its owner and as the application."""

    name: str
    owner_url: str
    app_url: str

    def environment(self) -> dict[str, str]:
        """The environment of a process of its own that works in this database."""
        return {**os.environ, "DATABASE_URL": self.app_url, "DATABASE_OWNER_URL": self.owner_url}


@dataclass(frozen=True, slots=True)
class Cluster:
    """A running PostgreSQL in which the tests make their databases."""

    owner_url: str
    app_url: str

    def database(self, name: str) -> Database:
        """The database of this name, made or not."""
        return Database(name, _named(self.owner_url, name), _named(self.app_url, name))

    def create(self, template: str, name: str = "") -> Database:
        """A new database, a copy of the template; with a name that nobody has, unless told."""
        name = name or f"scratch_{os.getpid()}_{next(_NUMBERS)}"
        self._execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.database(name)

    def drop(self, database: Database) -> None:
        """Remove a database that nobody works in any more.

        Without FORCE: that gives up where autovacuum is at work, while a plain DROP sends it away
        and gives sessions that are just closing some seconds to be gone.
        """
        self._execute(f"DROP DATABASE IF EXISTS {database.name}")

    def _execute(self, statement: str) -> None:
        with psycopg.connect(_named(self.owner_url, "postgres"), autocommit=True) as session:
            session.execute(statement)


@contextmanager
def django_in(database: Database) -> Iterator[Database]:
    """Let Django work in this database, and leave no connection behind."""
    connection.close()
    connection.settings_dict.update(connection_settings(database.app_url, APPLICATION_ROLE))
    yield database
    connection.close()


def _named(url: str, name: str) -> str:
    return make_conninfo(**{**conninfo_to_dict(url), "dbname": name})
