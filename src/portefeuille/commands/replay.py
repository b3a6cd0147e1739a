"""`portefeuille replay`: the proof that every stored decision still follows from its law."""

import sys
from itertools import islice

import click

from portefeuille.commands.environment import with_loaded_database
from portefeuille.commands.progress import step

SHOWN = 20


@click.command("replay")
@click.option("--quiet", is_flag=True, help="No progress.")
def command(quiet: bool) -> None:
    """Decide every stored application again under the law stored with it; exit 1 if any differs."""
    with_loaded_database()
    from portefeuille.applications.models import Decision
    from portefeuille.applications.services import replay

    total = Decision.objects.filter(law__isnull=False).count()
    with step("Deciding again", total, quiet) as done:
        differences = list(islice(replay(done), SHOWN))
    for found in differences:
        click.echo(f"{found.application_id} {found.column}: {found.stored} -> {found.again}")
    click.echo(f"{total} decisions taken again, {len(differences) or 'no'} differences")
    sys.exit(1 if differences else 0)
