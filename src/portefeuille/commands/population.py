"""`portefeuille population build`: a synthetic year as Parquet."""

from pathlib import Path

import click

from portefeuille import law
from portefeuille.commands.everywhere import INPUT_IS_WRONG, Group, end, print_either
from portefeuille.commands.progress import step


@click.group("population", cls=Group)
def command() -> None:
    """Build synthetic years that meet the published totals."""


@command.command("build")
@click.option("--year", type=int, required=True, help="2016, 2017 or 2019.")
@click.option("--to", "folder", type=click.Path(path_type=Path), required=True)
@click.option("--seed", default=1, show_default=True)
@click.option("--scale", default="1", show_default=True, help="Totals hold to the cent at 1.")
def build_year(year: int, folder: Path, seed: int, scale: str) -> None:
    """Write applications, enterprises, providers and assumptions of a year to a folder."""
    from portefeuille.scenarios.population import build, write

    try:
        with step(f"Synthetic {year}"):
            population = build(year, seed, scale, law.load())
    except (ValueError, ZeroDivisionError) as error:
        end(INPUT_IS_WRONG, str(error))
    write(population, folder)
    count = len(population.applications)
    print_either(
        f"{count} applications in {folder}", {"applications": count, "folder": str(folder)}
    )
