"""`portefeuille bank`: statements of the bank in, payment runs out."""

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from portefeuille.commands.environment import with_loaded_database
from portefeuille.commands.everywhere import INPUT_IS_WRONG, WORK_FAILED, Group, end, print_either

if TYPE_CHECKING:
    from portefeuille.payments.services import Imported

BECAME: Final = {
    "matched": "matched",
    "sent_back": "sent back",
    "queued": "wait for a finance officer",
}
"""What lines became, in words; the statuses of `payments.transitions`."""


@click.group("bank", cls=Group)
def command() -> None:
    """What the bank tells and is told."""


@command.command("import")
@click.argument(
    "files",
    metavar="FILE...",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
def import_(files: tuple[Path, ...]) -> None:
    """Keep the statements of FILE (camt.053.001.02 or .08) and find out what each line is for.

    A file is kept whole or not at all; what was told before is kept no second time. Those before
    one that cannot be read stay kept.
    """
    with_loaded_database()
    from portefeuille.payments.services import match_waiting

    told = [(file.name, _import(file)) for file in files]
    became = match_waiting(datetime.now(UTC))
    lines = [
        f"{name}: {one.statements} statements, {one.new} new lines, {one.known} known before"
        for name, one in told
    ]
    lines += [f"{became[status]} {words}" for status, words in BECAME.items() if became[status]]
    print_either(
        "\n".join(lines),
        {
            "files": [{"name": name, **asdict(one)} for name, one in told],
            "became": dict(became),
        },
    )


def _import(file: Path) -> "Imported":
    from portefeuille.adapters.bank import BankFileError
    from portefeuille.journal.services import By
    from portefeuille.payments.services import WrongAccount, import_statements

    try:
        return import_statements(file.read_bytes(), file.name, By("command", datetime.now(UTC)))
    except BankFileError as error:
        end(
            INPUT_IS_WRONG,
            f"{file.name}, {error}\nNothing of {file.name} was kept. "
            "Fetch the statement from the bank once more, as camt.053.001.02 or .08.",
        )
    except WrongAccount as error:
        end(
            INPUT_IS_WRONG,
            f"{file.name}: {error}\nNothing of {file.name} was kept. "
            "PORTEFEUILLE_MANAGER_IBAN says which account is ours.",
        )


@command.command("runs")
@click.option("--all", "every", is_flag=True, help="Also those that are done, the last 20.")
def runs(every: bool) -> None:
    """Print the payment runs that wait to be released or given to the bank."""
    with_loaded_database()
    from portefeuille.core.show import show_euro
    from portefeuille.payments.outgoing.due import runs_done, runs_open

    found = [*runs_open(), *(runs_done() if every else ())]
    lines = [
        f"{one.run_id}  {one.message_id}  {one.status}  {one.count} payments"
        f"  {show_euro(one.total)}  on {one.execution_on}"
        for one in found
    ]
    print_either("\n".join(lines), {"runs": [asdict(one) for one in found]})


@command.command("send")
def send() -> None:
    """Put the files of released runs in the folder for the bank (PORTEFEUILLE_BANK_FOLDER).

    The worker does this every minute. A run that cannot be written stays released, and its error
    is logged; it is tried again the next time.
    """
    with_loaded_database()
    from django.conf import settings

    from portefeuille.payments.outgoing.due import runs_open
    from portefeuille.payments.services import send_released
    from portefeuille.payments.transitions import RELEASED

    if not settings.BANK_FOLDER:
        end(INPUT_IS_WRONG, "Set PORTEFEUILLE_BANK_FOLDER to the folder for the bank.")
    done = send_released(datetime.now(UTC))
    left = sum(one.status == RELEASED for one in runs_open())
    print_either(f"{done} given to the bank, {left} not", {"given": done, "left": left})
    if left:
        end(WORK_FAILED, "Not every released run could be put in the folder; the log says why.")
