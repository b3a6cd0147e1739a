"""The ledger in words, for the case handler: kinds of entries and accounts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portefeuille.core.money import Cents
from portefeuille.journal.queries import Happened
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
}
"""In the order in which their sums are shown."""


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


def ledger_of(movements: Iterable[Movement], history: Iterable[Happened]) -> Ledger:
    """The movements of an application in words."""
    moved = list(movements)
    at = {event.event_id: event.known_at for event in history}
    sums = dict.fromkeys(ACCOUNTS, 0)
    for one in moved:
        sums[one.account] += one.amount
    used = {one.account for one in moved}
    return Ledger(
        lines=tuple(
            LedgerLine(at[one.event_id], KINDS[one.kind], ACCOUNTS[one.account], one.amount)
            for one in moved
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
