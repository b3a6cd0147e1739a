"""Where figures are asked: `--from live` or `--from snapshot`, and `--as-of` a day or a moment.

Both are for `answer`, `figures` and `rows`. A snapshot is asked without any database.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from portefeuille.commands.environment import data_folder, with_django, with_loaded_database
from portefeuille.commands.everywhere import INPUT_IS_WRONG, WORK_FAILED, end

if TYPE_CHECKING:
    from portefeuille.figures.engines import Engine

SNAPSHOT: Final = "PORTEFEUILLE_SNAPSHOT"
"""The environment variable that names the folder of the snapshot."""


class DayOrMoment(click.ParamType[date | datetime]):
    """`2017-09-01`, the end of that day in Brussels, or a moment with its zone."""

    name = "DATE|MOMENT"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> date | datetime:
        """A date or a moment; a usage error for anything else."""
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            moment = None
        if moment is None or moment.tzinfo is None:
            self.fail(
                f"{value!r}: expected a day (2017-09-01) or a moment with its zone"
                " (2017-09-01T12:00+02:00)",
                param,
                ctx,
            )
        return moment


as_of_option: Final = click.option(
    "--as-of", "as_of", type=DayOrMoment(), help="As known at the end of that day, or then."
)

from_option: Final = click.option(
    "--from",
    "source",
    type=click.Choice(["live", "snapshot"]),
    default="live",
    show_default=True,
    help=f"The book of record, or the snapshot in {SNAPSHOT}.",
)


def snapshot_folder() -> Path:
    """Where the snapshot is kept, unless told otherwise: beside the embedded database."""
    return Path(os.environ.get(SNAPSHOT) or data_folder() / "snapshot")


def engine_of(source: str) -> "Engine":
    """The engine of a source; Django is set up, and a database only where one is read."""
    if source == "live":
        with_loaded_database()
        from portefeuille.figures.engines import LIVE

        return LIVE
    with_django()
    from portefeuille.figures.engines import Snapshot

    return Snapshot(snapshot_folder())


def now_on(engine: "Engine") -> date | datetime:
    """As late as an engine can be asked: today, or the moment of a snapshot."""
    from portefeuille.core.periods import legal_day

    return engine.known_until or legal_day(datetime.now(UTC))


@contextmanager
def plainly() -> Iterator[None]:
    """Ends the command where what was asked is wrong (2), or there is no snapshot (1)."""
    from portefeuille.figures.engines import NoSnapshotError

    try:
        yield
    except ValueError as error:
        end(INPUT_IS_WRONG, str(error))
    except NoSnapshotError as error:
        end(WORK_FAILED, str(error))
