"""`portefeuille release`: the public release of a year, protected, audited and kept."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from portefeuille.commands.environment import with_loaded_database
from portefeuille.commands.everywhere import WORK_FAILED, Command, end, print_either
from portefeuille.commands.progress import step
from portefeuille.commands.standing import (
    as_of_option,
    engine_of,
    from_option,
    now_on,
    plainly,
)

if TYPE_CHECKING:
    from portefeuille.figures.release.preparing import Prepared


@click.command("release", cls=Command)
@click.argument("year", type=click.IntRange(2000, 2100))
@as_of_option
@from_option
@click.option("--dry-run", is_flag=True, help="Protect and audit, and store nothing.")
@click.option(
    "--to",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write the last release of the year as open data into this folder too.",
)
def command(
    year: int, as_of: date | datetime | None, source: str, dry_run: bool, folder: Path | None
) -> None:
    """Publish the figures of YEAR: small rows hidden, and others so that nobody reckons them back.

    A release whose audit finds a hidden number that can be told is refused (exit code 1).
    """
    with_loaded_database()
    from portefeuille.figures.release.preparing import prepare
    from portefeuille.figures.release.services import NotProtectedError, publish

    with plainly(), step(f"Counting and protecting {year}"):
        engine = engine_of(source)
        prepared = prepare(year, as_of or now_on(engine), engine)
    for name in prepared.unread:
        click.echo(f"Not reckoned with: of the answer {name} no figures are on record.", err=True)
    number = None
    if not dry_run:
        try:
            number = publish(prepared, "command", datetime.now(UTC)).pk
        except NotProtectedError as error:
            end(WORK_FAILED, f"Nothing is published: {error}.")
    print_either(_told(prepared, number), _document(prepared, number))
    if folder is not None:
        _write(year, folder)


def _write(year: int, folder: Path) -> None:
    from portefeuille.figures.opendata import write
    from portefeuille.figures.release import published

    at = published(year)
    if at is None:
        end(WORK_FAILED, f"Nothing is published of {year}: leave --dry-run out.")
    for missing in write(at, folder):
        click.echo(missing, err=True)


def _told(prepared: "Prepared", number: int | None) -> str:
    kept = f"release {number}" if number else "nothing stored"
    return (
        f"{prepared.year} as of {prepared.day}: {len(prepared.told)} tables, {prepared.rows} rows,"
        f" {prepared.hidden} of them hidden, {len(prepared.findings)} findings; {kept}."
    )


def _document(prepared: "Prepared", number: int | None) -> dict[str, Any]:
    return {
        "year": prepared.year,
        "as_of": prepared.day.isoformat(),
        "tables": len(prepared.told),
        "rows": prepared.rows,
        "hidden": prepared.hidden,
        "findings": [
            {
                "measure": found.measure,
                "population": found.population,
                "lowest": found.lowest,
                "highest": found.highest,
            }
            for found in prepared.findings
        ],
        "not_reckoned_with": list(prepared.unread),
        "release": number,
    }
