"""`portefeuille forget`: erase what is over its period, and say what stays and why."""

from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from portefeuille.commands.environment import with_loaded_database
from portefeuille.commands.everywhere import Command, print_either

if TYPE_CHECKING:
    from portefeuille.retention.services import Forgotten


@click.command("forget", cls=Command)
@click.option("--dry-run", is_flag=True, help="Count what is over; erase nothing.")
def command(dry_run: bool) -> None:
    """Erase what is over the period it is kept; the worker does so each night.

    Prints each kind with how many rows. What may only go under a selection rule stays until its
    number is given (PORTEFEUILLE_SELECTION_RULES, then `migrate`). It may be stopped and run again.
    """
    with_loaded_database()
    from portefeuille.retention.services import forget, would_forget

    now = datetime.now(UTC)
    told = list(would_forget(now) if dry_run else forget(now))
    print_either("\n".join(_line(one, dry_run) for one in told), [asdict(one) for one in told])


def _line(one: "Forgotten", dry_run: bool) -> str:
    rule = f" under selection rule {one.selection_rule}" if one.selection_rule else ""
    if one.stays:
        return f"{one.kind} {one.left} over, kept: no selection rule given for {one.record_class}"
    if dry_run:
        return f"{one.kind} {one.left} over{rule}"
    left = f", {one.left} over and kept: they go another time" if one.left else ""
    return f"{one.kind} {one.erased} erased{rule}{left}"
