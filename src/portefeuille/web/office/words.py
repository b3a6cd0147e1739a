"""The ledger in words, for the case handler: kinds of entries and accounts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portefeuille.core.money import Cents
from portefeuille.people.models import Person
from portefeuille.wallet.queries import Movement

Words = str | Promise

KINDS: Final[Mapping[str, Words]] = {
    "grant": _("Grant"),
    "deposit": _("Deposit"),
    "subsidy": _("Subsidy"),
    "payment": _("Payment"),
    "refund": _("Own share back"),
    "return": _("Subsidy back"),
    "release": _("Room back"),
    "forfeit": _("Room lost"),
    "revision": _("Revision"),
    "receipt": _("Booked by the bank"),
    "settle": _("Found what it was for"),
    "payout": _("Given to the bank"),
    "booked": _("Paid by the bank"),
    "bounce": _("Came back from the bank"),
    "unpay": _("Payment undone"),
    "claim": _("Claim"),
    "set-off": _("Set off"),
    "write-off": _("Written off"),
}

ACCOUNTS: Final[Mapping[str, Words]] = {
    "room": _("Room of the year"),
    "held": _("Room: held"),
    "spent": _("Room: spent"),
    "lost": _("Room: lost"),
    "own": _("Own share that lies ready"),
    "subsidy": _("Subsidy that lies ready"),
    "owed": _("Owed by the enterprise"),
    "enterprise": _("Enterprise"),
    "provider": _("Provider"),
    "government": _("Government"),
    "transit": _("Given to the bank, not booked yet"),
    "unmatched": _("Bookings of the bank"),
    "bank": _("Account at the bank"),
    "claim": _("Claimed back"),
    "expected": _("Expected back"),
}
"""In the order in which their sums are shown."""

RUNS: Final[Mapping[str, tuple[Words, str]]] = {
    "prepared": (_("Waits to be released"), "yellow"),
    "released": (_("Released"), "light-blue"),
    "sent": (_("Given to the bank"), "green"),
    "thrown_away": (_("Thrown away"), "grey"),
}
"""Where a payment run stands: its tag and the colour of it."""

ERASED: Final = _("erased")


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """A posting: when, of which kind of entry, on which account, how much."""

    at: datetime
    kind: Words
    account: Words
    amount: Cents


@dataclass(frozen=True, slots=True)
class Ledger:
    """Every posting of an application, the sum of each account, and the sum of all: zero."""

    lines: tuple[LedgerLine, ...]
    sums: tuple[tuple[Words, Cents], ...]
    total: Cents


def ledger_of(movements: Iterable[Movement]) -> Ledger:
    """The movements of an application in words."""
    moved = list(movements)
    sums = dict.fromkeys(ACCOUNTS, 0)
    for one in moved:
        sums[one.account] += one.amount
    used = {one.account for one in moved}
    return Ledger(
        lines=tuple(
            LedgerLine(one.at, KINDS[one.kind], ACCOUNTS[one.account], one.amount) for one in moved
        ),
        sums=tuple((ACCOUNTS[name], total) for name, total in sums.items() if name in used),
        total=sum(one.amount for one in moved),
    )


def names_of(actors: Iterable[str]) -> dict[str, Words]:
    """Who acted, by name, in one query; what no person did, the system did.

    Of whom everything was erased (see `retention`) no name is known.
    """
    wanted = set(actors)
    keys = [one.removeprefix("person:") for one in wanted if one.startswith("person:")]
    people = Person.objects.filter(pk__in=[int(key) for key in keys if key.isdigit()])
    named: dict[str, Words] = {f"person:{one.pk}": one.name or ERASED for one in people}
    named["erased"] = ERASED
    return {actor: named.get(actor, _("the system")) for actor in wanted}
