"""`portefeuille answer`: a question of parliament, answered from stored applications."""

import sys
from datetime import date, datetime

import click

from portefeuille.commands.environment import with_loaded_database
from portefeuille.commands.printing import FORMATS, print_result


@click.command("answer")
@click.argument("name", required=False)
@click.option("--list", "listing", is_flag=True, help="Print the names of the answers.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="table", show_default=True)
@click.option("--as-of", "moment", type=click.DateTime(["%Y-%m-%d"]), help="As known on DATE.")
def command(name: str | None, listing: bool, form: str, moment: datetime | None) -> None:
    """Answer the question NAME, such as sv-835-2020.

    Without --as-of an answer keeps to the cut-off day its document states.
    """
    from portefeuille.figures import answers

    if listing:
        for known in answers.names():
            click.echo(f"{known}  {answers.title(known)}")
        return
    if name not in answers.names():
        known_names = ", ".join(answers.names())
        click.echo(f"{name!r} is not an answer; expected one of {known_names}", err=True)
        sys.exit(2)
    with_loaded_database()
    print_answer(name, form, moment.date() if moment else None)


def print_answer(name: str, form: str, as_of: date | None) -> None:
    """Compute the answer and print it."""
    from portefeuille.figures import answers
    from portefeuille.scenarios.queries import assumptions_of

    print_result(answers.answer(name, as_of, assumptions_of(name)), form)
