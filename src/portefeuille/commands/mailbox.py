"""`portefeuille mailbox`: a mail server for demonstrations, that keeps mails and sends none on."""

import os
import signal
import threading
from pathlib import Path

import click

from portefeuille.commands.everywhere import WORK_FAILED, Command, either, end
from portefeuille.commands.parents import end_with_the_parent, option


@click.command("mailbox", cls=Command)
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8025, show_default=True)
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=lambda: os.environ.get("PORTEFEUILLE_MAILBOX") or ".data/mailbox",
    show_default="PORTEFEUILLE_MAILBOX, or .data/mailbox",
)
@option
def command(host: str, port: int, folder: Path, with_parent: bool) -> None:
    """Catch mails until stopped (Ctrl-C or SIGTERM), and keep each once, by its Message-ID."""
    if with_parent:
        end_with_the_parent()
    from portefeuille.adapters.mail import Catcher

    stopped = threading.Event()
    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, lambda *_: stopped.set())
    catcher = Catcher(host, port, folder)
    try:
        catcher.start()
    except OSError as error:
        end(WORK_FAILED, f"Port {port} cannot be used ({error.strerror}): choose --port.")
    click.echo(either(f"Mails to {host}:{port} are kept in {folder}", {"mailbox": str(folder)}))
    stopped.wait()
    catcher.stop()
