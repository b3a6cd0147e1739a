"""`portefeuille data`: everything the demonstration stands on, made once and kept.

Migrations, the text of the law, the sample register and providers, and the synthetic years. A
second run does only what is not there yet.
"""

import click

from portefeuille.commands.environment import with_database
from portefeuille.commands.migrate import bring_up_to_date
from portefeuille.commands.progress import step

SEED = 1


@click.command("data")
@click.option("--seed", default=SEED, show_default=True, help="Of the synthetic years.")
@click.option("--scale", default="1", show_default=True, help="Of the synthetic years.")
@click.option("--quiet", is_flag=True, help="No progress.")
def command(seed: int, scale: str, quiet: bool) -> None:
    """Migrate, and load law, sample register and synthetic years; then end."""
    prepare(seed, scale, quiet=quiet)


def prepare(seed: int, scale: str, *, quiet: bool) -> None:
    """All of it, as far as it is still to be done."""
    with step("PostgreSQL", None, quiet):
        with_database()
    bring_up_to_date(quiet=quiet)
    _load_samples(quiet=quiet)
    _load_years(seed, scale, quiet=quiet)


def _load_samples(*, quiet: bool) -> None:
    from portefeuille import samples
    from portefeuille.providers.services import load_providers
    from portefeuille.register.queries import loaded_extract
    from portefeuille.register.services import load_kbo

    with step("Sample register", None, quiet):
        if loaded_extract() is None:
            load_kbo(samples.KBO, lambda _table, _rows: None)
        load_providers(samples.PROVIDERS)


def _load_years(seed: int, scale: str, *, quiet: bool) -> None:
    from portefeuille import law
    from portefeuille.scenarios.population import YEARS, build
    from portefeuille.scenarios.services import is_loaded, load

    for year in YEARS:
        if is_loaded(year):
            continue
        population = build(year, seed, scale, law.load())
        rows = len(population.applications)
        with step(f"Synthetic {year}", rows, quiet) as done:
            load(population, law.load(), done)
