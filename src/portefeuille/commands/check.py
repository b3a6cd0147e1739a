"""`portefeuille check`: whether the parts outside the application work, and why not."""

import sys
from datetime import UTC, datetime

import click

from portefeuille.commands.environment import with_loaded_database
from portefeuille.commands.everywhere import WORK_FAILED, Command, print_either


@click.command("check", cls=Command)
def command() -> None:
    """Ask every part how it is: MAGDA, the extract, mail, the worker; exit 1 where one is down."""
    with_loaded_database()
    from portefeuille.web.status import all_work, parts

    found = parts(datetime.now(UTC))
    print_either(
        "\n".join(_line(part.code, part.state, part.last, part.why) for part in found),
        [
            {
                "part": part.code,
                "state": part.state,
                "last_success": part.last and part.last.isoformat(),
                "down_since": part.since and part.state == "down" and part.since.isoformat(),
                "why": part.why,
            }
            for part in found
        ],
    )
    sys.exit(0 if all_work(found) else WORK_FAILED)


def _line(code: str, state: str, last: datetime | None, why: str) -> str:
    told = f"{code:<18} {state:<6}"
    if last is not None:
        told += f" last success {last:%Y-%m-%d %H:%M} UTC"
    return f"{told} {why}".rstrip()
