"""`portefeuille aid`: awards for the central register of state aid, and what was reported."""

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from portefeuille.commands.environment import with_loaded_database
from portefeuille.commands.everywhere import INPUT_IS_WRONG, Group, end, print_either, wants_json
from portefeuille.core.money import format_euro, parse_euro
from portefeuille.core.numbers import format_enterprise_number
from portefeuille.core.show import show_euro

if TYPE_CHECKING:
    from portefeuille.aid.queries import Award, Total

DAY: Final = click.DateTime(["%Y-%m-%d"])
FORMATS: Final = ("csv", "json", "xlsx")

first_option = click.option(
    "--from", "first", type=DAY, required=True, metavar="DATE", help="First day of granting."
)
last_option = click.option(
    "--to", "last", type=DAY, required=True, metavar="DATE", help="Last day of granting."
)


@click.group("aid", cls=Group)
def command() -> None:
    """Awards for the central register, what was reported of them, and sums of beneficiaries."""


@command.command()
@first_option
@last_option
@click.option("--format", "form", type=click.Choice(FORMATS), help="csv unless --json is given.")
@click.option("--unreported", is_flag=True, help="Only those not reported as they are now.")
@click.option(
    "--public", is_flag=True, help="Without enterprises that are or may be of one person."
)
def export(
    first: datetime, last: datetime, form: str | None, unreported: bool, public: bool
) -> None:
    """Awards of a period, an award a line, as they are made.

    The register must know every beneficiary, so natural persons stand in it by number and name:
    keep the file to those who report. What is published leaves them out: --public, which says on
    standard error how many.
    """
    period = _period(first, last)
    if wants_json() and form not in (None, "json"):
        raise click.UsageError(f"--json and --format {form} are two forms: give one of them")
    with_loaded_database()
    from django.conf import settings

    from portefeuille.aid.export import as_csv, as_json, row_of, write_xlsx
    from portefeuille.aid.queries import awards

    found = awards(*period, unreported=unreported)
    shown = _without_persons(found) if public else found
    rows = (row_of(award, settings.AUTHORITY) for award in shown)
    form = form or ("json" if wants_json() else "csv")
    if form == "xlsx":
        with tempfile.TemporaryFile() as file:
            write_xlsx(rows, file)
            file.seek(0)
            while chunk := file.read(2**16):
                sys.stdout.buffer.write(chunk)
        return
    for line in as_json(rows) if form == "json" else as_csv(rows):
        click.echo(line, nl=False)


@command.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def reported(file: Path) -> None:
    """Keep what was reported: FILE is an exported CSV with its last two columns filled in.

    All of it or nothing. The same file twice keeps nothing new.
    """
    with_loaded_database()
    from portefeuille.aid.export import ReportError, read_reported
    from portefeuille.aid.services import NotSaid, mark_reported
    from portefeuille.journal.services import By

    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            told = read_reported(lines)
        kept = mark_reported(told, By("command", datetime.now(UTC)))
    except (ReportError, NotSaid, UnicodeDecodeError) as error:
        end(INPUT_IS_WRONG, f"{file.name}, {error}\nNothing of {file.name} was kept.")
    print_either(
        f"{file.name}: {len(told)} awards reported, {kept} new",
        {"reported": len(told), "new": kept},
    )


@command.command()
@first_option
@last_option
@click.option("--above", metavar="EURO", help="As 100000.00; that of the law where not given.")
def totals(first: datetime, last: datetime, above: str | None) -> None:
    """What each beneficiary was granted in a period, by regime, above an amount.

    Aid of one enterprise above the amount of the law (Regulation 651/2014, article 9) is
    published in the transparency module.
    """
    period = _period(first, last)
    limit = _cents(above) if above else None
    with_loaded_database()
    from portefeuille.aid.queries import totals as sums
    from portefeuille.law.stateaid import load_aid_law

    limit = limit if limit is not None else load_aid_law().publish_above(period[1]) or 0
    found = sums(*period, limit)
    print_either(
        "\n".join(_told(one) for one in found)
        or f"Nobody was granted more than {show_euro(limit)}.",
        [{**asdict(one), "cents": format_euro(one.cents)} for one in found],
    )


def _told(one: "Total") -> str:
    number, name = format_enterprise_number(one.number), one.name or "-"
    return f"{number}  {name}  {one.regime}  {one.awards} awards  {show_euro(one.cents)}"


def _without_persons(found: Iterator["Award"]) -> Iterator["Award"]:
    """Those of legal persons; who may be a natural person is left out, and counted."""
    left_out = 0
    for award in found:
        if award.natural_person is False:
            yield award
        else:
            left_out += 1
    click.echo(f"{left_out} awards of natural persons left out", err=True)


def _period(first: datetime, last: datetime) -> tuple[date, date]:
    if last < first:
        end(INPUT_IS_WRONG, f"--to {last.date()} is before --from {first.date()}")
    return first.date(), last.date()


def _cents(euro: str) -> int:
    try:
        return parse_euro(euro)
    except ValueError:
        end(INPUT_IS_WRONG, f"--above {euro}: expected an amount such as 100000.00")
