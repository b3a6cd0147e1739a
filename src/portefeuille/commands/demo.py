"""`portefeuille demo`: the main job, from nothing to a site that serves, with all that goes by it.

Beside the site run the worker (lapses, reminders, mails), a mail server that keeps what it gets,
so that every mail can be read on the site itself, and a simulated MAGDA that tells of invented
enterprises. They end with it.
"""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import click

from portefeuille.commands.data import SEED, prepare
from portefeuille.commands.environment import data_folder, embedded, told_plainly, uses_embedded
from portefeuille.commands.everywhere import Command
from portefeuille.commands.parents import PARENT
from portefeuille.commands.serve import refuse_taken, serve
from portefeuille.commands.standing import SNAPSHOT, snapshot_folder

LAST_SECONDS: Final = 10
"""How long what runs beside the site may take to end."""


@click.command("demo", cls=Command)
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--scale", default="1", show_default=True, help="Of the synthetic years.")
def command(host: str, port: int, scale: str) -> None:
    """Prepare the data, print the four answers to parliament, and serve until Ctrl-C.

    Anybody may sign in as an invented person. The embedded database stops with it; what was
    committed is kept.
    """
    refuse_taken(host, port)  # before the minutes that loading takes
    on_embedded = uses_embedded()  # asked now: preparing names the database it started
    mail_port = _free_port(host)
    os.environ |= {
        "PORTEFEUILLE_MAIL": f"{host}:{mail_port}",
        "PORTEFEUILLE_DEMO": "1",
        "PORTEFEUILLE_MAILBOX": str(data_folder() / "mailbox"),
        "PORTEFEUILLE_SITE": f"http://{host}:{port}",
        SNAPSHOT: str(snapshot_folder()),
    }
    try:
        prepare(SEED, scale)
        _print_answers()
        with (
            _simulated_magda(host),
            _beside("mailbox", "--host", host, "--port", str(mail_port)),
            _beside("worker"),
        ):
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


@contextmanager
def _simulated_magda(host: str) -> Iterator[None]:
    """The authentic source of the demonstration; none where the environment names another.

    From here on: what was loaded before is of other years, of which no source tells any more.
    """
    if "PORTEFEUILLE_MAGDA_ADDRESS" in os.environ:
        yield
        return
    port = str(_free_port(host))
    os.environ |= {
        "PORTEFEUILLE_MAGDA_ADDRESS": f"http://{host}:{port}",
        "PORTEFEUILLE_MAGDA_SENDER": "https://portefeuille.example/demonstration",
        "PORTEFEUILLE_MAGDA_SIGNATURE": "none",
        "PORTEFEUILLE_MAGDA_PER_SECOND": "3",  # of each process: two that serve, and the worker
    }
    from portefeuille.register.source import read_environment_again

    read_environment_again()
    with _beside("simulate-magda", "--host", host, "--port", port):
        yield


@contextmanager
def _beside(*words: str) -> Iterator[None]:
    """A command of ours that runs until the end of the block, or of this process."""
    portefeuille = Path(sys.executable).with_name("portefeuille")
    running = subprocess.Popen(  # noqa: S603 - our own command, our own words
        [portefeuille, *words, "--with-parent"],
        stdout=subprocess.DEVNULL,
        env={**os.environ, PARENT: str(os.getpid())},
    )
    try:
        yield
    finally:
        running.terminate()
        try:
            running.wait(LAST_SECONDS)
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()


def _free_port(host: str) -> int:
    with socket.socket() as probe:
        probe.bind((host, 0))
        port: int = probe.getsockname()[1]
        return port
