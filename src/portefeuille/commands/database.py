"""`portefeuille database`: the embedded PostgreSQL, by hand."""

import click

from portefeuille.commands.environment import embedded, told_plainly


@click.group("database")
def command() -> None:
    """The embedded PostgreSQL in `.data/`; not the one of DATABASE_URL."""


@command.command("start")
def start() -> None:
    """Start it, and make it if it is not there."""
    with told_plainly():
        embedded().ensure_running()


@command.command("stop")
def stop() -> None:
    """Stop it; what was committed is kept."""
    with told_plainly():
        embedded().stop()


@command.command("status")
def status() -> None:
    """Print absent, stopped, busy or running."""
    with told_plainly():
        click.echo(embedded().status())


@command.command("url")
def url() -> None:
    """Print the address of the running database as the application sees it, with its password."""
    with told_plainly():
        click.echo(embedded().ensure_running().app_url)


@command.command("wipe")
@click.confirmation_option(prompt="Remove the database with everything in it?")
def wipe() -> None:
    """Stop it and remove everything in it."""
    with told_plainly():
        embedded().wipe()
