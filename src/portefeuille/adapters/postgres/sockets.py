"""The folder of the socket through which PostgreSQL is reached; nobody else can enter it.

It lies in the data folder. But the name of a socket may be some hundred bytes at most, and
in an address a comma parts two servers; for data that lies too deep for the one or has the
other in its name, the folder is one in /tmp whose name follows from that of the data.

Source: unix(7), `sun_path`; PostgreSQL documentation, libpq, parameter `host`.
"""

import os
import stat
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Final

from portefeuille.adapters.postgres.errors import PostgresError
from portefeuille.adapters.postgres.privileges import Account
from portefeuille.adapters.postgres.roles import PORT

LONGEST: Final = 100
"""Bytes in the whole name of the socket: Linux allows 107, some systems 103."""

TEMPORARY: Final = Path("/tmp")  # noqa: S108 - made and checked with care below
"""Not TMPDIR: two commands that have another one must find the same server."""


def folder_for(data: Path) -> Path:
    """Where the socket of this data folder is; the folder need not be there yet."""
    inside = data / "run"
    name = os.fsencode(inside / f".s.PGSQL.{PORT}")
    if len(name) <= LONGEST and b"," not in name:
        return inside
    return TEMPORARY / f"portefeuille-{sha256(os.fsencode(data)).hexdigest()[:16]}"


def open_for(account: Account, folder: Path) -> None:
    """Makes the folder, closed to all but the account.

    PostgresError when something there is not such a folder: it may have been put there by
    another user, and who owns the folder could answer in PostgreSQL's name.
    """
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    if folder.lstat().st_uid == os.geteuid():
        account.own(folder)
    found = folder.lstat()
    if (
        not stat.S_ISDIR(found.st_mode)
        or found.st_uid != account.uid
        or stat.S_IMODE(found.st_mode) & 0o077
    ):
        raise PostgresError(
            f"{folder} should be a folder that only uid {account.uid} can enter, and is not.",
            "Find out who made it, remove it, and try again.",
        )
