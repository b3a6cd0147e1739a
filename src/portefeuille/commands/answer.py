"""`portefeuille answer`: a question of parliament, answered from stored applications."""

from datetime import date, datetime

import click

from portefeuille.commands.everywhere import INPUT_IS_WRONG, Command, end
from portefeuille.commands.printing import form_option, print_names, print_result
from portefeuille.commands.standing import as_of_option, engine_of, from_option, plainly


@click.command("answer", cls=Command)
@click.argument("name", required=False)
@click.option("--list", "listing", is_flag=True, help="Print the names of the answers.")
@form_option
@as_of_option
@from_option
def command(
    name: str | None,
    listing: bool,
    form: str | None,
    as_of: date | datetime | None,
    source: str,
) -> None:
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
    print_answer(name, form, as_of, source)


def print_answer(
    name: str, form: str | None, as_of: date | datetime | None, source: str = "live"
) -> None:
    """Compute the answer and print it."""
    engine = engine_of(source)
    from portefeuille.figures import answers
    from portefeuille.scenarios.queries import assumptions_of

    with plainly():
        answer = answers.answer(name, as_of, assumptions_of(name), engine)
    print_result(answer, form)
