"""Keeps the PostgreSQL of one data folder running, for whichever command needs it.

What is true is asked of the server itself: it answers on its socket, or it does not. A file
that says so can be stale, for a server that was killed leaves its own behind. Commands that
start or stop it at the same moment wait for one another at a lock in the data folder.

    .data/cluster       the data (belongs to the account PostgreSQL runs as)
    .data/run           the socket
    .data/secrets.json  the passwords
    .data/postgres.log  what PostgreSQL says
"""

import shutil
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal, TypeAlias

from psycopg import pq

from portefeuille.adapters.postgres import binaries, cluster, control, privileges, roles, sockets
from portefeuille.adapters.postgres.errors import PostgresError
from portefeuille.adapters.postgres.lock import NAME, alone, refusals, refuse_another_owner, remove

State: TypeAlias = Literal["absent", "stopped", "busy", "running"]
"""busy: it is there but takes nobody in now: it starts, recovers or shuts down."""

STALE_SECONDS: Final = 15
"""How long a killed server may seem alive: until the system has cleared its processes away."""
PAUSE_SECONDS: Final = 0.1


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where the database is, as libpq URLs with their password."""

    owner_url: str = field(repr=False)
    app_url: str = field(repr=False)


class Server:
    """The PostgreSQL of one data folder. Every method raises PostgresError when it fails."""

    def __init__(self, data: Path) -> None:
        self._data = data.resolve()
        self._cluster = self._data / "cluster"
        self._passwords = self._data / "secrets.json"
        self._log = self._data / "postgres.log"
        self._sockets = sockets.folder_for(self._data)

    def ensure_running(self) -> Endpoint:
        """Makes, starts and furnishes the database as far as that is still to be done."""
        with alone(self._data):
            if self.status() == "absent":
                self._create()
            if self.status() != "running":
                self._start()
            passwords = cluster.read_passwords(self._passwords)
            roles.provision(self._sockets, passwords)
        return Endpoint(
            owner_url=roles.owner_url(self._sockets, passwords),
            app_url=roles.app_url(self._sockets, passwords),
        )

    def status(self) -> State:
        """What is the case now; starts nothing and needs no password."""
        with refusals(self._data):
            if not self._cluster.exists():
                return "absent"
            refuse_another_owner(self._data)  # whose socket we cannot ask
        match pq.PGconn.ping(roles.ping_conninfo(self._sockets)):
            case pq.Ping.OK:
                return "running"
            case pq.Ping.REJECT:
                return "busy"
            case _:
                return "stopped"

    def stop(self) -> None:
        """Shuts down: running statements are broken off, what was committed is kept."""
        if self.status() != "absent":
            with alone(self._data):
                self._stop()

    def wipe(self) -> None:
        """Stops, and removes the data folder with everything in it; there may be none."""
        with refusals(self._data):
            if not self._data.exists():
                return
            ours = any((self._data / mark).exists() for mark in (NAME, "secrets.json", "cluster"))
        if not ours:
            raise PostgresError(
                f"{self._data} holds no database of ours, so it is not removed.",
                "Check the name of the folder; remove it by hand if it is the right one.",
            )
        with alone(self._data):
            self._stop()
            shutil.rmtree(self._sockets, ignore_errors=True)
            remove(self._data)

    def _create(self) -> None:
        found = binaries.find()
        account = privileges.account_for(self._cluster)
        fresh = cluster.prepare(self._cluster)
        account.own(fresh)
        runner = privileges.runner_for(account, found.folder, fresh)
        cluster.create(self._cluster, self._passwords, found, runner)

    def _start(self) -> None:
        found, runner = self._programs()
        cluster.check_version(self._cluster, found, runner)
        sockets.open_for(runner.account, self._sockets)
        began = time.monotonic()
        while (state := self.status()) != "running":
            waited = time.monotonic() - began
            if state == "stopped" and not self._try_start(found.folder, runner):
                seems_alive = (self._cluster / "postmaster.pid").exists()
                if not seems_alive or waited > STALE_SECONDS:
                    raise self._failure()
            if waited > control.START_SECONDS:
                raise self._failure()
            time.sleep(PAUSE_SECONDS)

    def _try_start(self, programs: Path, runner: privileges.Runner) -> bool:
        return control.start(programs, runner, self._cluster, self._sockets, self._log)

    def _stop(self) -> None:
        if self.status() not in ("busy", "running"):
            return
        found, runner = self._programs()
        said = control.stop(found.folder, runner, self._cluster)
        if said and self.status() != "stopped":
            raise PostgresError(
                f"PostgreSQL in {self._data} did not stop: {said}",
                f"See {self._log}; try again when its work is done.",
            )

    def _programs(self) -> tuple[binaries.Binaries, privileges.Runner]:
        found = binaries.find()
        account = privileges.account_for(self._cluster)
        return found, privileges.runner_for(account, found.folder, self._cluster)

    def _failure(self) -> PostgresError:
        return PostgresError(
            f"PostgreSQL in {self._data} does not start. Its last words:\n"
            f"{control.last_words(self._log)}",
            f"More is in {self._log}. To throw the data away and begin again: make demo-reset.",
        )
