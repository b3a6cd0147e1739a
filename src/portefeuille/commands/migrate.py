"""`portefeuille migrate`: tables and the text of the law, brought up to date."""

import os

import click

from portefeuille.commands.environment import with_database
from portefeuille.commands.everywhere import INPUT_IS_WRONG, Command, end, print_either
from portefeuille.commands.progress import step


@click.command("migrate", cls=Command)
def command() -> None:
    """Bring the tables up to date, as their owner, and store the law; loads no data."""
    with step("PostgreSQL"):
        with_database()
    print_either("", {"law": bring_up_to_date()})


def bring_up_to_date() -> list[str]:
    """Run the migrations that were not run yet and store every period of the law.

    Answers the periods, by the names under which decisions quote them.
    """
    from portefeuille.config.owner import migrate
    from portefeuille.retention.periods import SelectionRulesError

    with step("Migrations"):
        try:
            migrate(os.environ.get("DATABASE_OWNER_URL") or os.environ["DATABASE_URL"])
        except SelectionRulesError as error:
            end(INPUT_IS_WRONG, str(error))

    from portefeuille import law
    from portefeuille.applications.services import keep_law

    periods = law.load().periods
    with step("Law"):
        for period in periods:
            keep_law(period)
    return [period.identifier(period.first_day) for period in periods]
