"""`portefeuille database`: the embedded PostgreSQL, by hand."""

import click

from portefeuille.commands.environment import embedded, told_plainly
from portefeuille.commands.everywhere import Group, print_either


@click.group("database", cls=Group)
def command() -> None:
    """The embedded PostgreSQL in `.data/`; not the one of DATABASE_URL."""


@command.command("start")
def start() -> None:
    """Start it, and make it if it is not there."""
    with told_plainly():
        embedded().ensure_running()
    _print_status(said="")


@command.command("stop")
def stop() -> None:
    """Stop it; what was committed is kept."""
    with told_plainly():
        embedded().stop()
    _print_status(said="")


@command.command("status")
def status() -> None:
    """Print absent, stopped, busy or running."""
    with told_plainly():
        _print_status(said=embedded().status())


@command.command("url")
def url() -> None:
    """Print the address of the running database as the application sees it, with its password."""
    with told_plainly():
        address = embedded().ensure_running().app_url
    print_either(address, {"url": address})


@command.command("wipe")
@click.confirmation_option(prompt="Remove the database with everything in it?")
def wipe() -> None:
    """Stop it and remove everything in it."""
    with told_plainly():
        embedded().wipe()
    _print_status(said="")


def _print_status(said: str) -> None:
    """The state after the command: for programs always, for people where they asked."""
    print_either(said, {"status": embedded().status()})
