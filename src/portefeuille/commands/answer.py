"""`portefeuille answer`: a question of parliament, answered from stored applications."""

from datetime import date, datetime

import click

from portefeuille.commands.environment import with_loaded_database
from portefeuille.commands.everywhere import INPUT_IS_WRONG, Command, end
from portefeuille.commands.printing import form_option, print_names, print_result


@click.command("answer", cls=Command)
@click.argument("name", required=False)
@click.option("--list", "listing", is_flag=True, help="Print the names of the answers.")
@form_option
@click.option(
    "--as-of", "moment", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="As known on DATE."
)
def command(name: str | None, listing: bool, form: str | None, moment: datetime | None) -> None:
    """Answer the question NAME, such as sv-835-2020.

    Without --as-of an answer keeps to the cut-off day its document states.
    """
    from portefeuille.figures import answers

    if listing:
        print_names({known: answers.title(known) for known in answers.names()})
        return
    if name not in answers.names():
        known_names = ", ".join(answers.names())
        end(INPUT_IS_WRONG, f"{name!r} is not an answer; expected one of {known_names}")
    with_loaded_database()
    print_answer(name, form, moment.date() if moment else None)


def print_answer(name: str, form: str | None, as_of: date | None) -> None:
    """Compute the answer and print it."""
    from portefeuille.figures import answers
    from portefeuille.scenarios.queries import assumptions_of

    print_result(answers.answer(name, as_of, assumptions_of(name)), form)
