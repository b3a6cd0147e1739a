"""`portefeuille answer`: a question of parliament, answered from stored applications.

One of the four founding questions by its name, or any question as a file; kept when it is given,
produced again as it was, and corrected in sight.
"""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from portefeuille.commands.everywhere import INPUT_IS_WRONG, Group, end
from portefeuille.commands.given_answers import again, correct, give, given
from portefeuille.commands.printing import form_option, print_names, print_result, to_option
from portefeuille.commands.questions import asked_of, new_template, tell_author
from portefeuille.commands.standing import as_of_option, engine_of, from_option, plainly

if TYPE_CHECKING:
    from portefeuille.figures.answers.composing import Composed


class OrName(Group):
    """A group that takes the name of an answer where a command could stand, as it always did."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """`answer sv-835-2020` is `answer show sv-835-2020`."""
        if not args or args[0] not in (*self.commands, "--help", "-h"):
            args = ["show", *args]
        return super().parse_args(ctx, args)


@click.group("answer", cls=OrName)
def command() -> None:
    """Answer a question of parliament: NAME, such as sv-835-2020, or a file.

    NAME alone is `show NAME`.
    """


for one in (give, given, again, correct):
    command.add_command(one)


@command.command("show")
@click.argument("name", required=False)
@click.option("--list", "listing", is_flag=True, help="Print the names of the answers.")
@form_option
@to_option
@as_of_option
@from_option
def show(
    name: str | None,
    listing: bool,
    form: str | None,
    to: Path | None,
    as_of: date | datetime | None,
    source: str,
) -> None:
    """Answer one of the four founding questions, such as sv-835-2020.

    Without --as-of an answer keeps to the cut-off day its document states.
    """
    from portefeuille.figures import answers

    if listing:
        print_names({known: answers.title(known) for known in answers.names()})
        return
    if name not in answers.names():
        known_names = ", ".join(answers.names())
        end(INPUT_IS_WRONG, f"{name!r} is not an answer; expected one of {known_names}")
    print_answer(name, form, as_of, source, to)


@command.command("new")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@form_option
@to_option
@click.option(
    "--note", type=click.Path(dir_okay=False, path_type=Path), help="Write the author's note there."
)
@as_of_option
@from_option
def new(
    file: Path,
    form: str | None,
    to: Path | None,
    note: Path | None,
    as_of: date | datetime | None,
    source: str,
) -> None:
    """Answer the question in FILE (YAML or Markdown), as known now or --as-of.

    What only its author should know, such as cells about very few, goes to standard error, and
    with --note to a file of its own.
    """
    made: Composed = asked_of(str(file), as_of, source)[0]
    print_result(made.answer, form, to)
    tell_author(made, note)


@command.command("template")
def template() -> None:
    """Print an empty question file that names every figure."""
    click.echo(new_template(), nl=False)


def print_answer(
    name: str,
    form: str | None,
    as_of: date | datetime | None,
    source: str = "live",
    to: Path | None = None,
) -> None:
    """Compute the answer and print it."""
    engine = engine_of(source)
    from portefeuille.figures import answers
    from portefeuille.scenarios.queries import assumptions_of

    with plainly():
        answer = answers.answer(name, as_of, assumptions_of(name), engine)
    print_result(answer, form, to)
