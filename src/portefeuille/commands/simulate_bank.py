"""`portefeuille simulate-bank`: what a bank answers to a payment run, troubles included."""

from datetime import date
from typing import TYPE_CHECKING, BinaryIO
from zlib import crc32

import click

from portefeuille.commands.everywhere import INPUT_IS_WRONG, Command, end, print_json, wants_json

if TYPE_CHECKING:
    from portefeuille.adapters.bank.simulator import Bank
    from portefeuille.core.money import Cents


def _euro(_: click.Context, __: click.Parameter, given: str) -> "Cents":
    from portefeuille.core.money import parse_euro

    try:
        return parse_euro(given)
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


def _ibans(_: click.Context, __: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    from portefeuille.adapters.bank import as_iban

    ibans = []
    for one in given:
        if (iban := as_iban(one)) is None:
            raise click.BadParameter(f"{one!r} is no IBAN: its check does not fit")
        ibans.append(iban)
    return tuple(ibans)


@click.command("simulate-bank", cls=Command)
@click.argument("run", type=click.File("rb"))
@click.option(
    "--reject", multiple=True, metavar="IBAN", callback=_ibans, help="Pay it, and have it back."
)
@click.option(
    "--reason",
    type=click.Choice(["AC01", "AC04"]),
    default="AC04",
    show_default=True,
    help="Why it comes back: a wrong account number, or a closed account.",
)
@click.option("--late", multiple=True, metavar="IBAN", callback=_ibans, help="Book it a day later.")
@click.option("--as-one", is_flag=True, help="Book the run as one sum, not told apart.")
@click.option("--without-references", is_flag=True, help="Give no booking a reference.")
@click.option("--opening", default="0.00", callback=_euro, help="Euro in the account before.")
@click.option("--version", type=click.Choice(["02", "08"]), default="08", show_default=True)
def command(
    run: BinaryIO,
    reject: tuple[str, ...],
    reason: str,
    late: tuple[str, ...],
    as_one: bool,
    without_references: bool,
    opening: "Cents",
    version: str,
) -> None:
    """Carry out the payment run RUN (pain.001.001.09; - reads standard input) on paper, and print
    the camt.053 of its days: one statement a day.
    """
    from portefeuille.adapters.bank import BankFileError
    from portefeuille.adapters.bank.simulator import Bank, Batching, References, Troubles
    from portefeuille.adapters.bank.simulator.orders import read_orders

    troubles = Troubles(
        rejected=dict.fromkeys(reject, reason),
        late=frozenset(late),
        batching=Batching.AS_ONE if as_one else Batching.EACH,
        references=References.NONE if without_references else References.OWN,
    )
    content = run.read()
    try:
        orders = read_orders(content)
        # Each run is told by a bank of its own: their references begin apart.
        bank = Bank(troubles, crc32(content) % 90_000_000)
        for iban in {order.iban: order for order in orders}:
            bank.open(iban, "", opening)
        bank.receive(content)
    except BankFileError as error:
        end(INPUT_IS_WRONG, str(error))
    _print(bank, min(order.execution_on for order in orders), version)


def _print(bank: "Bank", first: date, version: str) -> None:
    """The statements from the first day until the last on which something is booked."""
    last = bank.last_day() or first
    statement = bank.statement(last, version, since=first)
    if wants_json():
        print_json({"first_day": first, "last_day": last, "statement": statement.decode()})
    else:
        click.echo(statement, nl=False)
