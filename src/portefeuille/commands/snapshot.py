"""`portefeuille snapshot`: what figures read, exported to Parquet, and kept up to date."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from portefeuille.commands.environment import with_loaded_database
from portefeuille.commands.everywhere import WORK_FAILED, Command, end, print_either
from portefeuille.commands.progress import step
from portefeuille.commands.standing import SNAPSHOT, snapshot_folder

if TYPE_CHECKING:
    from portefeuille.figures.snapshot import Taken


@click.command("snapshot", cls=Command)
@click.option(
    "--to",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help=f"The folder; {SNAPSHOT} or one beside the embedded database, unless given.",
)
def command(folder: Path | None) -> None:
    """Bring the snapshot up to date: partitions that did not change are not written again.

    Cut off half-way, it goes on the next time; until it is done the snapshot before it stands.
    """
    with_loaded_database()
    from portefeuille.figures.snapshot import SnapshotIsBeingTakenError, taking

    to = folder or snapshot_folder()
    try:
        with taking(to) as work, step("Writing the snapshot", work.rows) as done:
            taken = work.finish(done)
    except (SnapshotIsBeingTakenError, OSError) as error:
        end(WORK_FAILED, str(error))
    print_either(_told(to, taken), _document(to, taken))


def _told(folder: Path, taken: "Taken") -> str:
    rows = sum(part.rows for part in taken.parts)
    written = sum(part.rows for part in taken.written)
    return (
        f"{folder}: {rows} rows in {len(taken.parts)} files, of which {len(taken.written)} files"
        f" with {written} rows were written; everything known until"
        f" {taken.known_until.isoformat(timespec='seconds')}."
    )


def _document(folder: Path, taken: "Taken") -> dict[str, object]:
    return {
        "folder": str(folder),
        "known_until": taken.known_until.isoformat(),
        "files": len(taken.parts),
        "rows": sum(part.rows for part in taken.parts),
        "written": [part.file for part in taken.written],
    }
