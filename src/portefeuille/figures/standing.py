"""On what the pages of the office stand: the snapshot of the night, where there is one.

Counting a year in the book of record takes seconds, on a snapshot a fraction of one. So a page
stands on the snapshot that the operator has taken each night (`SNAPSHOT_FOLDER`), and says of
which moment it is; whoever needs what happened since asks the book itself.
"""

from datetime import date
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from portefeuille.core.periods import end_of_legal_day
from portefeuille.figures.engines import NoSnapshotError, Snapshot
from portefeuille.figures.queries import Position
from portefeuille.figures.snapshot import MANIFEST


def position(as_of: date | None, today: date, *, fresh: bool) -> Position:
    """Where a page stands: as known at the end of a day, or as late as can be.

    In the book of record where that is asked (`fresh`), where there is no snapshot, and where the
    snapshot does not know the whole of the day.
    """
    snapshot = None if fresh else snapshot_of_the_night()
    if snapshot is None:
        return Position(as_of or today)
    if as_of is None:
        return Position(snapshot.known_until, snapshot)
    known = end_of_legal_day(as_of) <= snapshot.known_until
    return Position(as_of, snapshot) if known else Position(as_of)


def snapshot_of_the_night() -> Snapshot | None:
    """The snapshot in the folder of the settings; None where there is none."""
    if not settings.SNAPSHOT_FOLDER:
        return None
    folder = Path(settings.SNAPSHOT_FOLDER)
    try:
        return _opened(folder, (folder / MANIFEST).stat().st_mtime_ns)
    except (FileNotFoundError, NoSnapshotError):
        return None


@lru_cache(maxsize=1)
def _opened(folder: Path, _changed: int) -> Snapshot:
    """Opened once, and anew when another was taken."""
    snapshot = Snapshot(folder)
    assert snapshot.known_until
    return snapshot
