"""`portefeuille serve`: the site, on Granian."""

import ctypes
import os
import secrets
import signal
import socket
import sys
import threading
import time
from http.client import HTTPConnection, HTTPException
from typing import Final

import click

from portefeuille.commands.environment import with_loaded_database
from portefeuille.commands.everywhere import WORK_FAILED, Command, either, end

WORKERS: Final = 2
THREADS: Final = 2
"""Of each worker. More of them wait for one another's turn in Python: `make bench` is the judge."""

LAST_SECONDS: Final = 5
"""How long a worker may take to answer what it has begun, once it is told to stop."""


PATIENCE: Final = 8
"""Seconds that a page waits for MAGDA; what needs an answer then waits, and not the visitor."""

PR_SET_PDEATHSIG: Final = 1
"""The wish of a process to hear when its parent dies (prctl(2), Linux)."""


@click.command("serve", cls=Command)
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
def command(host: str, port: int) -> None:
    """Serve the site until Ctrl-C."""
    with_loaded_database()
    serve(host, port)


def serve(host: str, port: int) -> None:
    """Serve until interrupted; exit code 1 where the port is taken.

    The workers are not told who owns the database.
    """
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    refuse_taken(host, port)
    os.environ.pop("DATABASE_OWNER_URL", None)
    os.environ.setdefault("PORTEFEUILLE_SECRET_KEY", secrets.token_urlsafe(50))
    os.environ.setdefault("PORTEFEUILLE_MAGDA_AT_ONCE", str(THREADS - 1))  # pages keep a thread
    os.environ.setdefault("PORTEFEUILLE_MAGDA_DEADLINE", str(PATIENCE))
    server = Granian(
        "portefeuille.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=WORKERS,
        blocking_threads=THREADS,
        workers_kill_timeout=LAST_SECONDS,
        log_level=LogLevels.warning,
    )
    address = f"http://{host}:{port}/"
    said = either(f"Serving on {address} (Ctrl-C stops it)", {"serving": address})
    threading.Thread(target=_announce, args=(host, port, said), daemon=True).start()
    os.register_at_fork(after_in_child=_obey_the_parent)
    server.serve()


def _announce(host: str, port: int, said: str) -> None:
    """Say where the site is, once it answers there."""
    while True:
        site = HTTPConnection(host, port, timeout=10)
        try:
            site.request("HEAD", "/")
            site.getresponse().close()
        except (OSError, HTTPException):
            time.sleep(0.05)
        else:
            click.echo(said)
            return


def _obey_the_parent() -> None:
    """How a worker, just born, takes signals: from its parent, from it alone, and when it dies.

    Ctrl-C in a terminal reaches every process; told to stop twice, by it and by the parent, a
    worker may never stop. Until it has handlers of its own it has those of the parent, which
    would take note in the wrong process. A parent that was killed takes it along, whatever it
    does: nobody is left on the port, and nothing is half done, since the database saw to that.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def refuse_taken(host: str, port: int) -> None:
    """End with exit code 1 where somebody else has the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            end(WORK_FAILED, f"Port {port} cannot be used ({error.strerror}): choose --port.")
