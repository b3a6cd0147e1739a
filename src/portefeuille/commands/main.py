"""The `portefeuille` command.

Exit codes: 0 done, 1 the work failed, 2 the call or the input is wrong. Standard output carries
results, standard error everything else. Commands are imported when they are called, so that
`decide` and `law` start without Django.
"""

import importlib
from typing import Final

import click

from portefeuille import __version__

COMMANDS: Final = {
    "decide": "Judge cases and say why.",
    "law": "Read the law of a day, see what changed, check its files.",
    "submit": "Submit an application: decide and book it.",
    "answer": "Answer a question of parliament from stored applications.",
    "figures": "Print a named figure.",
    "rows": "Write the rows behind figures, as CSV or Parquet.",
    "snapshot": "Export what figures read to Parquet, and keep it up to date.",
    "release": "Publish the figures of a year, protected.",
    "budget": "What is left of the budget of a year, and when it runs out.",
    "recoveries": "What must come back, by how late it is.",
    "population": "Build synthetic years.",
    "bank": "Statements of the bank in, payment runs out.",
    "aid": "State aid: awards for the central register, and what was reported.",
    "replay": "Decide every stored application again and show differences.",
    "load-kbo": "Load an extract of KBO Open Data.",
    "mutations": "Read what MAGDA says has changed.",
    "migrate": "Bring the tables up to date and store the law.",
    "data": "Migrate, and load law, sample register and synthetic years.",
    "demo": "Do all of `data`, print the four answers, and serve.",
    "serve": "Serve the site.",
    "worker": "Lapse, remind, tell and send, until it is stopped.",
    "forget": "Erase what is over the period it is kept.",
    "check": "Whether the parts outside the application work, and why not.",
    "mailbox": "Catch mails for a demonstration and keep them in a folder.",
    "simulate-magda": "A MAGDA for trials, with every trouble on demand.",
    "simulate-bank": "What a bank answers to a payment run, troubles included.",
    "database": "Start, stop or wipe the embedded database.",
}


class Lazy(click.Group):
    """Finds a command's module by its name when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of the table above."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """The command of `commands/<name>.py`."""
        if name not in COMMANDS:
            return None
        module = importlib.import_module(f"portefeuille.commands.{name.replace('-', '_')}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The table above, without importing a single command."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="portefeuille")
def main() -> None:
    """Portefeuille: an SME voucher scheme from application to payment to parliament."""
