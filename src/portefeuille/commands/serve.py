"""`portefeuille serve`: the site, on Granian."""

import os
import secrets
import socket
import threading
import time

import click

from portefeuille.commands.environment import with_loaded_database
from portefeuille.commands.everywhere import WORK_FAILED, Command, either, end


@click.command("serve", cls=Command)
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
def command(host: str, port: int) -> None:
    """Serve the site until Ctrl-C."""
    with_loaded_database()
    serve(host, port)


def serve(host: str, port: int) -> None:
    """Serve until interrupted; exit code 1 where the port is taken."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    _refuse_taken(host, port)
    os.environ.setdefault("PORTEFEUILLE_SECRET_KEY", secrets.token_urlsafe(50))
    server = Granian(
        "portefeuille.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=2,
        blocking_threads=4,
        log_level=LogLevels.warning,
    )
    address = f"http://{host}:{port}/"
    said = either(f"Serving on {address} (Ctrl-C stops it)", {"serving": address})
    threading.Thread(target=_announce, args=(host, port, said), daemon=True).start()
    server.serve()


def _announce(host: str, port: int, said: str) -> None:
    """Say where the site is, once it answers there."""
    while True:
        try:
            socket.create_connection((host, port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            click.echo(said)
            return


def _refuse_taken(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            end(WORK_FAILED, f"Port {port} cannot be used ({error.strerror}): choose --port.")
