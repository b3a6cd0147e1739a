"""`portefeuille simulate-magda`: a MAGDA for trials, with every trouble on demand."""

import signal
import ssl
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from portefeuille.commands.everywhere import (
    INPUT_IS_WRONG,
    WORK_FAILED,
    Command,
    either,
    end,
    print_either,
    wants_quiet,
)
from portefeuille.commands.parents import end_with_the_parent, option

if TYPE_CHECKING:
    from portefeuille.adapters.magda.simulator import Simulator, Tls

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("simulate-magda", cls=Command)
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8026, show_default=True, help="0 takes a free one.")
@click.option("--answers", type=FOLDER, help="Recorded answers, before those of the register.")
@click.option("--schemas", type=FOLDER, help="MAGDA's schemas; questions are held to them.")
@click.option(
    "--throttle",
    default=10,
    show_default=True,
    type=click.IntRange(0),
    help="Questions let through within any second; 0 for no limit.",
)
@click.option("--delay", default=5.0, show_default=True, help="Seconds of the trouble slow.")
@click.option("--certificate", type=FILE, help="Serve over TLS with this certificate…")
@click.option("--key", type=FILE, help="…and its key.")
@click.option("--client-ca", type=FILE, help="Let in clients of this authority only.")
@click.option("--require-signature", is_flag=True, help="Refuse questions that are not signed.")
@click.option("--list", "only_list", is_flag=True, help="Print troubles and their numbers, end.")
@option
def command(
    throttle: int,
    certificate: Path | None,
    key: Path | None,
    client_ca: Path | None,
    only_list: bool,
    with_parent: bool,
    **settings: Any,
) -> None:
    """Answer questions to MAGDA from invented enterprises until stopped (Ctrl-C or SIGTERM).

    Troubles are played for the numbers of --list, or switched on by POST /trouble with a JSON
    such as {"trouble": "source-down", "service": null, "seconds": 30, "times": null}, and off
    by DELETE /trouble. GET /requests tells what was asked.
    """
    if only_list:
        _list()
        return
    if with_parent:
        end_with_the_parent()
    stopped = threading.Event()
    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, lambda *_: stopped.set())
    tls = _tls(certificate, key, client_ca)
    simulator = _simulator(throttle=throttle or None, tls=tls, **settings)
    simulator.start()
    click.echo(either(f"MAGDA simulated at {simulator.url}", {"magda": simulator.url}))
    stopped.wait()
    simulator.stop()
    if not wants_quiet():
        click.echo(f"Questions asked: {len(simulator.requests)}", err=True)


def _tls(certificate: Path | None, key: Path | None, client_ca: Path | None) -> "Tls | None":
    from portefeuille.adapters.magda.simulator import Tls

    if certificate is not None and key is not None:
        return Tls(certificate, key, client_ca)
    if certificate or key or client_ca:
        end(INPUT_IS_WRONG, "TLS takes --certificate and --key, and with these --client-ca.")
    return None


def _simulator(**settings: Any) -> "Simulator":
    """A simulator of the demo register; ends the command where a setting does not work."""
    from portefeuille import samples
    from portefeuille.adapters.magda.simulator import Register, Simulator

    try:
        return Simulator(Register.read(samples.KBO, samples.MAGDA), **settings)
    except FileNotFoundError as error:
        end(INPUT_IS_WRONG, str(error))
    except ssl.SSLError as error:
        end(INPUT_IS_WRONG, f"The certificate, key or authority cannot be read ({error.reason}).")
    except OSError as error:
        port = settings["port"]
        end(WORK_FAILED, f"Port {port} cannot be used ({error.strerror}): choose --port.")


def _list() -> None:
    """Every trouble with its number; below, numbers that have a trouble at one service."""
    from portefeuille.adapters.magda.simulator import MAGIC
    from portefeuille.core.numbers import format_enterprise_number

    print_either(
        "\n".join(
            f"{format_enterprise_number(one.number)}  {one.trouble.name:<18} {one.trouble.says}"
            + (f", at {one.service} only" if one.service else "")
            for one in MAGIC.values()
        ),
        [
            {
                "number": one.number,
                "trouble": one.trouble.name,
                "says": one.trouble.says,
                "service": one.service,
            }
            for one in MAGIC.values()
        ],
    )
