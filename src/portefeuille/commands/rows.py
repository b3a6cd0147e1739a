"""`portefeuille rows`: the rows behind figures, as CSV or Parquet, however many there are."""

from contextlib import nullcontext
from datetime import date, datetime
from pathlib import Path

import click

from portefeuille.commands.everywhere import Command
from portefeuille.commands.figures import pair
from portefeuille.commands.standing import as_of_option, engine_of, from_option, now_on, plainly

RELATIONS = ("decision", "failure", "movement", "step")


@click.command("rows", cls=Command)
@click.argument("relation", type=click.Choice(RELATIONS))
@click.option("--where", "-w", multiple=True, metavar="KEY=VALUE", help="year=2019, service=...")
@click.option("--format", "form", type=click.Choice(["csv", "parquet"]), default="csv")
@click.option("--to", type=click.Path(dir_okay=False, path_type=Path), help="Else standard output.")
@as_of_option
@from_option
def command(
    relation: str,
    where: tuple[str, ...],
    form: str,
    to: Path | None,
    as_of: date | datetime | None,
    source: str,
) -> None:
    """Write the rows of RELATION, as known at the end of a day or at a moment.

    Surrogates only, but a row is of one enterprise: they are for the office, not to be published.
    """
    if form == "parquet" and to is None:
        raise click.UsageError("--format parquet writes a file: give it with --to")
    engine = engine_of(source)
    from portefeuille.figures.asked import Asked
    from portefeuille.figures.asking import read_scope
    from portefeuille.figures.formats.streams import csv_lines, write_parquet
    from portefeuille.figures.queries import Position
    from portefeuille.figures.rows import columns_of, rows_of, types_of

    with plainly():
        position = Position(as_of or now_on(engine), engine)
        asked = Asked(read_scope(dict(map(pair, where))), position.known_before)
        table = rows_of(relation, asked)
        if form == "parquet" and to is not None:
            write_parquet(types_of(table), engine.stream(table), to)
            return
        lines = csv_lines(columns_of(table), engine.stream(table))
        with to.open("wb") if to else nullcontext() as out:
            for some in lines:
                click.echo(some.encode(), file=out, nl=False)
