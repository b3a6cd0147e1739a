"""`portefeuille figures`: any named figure, over a period, as of a day."""

from datetime import UTC, datetime

import click

from portefeuille.commands.environment import with_loaded_database
from portefeuille.commands.everywhere import INPUT_IS_WRONG, Command, end
from portefeuille.commands.printing import form_option, print_names, print_result
from portefeuille.core.periods import legal_day


@click.command("figures", cls=Command)
@click.argument("name", required=False)
@click.option("--list", "listing", is_flag=True, help="Print the names of the figures.")
@click.option("--where", "-w", multiple=True, metavar="KEY=VALUE", help="year=2019, service=...")
@form_option
@click.option(
    "--as-of", "moment", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="As known on DATE."
)
def command(
    name: str | None,
    listing: bool,
    where: tuple[str, ...],
    form: str | None,
    moment: datetime | None,
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
    with_loaded_database()
    as_of = moment.date() if moment else legal_day(datetime.now(UTC))
    try:
        answer = figure_answer(name, dict(_pair(part) for part in where), as_of)
    except ValueError as error:
        end(INPUT_IS_WRONG, str(error))
    print_result(answer, form)


def _pair(part: str) -> tuple[str, str]:
    key, sign, value = part.partition("=")
    if not sign:
        raise ValueError(f"--where {part}: expected key=value, such as year=2019")
    return key, value
