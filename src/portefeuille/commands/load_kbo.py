"""`portefeuille load-kbo`: load extracts of KBO Open Data into the register."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from portefeuille.commands.environment import with_loaded_database
from portefeuille.commands.everywhere import (
    INPUT_IS_WRONG,
    WORK_FAILED,
    Command,
    end,
    print_either,
)
from portefeuille.commands.progress import step

if TYPE_CHECKING:
    from portefeuille.register.services import LoadReport


@click.command("load-kbo", cls=Command)
@click.argument(
    "extracts",
    metavar="EXTRACT...",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, path_type=Path),
)
def command(extracts: tuple[Path, ...]) -> None:
    """Load EXTRACT: the folder or ZIP of a full extract or of the update that follows.

    Of several, those are loaded that bring the register further, in the order of their number.
    Where a load was broken off, the same command goes on.
    """
    with_loaded_database()
    from portefeuille.adapters.kbo import KboError, in_order
    from portefeuille.register.queries import loaded_extract

    try:
        current = loaded_extract()
        if len(extracts) > 1:
            extracts = tuple(in_order(current.number if current else None, extracts))
        reports = [_load(extract) for extract in extracts]
    except KboError as error:
        end(INPUT_IS_WRONG, str(error))
    loaded = loaded_extract()
    assert loaded is not None, "an extract is loaded, or the load would have said why not"
    lines = [line for report in reports for line in _lines(report)]
    print_either(
        "\n".join([*(lines or ["Nothing is newer than what is loaded."]), loaded.attribution]),
        {
            "extract": loaded.number,
            "loaded": [_document(report) for report in reports],
            "attribution": loaded.attribution,
        },
    )


def _load(extract: Path) -> "LoadReport":
    from portefeuille.register.services import RegisterInUse, load_kbo

    try:
        with step(f"Loading {extract.name}") as done:
            return load_kbo(extract, done)
    except RegisterInUse as error:
        end(WORK_FAILED, str(error))


def _lines(report: "LoadReport") -> list[str]:
    meta = report.meta
    title = f"{meta.kind} {meta.number} of {meta.snapshot_date:%d-%m-%Y}"
    if report.changed_nothing:
        return [f"{title}: loaded before, nothing has changed"]
    lines = [f"{title}:"]
    for table, inserted in report.inserted.items():
        deleted = f"{report.deleted[table]} deleted, " if report.deleted else ""
        lines.append(f"  {table}: {deleted}{inserted} inserted")
    return lines


def _document(report: "LoadReport") -> dict[str, Any]:
    return {
        "extract": report.meta.number,
        "kind": report.meta.kind,
        "changed_nothing": report.changed_nothing,
        "inserted": dict(report.inserted),
        "deleted": dict(report.deleted),
    }
