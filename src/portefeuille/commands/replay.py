"""`portefeuille replay`: the proof that every stored decision still follows from its law."""

import sys

import click

from portefeuille.commands.environment import with_loaded_database
from portefeuille.commands.everywhere import WORK_FAILED, Command, print_either
from portefeuille.commands.progress import step

SHOWN = 20


@click.command("replay", cls=Command)
def command() -> None:
    """Decide every stored application again under the law stored with it; exit 1 if any differs."""
    with_loaded_database()
    from portefeuille.applications.services import decisions_under_law, replay

    total = decisions_under_law()
    with step("Deciding again", total) as done:
        differences = list(replay(done))
    lines = [
        f"{found.application_id} {found.column}: {found.stored} -> {found.again}"
        for found in differences[:SHOWN]
    ]
    if len(differences) > SHOWN:
        lines.append(f"... and {len(differences) - SHOWN} more")
    lines.append(f"{total} decisions taken again, {len(differences) or 'no'} differences")
    print_either(
        "\n".join(lines),
        {
            "decisions": total,
            "differences": [
                {
                    "application": found.application_id,
                    "column": found.column,
                    "stored": found.stored,
                    "again": found.again,
                }
                for found in differences
            ],
        },
    )
    sys.exit(WORK_FAILED if differences else 0)
