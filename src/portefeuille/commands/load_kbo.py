"""`portefeuille load-kbo`: load an extract of KBO Open Data into the register."""

import sys
from pathlib import Path

import click

from portefeuille.commands.environment import with_loaded_database
from portefeuille.commands.progress import step


@click.command("load-kbo")
@click.argument("extract", type=click.Path(exists=True, path_type=Path))
@click.option("--quiet", is_flag=True, help="No progress.")
def command(extract: Path, quiet: bool) -> None:
    """Load EXTRACT: the folder or ZIP of a full or update extract, in the order of its number."""
    with_loaded_database()
    from portefeuille.adapters.kbo import KboError
    from portefeuille.register.queries import loaded_extract
    from portefeuille.register.services import load_kbo

    try:
        with step(f"Loading {extract.name}", None, quiet):
            report = load_kbo(extract, lambda _table, _rows: None)
    except KboError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    for table in report.inserted:
        click.echo(f"{table}: {report.deleted[table]} deleted, {report.inserted[table]} inserted")
    loaded = loaded_extract()
    assert loaded is not None, "an extract was just loaded"
    click.echo(loaded.attribution)
