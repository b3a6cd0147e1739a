"""Every movement of money, done by the service that does it, and how the ledger wrote it down."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Final

from portefeuille.adapters.bank.simulator import Troubles
from portefeuille.applications.services import Change, lapse, refuse, revise, stop
from portefeuille.core.money import Cents
from portefeuille.payments.models import BankLine
from portefeuille.payments.references import communication_of_recovery
from portefeuille.payments.services import Demand, ask_back, confirm, write_off
from tests.applications.filing import add_enterprises
from tests.databases import Database
from tests.payments.kitchen import BY, Kitchen
from tests.payments.life import PROVIDERS_IBAN, at, the


def _confirmed(it: Kitchen) -> None:
    it.deposit(text=f"opleiding {the(it.application).reference}")
    line = BankLine.objects.order_by("-id")[0]
    confirm(line.pk, it.application, BY)


RECIPES: Final[list[tuple[str, str, list[Callable[[Kitchen], object]]]]] = []


def recipe(title: str, sentence: str, *steps: Callable[[Kitchen], object]) -> None:
    """A recipe: what is done first is not shown but for the last step."""
    RECIPES.append((title, sentence, list(steps)))


recipe(
    "An application is approved",
    "The grant is held out of the room of the year. No money moves.",
    Kitchen.file,
)
recipe(
    "A deposit as asked",
    "It came in at the bank, is found to be the enterprise's, and lies ready; government adds the"
    " subsidy, which it owes from here on.",
    Kitchen.file,
    Kitchen.deposit,
)
recipe(
    "A deposit of another amount",
    "It came in and stays unmatched: due to whoever sent it.",
    Kitchen.file,
    lambda it: it.deposit(699_99),
)
recipe(
    "It is sent back",
    "Released in a run, then booked by the bank: two statement lines explain each other.",
    Kitchen.file,
    lambda it: it.deposit(699_99),
    Kitchen.put_in_run,
    Kitchen.answered,
)
recipe(
    "A deposit that an officer confirms",
    "It waited in the queue; from the confirmation on it is as any other.",
    Kitchen.file,
    _confirmed,
)
recipe(
    "A payment is released",
    "Own share and subsidy leave for the provider, pro rata; what was held is spent; the sum is on"
    " its way.",
    Kitchen.file,
    Kitchen.deposit,
    lambda it: it.order_payment(500_00),
    Kitchen.put_in_run,
)
recipe(
    "The bank pays it",
    "The line of the statement takes what was on its way.",
    Kitchen.file,
    Kitchen.deposit,
    lambda it: it.order_payment(500_00),
    Kitchen.put_in_run,
    Kitchen.answered,
)
recipe(
    "The bank sends it back",
    "Paid and come back: the payment is reversed, and the order is due again.",
    Kitchen.file,
    Kitchen.deposit,
    lambda it: it.order_payment(500_00),
    Kitchen.put_in_run,
    lambda it: it.answered(Troubles(rejected={PROVIDERS_IBAN: "AC04"})),
)
recipe(
    "It is stopped in the year of the application",
    "Own share is due to the enterprise, the subsidy goes back to government, the room is free.",
    Kitchen.file,
    Kitchen.deposit,
    lambda it: stop(it.application, "enterprise", "toch niet", at(2026, 12, 2)),
)
recipe(
    "It is stopped in a later year",
    "The same, but for the room: it is lost.",
    Kitchen.file,
    Kitchen.deposit,
    lambda it: stop(it.application, "enterprise", "toch niet", at(2027, 1, 2)),
)
recipe(
    "Own share is refunded",
    "Released in a run, then booked by the bank.",
    Kitchen.file,
    Kitchen.deposit,
    lambda it: stop(it.application, "enterprise", "toch niet", at(2026, 12, 2)),
    Kitchen.put_in_run,
    Kitchen.answered,
)
recipe(
    "The provider refuses it",
    "As a stop on that day.",
    Kitchen.file,
    Kitchen.deposit,
    lambda it: refuse(it.application, "wrong-provider", "niet bij ons", at(2026, 12, 2)),
)
recipe(
    "The deposit does not come",
    "It lapses at the end of the last day; the room is free again.",
    Kitchen.file,
    lambda it: lapse(it.application, at(2026, 12, 22).now),
)
recipe(
    "A revision takes subsidy away after payment",
    "The enterprise turns out to be medium-sized, so 200,00 and not 300,00: what was paid too much"
    " is owed.",
    Kitchen.file,
    Kitchen.deposit,
    lambda it: it.order_payment(1000_00),
    Kitchen.put_in_run,
    Kitchen.answered,
    lambda it: revise(
        the(it.application).enterprise_id,
        2026,
        Change({"size": "medium"}, {}),
        "andere cijfers",
        at(2026, 12, 3),
    ),
)


def _paid_in_full(it: Kitchen) -> None:
    it.file()
    it.deposit()
    it.order_payment(1000_00)
    it.put_in_run()
    it.answered()


def _cancelled(it: Kitchen) -> None:
    _paid_in_full(it)
    stop(it.application, "provider", "geannuleerd", at(2026, 12, 3))


def _asked_of_the_provider(it: Kitchen) -> None:
    demand = Demand("provider-cancels", "provider", 1000_00, 700_00, date(2027, 1, 15))
    it.recovery = ask_back(it.application, demand, "de les ging niet door", BY).pk


def _asked_of_the_enterprise(it: Kitchen) -> None:
    _paid_in_full(it)
    enterprise = the(it.application).enterprise_id
    change = Change({"size": "medium"}, {})
    revise(enterprise, 2026, change, "andere cijfers", at(2026, 12, 3))
    demand = Demand("revision", "enterprise", 100_00, 0, date(2027, 1, 15))
    it.recovery = ask_back(it.application, demand, "te veel betaald", BY).pk


def _paid_back(it: Kitchen, amount: Cents) -> None:
    it.deposit(amount, communication_of_recovery(it.recovery))


recipe(
    "The provider is asked to pay back",
    "All was paid and the provider cancels: a claim, and what is expected of it. No money moves.",
    _cancelled,
    _asked_of_the_provider,
)
recipe(
    "The provider pays back",
    "The claim is settled; own share is due to the enterprise, the subsidy goes to government.",
    _cancelled,
    _asked_of_the_provider,
    lambda it: _paid_back(it, 1000_00),
)
recipe(
    "The enterprise pays back what a revision left owed",
    "Government was credited by the revision; a part settles a part.",
    _asked_of_the_enterprise,
    lambda it: _paid_back(it, 60_00),
)
recipe(
    "A claim is written off",
    "By somebody else than who asked: nothing is expected any more.",
    _cancelled,
    _asked_of_the_provider,
    lambda it: write_off(it.recovery, "failliet", replace(BY, actor="another")),
)
recipe(
    "What a revision left owed is written off",
    "Government bears it.",
    _asked_of_the_enterprise,
    lambda it: write_off(it.recovery, "failliet", replace(BY, actor="another")),
)


def cooked(database: Database) -> str:
    """Every recipe, done in this database, as Markdown."""
    it = Kitchen(database, add_enterprises(len(RECIPES)))
    parts = []
    for title, sentence, (*before, last) in RECIPES:
        for step in before:
            step(it)
        it.entries()
        last(it)
        body = "\n".join(it.entries())
        parts.append(f"## {title}\n{sentence}\n\n```\n{body}\n```\n")
    return "\n".join(parts)
