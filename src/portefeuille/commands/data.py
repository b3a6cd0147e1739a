"""`portefeuille data`: everything the demonstration stands on, made once and kept.

Migrations, the text of the law, the sample register, providers and people, the synthetic years,
and some dossiers that are going on. A second run does only what is not there yet.
"""

import os
from datetime import UTC, date, datetime
from typing import Final

import click

from portefeuille.commands.environment import with_database
from portefeuille.commands.everywhere import Command, print_either
from portefeuille.commands.migrate import bring_up_to_date
from portefeuille.commands.progress import step
from portefeuille.commands.standing import snapshot_folder

SEED = 1
PEOPLE_FROM: Final = date(2015, 1, 1)
"""The day from which the invented people hold their mandates."""


@click.command("data", cls=Command)
@click.option("--seed", default=SEED, show_default=True, help="Of the synthetic years.")
@click.option("--scale", default="1", show_default=True, help="Of the synthetic years.")
def command(seed: int, scale: str) -> None:
    """Migrate, and load law, sample register and synthetic years; then end."""
    loaded = prepare(seed, scale)
    print_either("", {"loaded": loaded})


def prepare(seed: int, scale: str) -> dict[int, int]:
    """All of it, as far as it is still to be done; how many applications of which years came in."""
    with step("PostgreSQL"):
        with_database()
    bring_up_to_date()
    _load_samples()
    loaded = _load_years(seed, scale)
    _play_dossiers()
    if loaded:
        from portefeuille.config.owner import refresh_statistics

        refresh_statistics(os.environ.get("DATABASE_OWNER_URL") or os.environ["DATABASE_URL"])
        _take_snapshot()
        if scale == "1":  # of a hundredth of a year nearly all is small, and hidden
            _publish(max(loaded))
    return loaded


def _take_snapshot() -> None:
    """Figures of whole years are counted on a snapshot."""
    from portefeuille.figures.snapshot import taking

    with taking(snapshot_folder()) as work, step("Snapshot for figures", work.rows) as done:
        work.finish(done)


def _publish(year: int) -> None:
    """A release of the last synthetic year, so that the public pages have something to show."""
    from portefeuille.figures.engines import Snapshot
    from portefeuille.figures.release import published
    from portefeuille.figures.release.preparing import prepare
    from portefeuille.figures.release.services import NotProtectedError, publish

    if published(year) is not None:
        return
    engine = Snapshot(snapshot_folder())
    with step(f"Publishing the figures of {year}"):
        try:
            publish(prepare(year, engine.known_until, engine), "data", datetime.now(UTC))
        except NotProtectedError as error:
            click.echo(f"Nothing of {year} is published: {error}", err=True)


def _load_samples() -> None:
    from portefeuille import samples
    from portefeuille.people.services import load_people
    from portefeuille.providers.services import load_providers
    from portefeuille.register.queries import loaded_extract
    from portefeuille.register.services import load_kbo

    with step("Sample register"):
        if loaded_extract() is None:
            load_kbo(samples.KBO)
        load_providers(samples.PROVIDERS)
        load_people(samples.PEOPLE, PEOPLE_FROM)


def _load_years(seed: int, scale: str) -> dict[int, int]:
    from portefeuille import law
    from portefeuille.scenarios.population import YEARS, build
    from portefeuille.scenarios.services import is_loaded, load

    loaded = {}
    for year in YEARS:
        if is_loaded(year):
            continue
        with step(f"Building synthetic {year}"):
            population = build(year, seed, scale, law.load())
        with step(f"Deciding and booking {year}", len(population.applications)) as done:
            loaded[year] = load(population, law.load(), done)
    return loaded


def _play_dossiers() -> None:
    from portefeuille import law, samples
    from portefeuille.law.budget import load_budget
    from portefeuille.scenarios.demonstration import is_played, play, set_invented_budget

    if not is_played():
        with step("Dossiers that are going on"):
            play(samples.STORIES, law.load(), datetime.now(UTC))
            set_invented_budget(samples.BUDGET, load_budget(), datetime.now(UTC))
