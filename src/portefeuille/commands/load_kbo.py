"""`portefeuille load-kbo`: load an extract of KBO Open Data into the register."""

from pathlib import Path

import click

from portefeuille.commands.environment import with_loaded_database
from portefeuille.commands.everywhere import INPUT_IS_WRONG, Command, end, print_either
from portefeuille.commands.progress import step


@click.command("load-kbo", cls=Command)
@click.argument("extract", type=click.Path(exists=True, path_type=Path))
def command(extract: Path) -> None:
    """Load EXTRACT: the folder or ZIP of a full or update extract, in the order of its number."""
    with_loaded_database()
    from portefeuille.adapters.kbo import KboError
    from portefeuille.register.queries import loaded_extract
    from portefeuille.register.services import load_kbo

    try:
        with step(f"Loading {extract.name}") as done:
            report = load_kbo(extract, done)
    except KboError as error:
        end(INPUT_IS_WRONG, str(error))
    loaded = loaded_extract()
    assert loaded is not None, "an extract was just loaded"
    tables = {
        table: {"deleted": report.deleted[table], "inserted": inserted}
        for table, inserted in report.inserted.items()
    }
    lines = [
        f"{table}: {rows['deleted']} deleted, {rows['inserted']} inserted"
        for table, rows in tables.items()
    ]
    if report.changed_nothing:
        lines = ["This extract was loaded before: nothing has changed."]
    print_either(
        "\n".join([*lines, loaded.attribution]),
        {"extract": loaded.number, "tables": tables, "attribution": loaded.attribution},
    )
