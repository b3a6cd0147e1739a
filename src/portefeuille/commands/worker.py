"""`portefeuille worker`: what happens without anybody asking: lapses, reminders, mails."""

import asyncio
import logging
import os
import signal
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import click

from portefeuille.commands.environment import with_loaded_database
from portefeuille.commands.everywhere import Command, either, print_either
from portefeuille.commands.parents import end_with_the_parent, option

if TYPE_CHECKING:
    from procrastinate import App, PsycopgConnector

LAST_SECONDS: Final = 5
"""How long the worker may take to end what it has begun, once it is told to stop."""

PAUSE_SECONDS: Final = 5
"""Between two attempts to work on a database that is gone."""


@click.command("worker", cls=Command)
@click.option("--once", is_flag=True, help="One round of everything, then end.")
@option
def command(once: bool, with_parent: bool) -> None:
    """Do at once all that is due, then go on until stopped (Ctrl-C or SIGTERM).

    Every step is a transaction: it may be killed at any moment and started again, and several
    may work at a time.
    """
    if with_parent:
        end_with_the_parent()
    with_loaded_database()
    os.environ.pop("DATABASE_OWNER_URL", None)
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # nothing yet that must be ended with care
    done = one_round(datetime.now(UTC))
    if once:
        print_either("\n".join(f"{name} {count}" for name, count in done.items()), done)
        return
    click.echo(either("The worker is at work (Ctrl-C stops it)", {"working": os.getpid()}))
    work()


def one_round(now: datetime) -> dict[str, int]:
    """Decide what waited, lapse, remind, tell, send and ask again, once; how many of each."""
    from portefeuille import law
    from portefeuille.applications.services import ask_again, decide_arrivals, lapse_overdue
    from portefeuille.messages import services
    from portefeuille.payments.services import match_waiting, raise_refunds, send_released

    return {
        "decided": sum(1 for _ in decide_arrivals(now, law.load())),
        "lapsed": sum(1 for _ in lapse_overdue(now)),
        "matched": match_waiting(now).total(),
        "refunds": raise_refunds(now),
        "runs": send_released(now),
        "reminders": services.remind(now),
        "told": services.tell(now),
        "sent": services.send(now),
        "asked": ask_again(now),
    }


def work() -> None:
    """The tasks of every `tasks.py` at their times, until told to stop; what has begun is ended.

    A database that goes away is waited for.
    """
    from procrastinate.contrib.django import app

    with app.replace_connector(_connector()) as running:
        while not _until_stopped(running):
            click.echo("The database is gone; the worker tries again.", err=True)
            time.sleep(PAUSE_SECONDS)


def _until_stopped(running: "App") -> bool:
    """Work; True once a signal told to stop, False where the worker ended by itself."""
    from procrastinate.exceptions import ConnectorException

    signal.signal(signal.SIGINT, signal.SIG_DFL)  # again: asyncio puts Python's own way back
    try:
        return asyncio.run(_work(running))
    except ConnectorException as error:
        logging.getLogger(__name__).warning("The worker ended: %s", error)
        return False


async def _work(running: "App") -> bool:
    async with running.open_async():
        told = asyncio.Event()
        for one in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(one, told.set)
        working = asyncio.create_task(
            running.run_worker_async(
                name="portefeuille",
                delete_jobs="successful",
                shutdown_graceful_timeout=LAST_SECONDS,
                install_signal_handlers=False,
            )
        )
        waiting = asyncio.create_task(told.wait())
        await asyncio.wait({working, waiting}, return_when=asyncio.FIRST_COMPLETED)
        working.cancel()
        waiting.cancel()
        await asyncio.wait({working, waiting})
        if not working.cancelled() and (error := working.exception()) is not None:
            logging.getLogger(__name__).warning("The worker ended: %s", error)
        return told.is_set()


def _connector() -> "PsycopgConnector":
    """The worker's own connections, with the rights of the application like all others."""
    from procrastinate import PsycopgConnector
    from procrastinate.contrib.django.utils import connector_params

    from portefeuille.config.database import APPLICATION_ROLE

    parts = connector_params()
    parts["options"] = f"{parts.get('options', '')} -c role={APPLICATION_ROLE}".strip()
    return PsycopgConnector(kwargs=parts)
