"""`portefeuille figures`: any named figure, over a period, as of a day."""

import sys
from datetime import UTC, datetime

import click

from portefeuille.commands.environment import with_loaded_database
from portefeuille.commands.printing import FORMATS, print_result


@click.command("figures")
@click.argument("name", required=False)
@click.option("--list", "listing", is_flag=True, help="Print the names of the figures.")
@click.option("--where", "-w", multiple=True, metavar="KEY=VALUE", help="year=2019, service=...")
@click.option("--format", "form", type=click.Choice(FORMATS), default="table", show_default=True)
@click.option("--as-of", "moment", type=click.DateTime(["%Y-%m-%d"]), help="As known on DATE.")
def command(
    name: str | None, listing: bool, where: tuple[str, ...], form: str, moment: datetime | None
) -> None:
    """Print the figure NAME, such as grants-by-theme."""
    from portefeuille.figures import catalogue
    from portefeuille.figures.asking import figure_answer

    if listing:
        for known in catalogue.names():
            click.echo(f"{known}  {catalogue.figure(known).title['nl']}")
        return
    if name not in catalogue.names():
        known_names = ", ".join(catalogue.names())
        click.echo(f"{name!r} is not a figure; expected one of {known_names}", err=True)
        sys.exit(2)
    with_loaded_database()
    as_of = moment.date() if moment else datetime.now(UTC).date()
    try:
        answer = figure_answer(name, dict(_pair(part) for part in where), as_of)
    except ValueError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    print_result(answer, form)


def _pair(part: str) -> tuple[str, str]:
    key, sign, value = part.partition("=")
    if not sign:
        raise ValueError(f"--where {part}: expected key=value, such as year=2019")
    return key, value
