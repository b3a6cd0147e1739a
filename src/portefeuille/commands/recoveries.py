"""`portefeuille recoveries`: what must come back, by how late it is."""

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import click

from portefeuille.commands.environment import with_loaded_database
from portefeuille.commands.everywhere import Command, print_either
from portefeuille.commands.explaining import lang_option
from portefeuille.core.law import Language
from portefeuille.core.money import format_euro
from portefeuille.core.periods import legal_day
from portefeuille.core.show import show_euro

if TYPE_CHECKING:
    from portefeuille.payments.queries import Debt

_SAID = {
    "nl": {
        "not-due": "nog niet vervallen",
        "1-30": "1 tot 30 dagen te laat",
        "31-60": "31 tot 60 dagen te laat",
        "61-90": "61 tot 90 dagen te laat",
        "over-90": "meer dan 90 dagen te laat",
        "all": "alles samen",
    },
    "en": {
        "not-due": "not due yet",
        "1-30": "1 to 30 days late",
        "31-60": "31 to 60 days late",
        "61-90": "61 to 90 days late",
        "over-90": "more than 90 days late",
        "all": "all together",
    },
}


@click.command("recoveries", cls=Command)
@lang_option
def command(lang: Language) -> None:
    """Print what is open of every recovery, by how many days it is late, and each one.

    With --json also the parts that were agreed, with their last days.
    """
    with_loaded_database()
    from portefeuille.payments.queries import ageing, open_debts

    today = legal_day(datetime.now(UTC))
    found = open_debts()
    sums = ageing(found, today)
    lines = [(_SAID[lang][name], amount) for name, amount in sums.items()]
    lines.append((_SAID[lang]["all"], sum(sums.values())))
    width = max(len(name) for name, _ in lines)
    text = [f"{name:<{width}}  {show_euro(amount)}" for name, amount in lines]
    text += [f"{one.communication}  {one.due_on}  {show_euro(one.open)}" for one in found]
    document = {
        "on": today,
        "ageing": {name: format_euro(amount) for name, amount in sums.items()},
        "recoveries": [_document(one, today) for one in found],
    }
    print_either("\n".join(text), document)


def _document(one: "Debt", today: date) -> dict[str, Any]:
    return {
        "communication": one.communication,
        "application": one.application_id,
        "debtor": one.debtor,
        "cause": one.cause,
        "asked": format_euro(one.amount),
        "open": format_euro(one.open),
        "late": format_euro(one.late(today)),
        "parts": [{"due_on": p.due_on, "amount": format_euro(p.amount)} for p in one.parts],
    }
