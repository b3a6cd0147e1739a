"""Wallets and the ledger.

A wallet is the room of one enterprise in one calendar year. The ledger is a list of entries,
each with postings in integer cents that sum to zero, caused by one event of the journal:

    grant   room:<wallet>  -450,00    held:<application>  +450,00

so that what was held for applications came out of somebody's room, and the sum of everything
is always zero. `used_cents` of a wallet is what its postings say: only the trigger on postings
writes it, and a constraint keeps it between zero and the ceiling.
"""

from django.db import models
from django.db.models import F, Q

from portefeuille.journal.models import Event
from portefeuille.register.models import Enterprise


class Wallet(models.Model):
    """The room of an enterprise in a calendar year, in cents.

    `size` is fixed for the year by the first grant; `version` counts the changes and is what
    a booking must name to show that it saw the last one.
    """

    enterprise = models.ForeignKey(Enterprise, models.PROTECT, db_index=False)
    year = models.PositiveSmallIntegerField()
    size = models.CharField(max_length=10, null=True)
    ceiling_cents = models.BigIntegerField()
    used_cents = models.BigIntegerField(db_default=0)
    version = models.PositiveIntegerField(db_default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enterprise", "year"], name="wallet_is_one_a_year"),
            models.CheckConstraint(
                condition=Q(used_cents__gte=0) & Q(used_cents__lte=F("ceiling_cents")),
                name="wallet_is_within_its_ceiling",
            ),
            models.CheckConstraint(
                condition=Q(size__in=["small", "medium", "large"]), name="wallet_size_is_known"
            ),
        ]


class Entry(models.Model):
    """One movement, caused by one event."""

    class Kind(models.TextChoices):
        GRANT = "grant"

    kind = models.CharField(max_length=20, choices=Kind)
    event = models.ForeignKey(Event, models.PROTECT)


class Posting(models.Model):
    """An amount on one account of one owner: `room` of a wallet, or `held` for an application."""

    class Account(models.TextChoices):
        ROOM = "room"
        HELD = "held"

    entry = models.ForeignKey(Entry, models.PROTECT)
    account = models.CharField(max_length=10, choices=Account)
    owner_id = models.BigIntegerField()
    amount_cents = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["account", "owner_id"], name="posting_by_account")]
        constraints = [
            models.CheckConstraint(condition=~Q(amount_cents=0), name="posting_moves_something"),
            models.CheckConstraint(
                condition=Q(account__in=["room", "held"]), name="posting_account_is_known"
            ),
        ]
