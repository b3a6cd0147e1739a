"""One command at a time in a data folder; another waits until the first is done."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from portefeuille.adapters.postgres.errors import PostgresError

NAME: Final = "postgres.lock"


@contextmanager
def alone(data: Path) -> Iterator[None]:
    """Makes the data folder if need be and holds its lock; the kernel lets go when we die.

    PostgresError when the folder is another user's: what root leaves there would lock its
    owner out, and root following a user's links could be led anywhere.
    """
    with refusals(data):
        handle = _acquire(data)
        try:
            yield
        finally:
            os.close(handle)


@contextmanager
def refusals(data: Path) -> Iterator[None]:
    """What the system refuses us in the data folder (space, a right), as PostgresError."""
    try:
        yield
    except OSError as error:
        raise PostgresError(
            f"The database in {data} cannot be had: {error}",
            "Check the space and the rights there, or choose another folder, or set DATABASE_URL.",
        ) from error


def remove(data: Path) -> None:
    """Removes the data folder, whose lock we hold: the lock last, and then nothing more.

    From that moment who waited begins anew in the same place, which is then not ours to empty.
    """
    for entry in data.iterdir():
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        elif entry.name != NAME:
            entry.unlink()
    (data / NAME).unlink()
    with suppress(OSError):
        data.rmdir()


def _acquire(data: Path) -> int:
    """Tries again when the folder is wiped under our hands, or while we waited."""
    while True:
        with suppress(FileExistsError):
            data.mkdir(mode=0o711, parents=True)
        try:
            refuse_another_owner(data)
            handle = os.open(data / NAME, os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW, 0o600)
        except FileNotFoundError:
            continue
        fcntl.flock(handle, fcntl.LOCK_EX)
        if _is_still_there(data / NAME, handle):
            return handle
        os.close(handle)


def refuse_another_owner(data: Path) -> None:
    """PostgresError when the data folder is not ours."""
    if (owner := data.stat().st_uid) != os.geteuid():
        raise PostgresError(
            f"{data} belongs to another user (uid {owner}).",
            "Run this as that user, or choose another data folder, or set DATABASE_URL.",
        )


def _is_still_there(path: Path, handle: int) -> bool:
    """If not, we hold a lock that nobody else looks at."""
    try:
        return os.path.samestat(path.stat(), os.fstat(handle))
    except FileNotFoundError:
        return False
