"""Wallets and the ledger.

A wallet is the room of one enterprise in one calendar year. The ledger is a list of entries,
each with postings in integer cents that sum to zero, caused by one event of the journal:

    grant    room:<wallet>      -450,00   held:<application>     +450,00
    deposit  enterprise:<id>    -550,00   own:<application>      +550,00
    subsidy  government:0       -450,00   subsidy:<application>  +450,00
    payment  own:<application>  -550,00   subsidy:<application>  -450,00   provider:<id> +1.000,00
             held:<application> -450,00   spent:<application>    +450,00
    refund   own:<application>  -550,00   enterprise:<id>        +550,00
    return   subsidy:<application> -450   government:0           +450,00
    release  held:<application> -450,00   room:<wallet>          +450,00
    forfeit  held:<application> -450,00   lost:<application>     +450,00
    revision of a grant: the differences, on the same accounts; what was paid too much is owed:
             owed:<application> -100,00   government:0           +100,00

Two stories side by side. The room of the year: granted (room to held), paid out (held to
spent), given back (held to room) or lost (held to lost). And money: what came from enterprise
and government lies ready (own, subsidy) until it goes to the provider or back. The sum of
everything is always zero. `used_cents` of a wallet is what its postings say: only the trigger
on postings writes it, and a constraint keeps it between zero and the ceiling.
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
        DEPOSIT = "deposit"
        SUBSIDY = "subsidy"
        PAYMENT = "payment"
        REFUND = "refund"
        RETURN = "return"
        RELEASE = "release"
        FORFEIT = "forfeit"
        REVISION = "revision"

    kind = models.CharField(max_length=20, choices=Kind)
    event = models.ForeignKey(Event, models.PROTECT)


class Posting(models.Model):
    """An amount on one account of one owner.

    The owner is a wallet (room), an application (held, spent, lost, own, subsidy, owed), an
    enterprise, a provider, or 0 (government).
    """

    class Account(models.TextChoices):
        ROOM = "room"
        HELD = "held"
        SPENT = "spent"
        LOST = "lost"
        OWN = "own"
        SUBSIDY = "subsidy"
        OWED = "owed"
        ENTERPRISE = "enterprise"
        PROVIDER = "provider"
        GOVERNMENT = "government"

    entry = models.ForeignKey(Entry, models.PROTECT)
    account = models.CharField(max_length=10, choices=Account)
    owner_id = models.BigIntegerField()
    amount_cents = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["account", "owner_id"], name="posting_by_account")]
        constraints = [
            models.CheckConstraint(condition=~Q(amount_cents=0), name="posting_moves_something"),
            models.CheckConstraint(
                condition=Q(
                    account__in=[
                        *("room", "held", "spent", "lost", "own", "subsidy", "owed"),
                        *("enterprise", "provider", "government"),
                    ]
                ),
                name="posting_account_is_known",
            ),
        ]
