"""`portefeuille figures`: any named figure, over a period, as of a day."""

from datetime import date, datetime

import click

from portefeuille.commands.everywhere import INPUT_IS_WRONG, Command, end
from portefeuille.commands.printing import form_option, print_names, print_result
from portefeuille.commands.standing import as_of_option, engine_of, from_option, now_on, plainly


@click.command("figures", cls=Command)
@click.argument("name", required=False)
@click.option("--list", "listing", is_flag=True, help="Print the names of the figures.")
@click.option("--where", "-w", multiple=True, metavar="KEY=VALUE", help="year=2019, service=...")
@form_option
@as_of_option
@from_option
def command(
    name: str | None,
    listing: bool,
    where: tuple[str, ...],
    form: str | None,
    as_of: date | datetime | None,
    source: str,
) -> None:
    """Print the figure NAME, such as grants-by-theme."""
    from portefeuille.figures import catalogue
    from portefeuille.figures.asking import figure_answer

    if listing:
        print_names({known: catalogue.figure(known).title["nl"] for known in catalogue.names()})
        return
    if name not in catalogue.names():
        known_names = ", ".join(catalogue.names())
        end(INPUT_IS_WRONG, f"{name!r} is not a figure; expected one of {known_names}")
    engine = engine_of(source)
    with plainly():
        wanted = dict(pair(part) for part in where)
        answer = figure_answer(name, wanted, as_of or now_on(engine), engine)
    print_result(answer, form)


def pair(part: str) -> tuple[str, str]:
    """A key and its value; ValueError where it is none."""
    key, sign, value = part.partition("=")
    if not sign:
        raise ValueError(f"--where {part}: expected key=value, such as year=2019")
    return key, value
