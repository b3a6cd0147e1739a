"""`portefeuille migrate`: tables and the text of the law, brought up to date."""

import click

from portefeuille.commands.environment import with_database
from portefeuille.commands.progress import step


@click.command("migrate")
@click.option("--quiet", is_flag=True, help="No progress.")
def command(quiet: bool) -> None:
    """Bring the tables up to date, as their owner, and store the law; loads no data."""
    with step("PostgreSQL", None, quiet):
        with_database()
    bring_up_to_date(quiet=quiet)


def bring_up_to_date(*, quiet: bool) -> None:
    """Run the migrations that were not run yet, and store every period of the law."""
    from django.core.management import call_command

    with step("Migrations", None, quiet):
        call_command("migrate", database="owner", verbosity=0, skip_checks=True)

    from portefeuille import law
    from portefeuille.applications.services import keep_law

    with step("Law", None, quiet):
        for period in law.load().periods:
            keep_law(period)
