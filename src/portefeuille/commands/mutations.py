"""`portefeuille mutations`: read what MAGDA says has changed."""

from datetime import UTC, datetime
from pathlib import Path

import click

from portefeuille.commands.environment import with_loaded_database
from portefeuille.commands.everywhere import INPUT_IS_WRONG, Command, end, print_either


@click.command("mutations", cls=Command)
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
def command(files: tuple[Path, ...]) -> None:
    """Read FILES of mutations as MAGDA delivers them; who is looked up after that is asked anew.

    Run it after each delivery. Each file is read whole or not at all; the same one twice changes
    nothing. The worker asks again about the enterprises that matter now.
    """
    with_loaded_database()
    from portefeuille.adapters.magda import MagdaError, read_triggers
    from portefeuille.register.services import take_mutations

    told = {}
    for file in files:
        try:
            with file.open("rb") as lines:
                told[file.name] = take_mutations(read_triggers(lines, file.name), datetime.now(UTC))
        except MagdaError as error:
            end(INPUT_IS_WRONG, f"{error}\nNothing of {file.name} was kept.")
    print_either(
        "\n".join(
            f"{name}: {one.read} changes, {one.known} of enterprises we know, {one.new} new"
            for name, one in told.items()
        ),
        {
            name: {"changes": one.read, "known": one.known, "new": one.new}
            for name, one in told.items()
        },
    )
