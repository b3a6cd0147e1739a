"""Reads of wallets and of the ledger."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Sum

from portefeuille.core.money import Cents
from portefeuille.wallet.models import Posting, Wallet

OF_APPLICATION = ("held", "spent", "lost", "own", "subsidy", "owed")


@dataclass(frozen=True, slots=True)
class Room:
    """The room of an enterprise in a year. `size` None where nothing was granted yet."""

    year: int
    size: str | None
    ceiling: Cents
    used: Cents

    @property
    def left(self) -> Cents:
        """What can still be granted."""
        return self.ceiling - self.used


@dataclass(frozen=True, slots=True)
class Movement:
    """A line of the ledger as people read it: kind of entry, account, amount, and its event."""

    event_id: int
    kind: str
    account: str
    owner_id: int
    amount: Cents


def room_of(enterprise_id: int, year: int) -> Room | None:
    """The room of a year; None where no wallet was opened or nothing was ever granted in it."""
    wallet = Wallet.objects.filter(enterprise_id=enterprise_id, year=year).first()
    if wallet is None or wallet.size is None:
        return None
    return Room(wallet.year, wallet.size, wallet.ceiling_cents, wallet.used_cents)


def balances(application_ids: Iterable[int]) -> Mapping[int, Mapping[str, Cents]]:
    """What stands on each account of these applications, in one query."""
    rows = (
        Posting.objects.filter(account__in=OF_APPLICATION, owner_id__in=list(application_ids))
        .values_list("owner_id", "account")
        .annotate(total=Sum("amount_cents"))
    )
    found: dict[int, dict[str, Cents]] = {}
    for owner_id, account, total in rows:
        found.setdefault(owner_id, {})[account] = total
    return found


def given_by_government(application_ids: Iterable[int]) -> Mapping[int, Cents]:
    """What government has put in each application, less what it got or is owed back.

    In one query, by the events that moved it.
    """
    rows = (
        Posting.objects.filter(
            account=Posting.Account.GOVERNMENT,
            entry__event__subject="application",
            entry__event__subject_id__in=list(application_ids),
        )
        .values_list("entry__event__subject_id")
        .annotate(total=Sum("amount_cents"))
    )
    return {key: -total for key, total in rows}


def movements_of(application_id: int) -> list[Movement]:
    """Every line of every entry that the events of one application caused, in order."""
    rows = (
        Posting.objects.filter(
            entry__event__subject="application", entry__event__subject_id=application_id
        )
        .order_by("id")
        .values_list("entry__event_id", "entry__kind", "account", "owner_id", "amount_cents")
    )
    return [Movement(*row) for row in rows]
