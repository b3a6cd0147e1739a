"""`portefeuille demo`: the main job, from nothing to a site that serves."""

import click

from portefeuille.commands.data import SEED, prepare
from portefeuille.commands.environment import embedded, told_plainly, uses_embedded
from portefeuille.commands.everywhere import Command
from portefeuille.commands.serve import refuse_taken, serve


@click.command("demo", cls=Command)
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--scale", default="1", show_default=True, help="Of the synthetic years.")
def command(host: str, port: int, scale: str) -> None:
    """Prepare the data, print the four answers to parliament, and serve until Ctrl-C.

    The embedded database stops with it; what was committed is kept.
    """
    refuse_taken(host, port)  # before the minutes that loading takes
    on_embedded = uses_embedded()  # asked now: preparing names the database it started
    try:
        prepare(SEED, scale)
        _print_answers()
        serve(host, port)
    finally:
        if on_embedded:
            with told_plainly():
                embedded().stop()


def _print_answers() -> None:
    from portefeuille.commands.answer import print_answer
    from portefeuille.figures import answers

    for name in answers.names():
        print_answer(name, form=None, as_of=None)
