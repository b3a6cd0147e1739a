"""Taking a snapshot: what changed is written beside what stands, then the manifest is replaced.

All of it is read in one transaction that sees one state (REPEATABLE READ), whose beginning is
`known_until`. A run that is cut off leaves whole files under the names of their fingerprints;
the next one uses those whose fingerprint still holds. What the manifest before this one named
is kept until the next run, for who is still reading it; what came earlier is removed.
"""

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from django.db import connection, transaction

from portefeuille.core.progress import Done, unheard
from portefeuille.figures.relations import COLUMNS
from portefeuille.figures.snapshot import files, manifest
from portefeuille.figures.snapshot.fingerprints import Partition, partitions
from portefeuille.figures.snapshot.manifest import NoSnapshotError, Part

LOCK: Final = "snapshot.lock"


class SnapshotIsBeingTakenError(Exception):
    """Another process is writing in the folder; the message says which and what to do."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What a run did: the moment of its state, all its parts, and those it had to write."""

    known_until: datetime
    parts: tuple[Part, ...]
    written: tuple[Part, ...]


@dataclass(frozen=True)
class Taking:
    """A run that knows what is to be done, and has written nothing yet."""

    folder: Path
    known_until: datetime
    kept: tuple[Part, ...]
    """Parts whose file is there and as it was."""
    stale: tuple[Partition, ...]
    """Partitions whose file is to be written."""
    before: tuple[Part, ...]
    """The parts of the snapshot that this one replaces."""
    _cursor: Any

    @property
    def rows(self) -> int:
        """How many rows are to be written."""
        return sum(partition.rows for partition in self.stale)

    def finish(self, done: Done = unheard) -> Taken:
        """Write what is stale, replace the manifest, remove what nobody reads any more."""
        written = []
        for partition in self.stale:
            written.append(files.write(self._cursor, self.folder, partition))
            done(partition.rows)
        order = list(COLUMNS)
        parts = sorted(
            [*self.kept, *written], key=lambda part: (order.index(part.relation), part.year or 0)
        )
        manifest.replace(self.folder, self.known_until, parts)
        _sweep(self.folder, {part.file for part in (*parts, *self.before)})
        return Taken(self.known_until, tuple(parts), tuple(written))


@contextmanager
def taking(folder: Path) -> Iterator[Taking]:
    """Begin a snapshot in a folder: alone in it, on one state of the book of record.

    SnapshotIsBeingTakenError where another process is at it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SET LOCAL TimeZone = 'UTC'")
        cursor.execute("SELECT transaction_timestamp()")
        (known_until,) = cursor.fetchone()
        before = _before(folder)
        digests = {part.file: part.sha256 for part in before}
        kept, stale = [], []
        for partition in partitions(cursor):
            part = _kept(folder, partition, digests)
            if part is None:
                stale.append(partition)
            else:
                kept.append(part)
        yield Taking(folder, known_until, tuple(kept), tuple(stale), before, cursor)


def _kept(folder: Path, partition: Partition, digests: dict[str, str]) -> Part | None:
    """The part of a partition whose file is there and undamaged."""
    if not (folder / partition.file).is_file():
        return None
    part = files.described(folder, partition)
    return part if digests.get(part.file, part.sha256) == part.sha256 else None


def _before(folder: Path) -> tuple[Part, ...]:
    try:
        return manifest.read(folder).parts
    except NoSnapshotError:
        return ()


def _sweep(folder: Path, wanted: set[str]) -> None:
    """Remove files of earlier snapshots, and what runs that were cut off left behind."""
    for relation in COLUMNS:
        for path in sorted((folder / relation).glob("*/*")):
            if path.is_dir():
                shutil.rmtree(path)
            elif path.relative_to(folder).as_posix() not in wanted:
                path.unlink()
        for place in (folder / relation).glob("*"):
            if not any(place.iterdir()):
                place.rmdir()


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Holds the lock of the folder; the kernel lets go when we die."""
    with (folder / LOCK).open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SnapshotIsBeingTakenError(
                f"Another process is taking a snapshot in {folder}; wait until it is done."
            ) from None
        yield
