"""Wallets and the ledger.

A wallet is the room of one enterprise in one calendar year. The ledger is a list of entries,
each with postings in integer cents that sum to zero, caused by one event of the journal. A pot
holds what is above zero; an account with a party is above zero where something is due to it,
and below where it is due by it. `docs/recipes.md` writes every movement out:

    receipt  bank:<account>     -550,00   unmatched:<line>       +550,00
    settle   unmatched:<line>   -550,00   enterprise:<id>        +550,00
    grant    room:<wallet>      -450,00   held:<application>     +450,00
    deposit  enterprise:<id>    -550,00   own:<application>      +550,00
    subsidy  government:0       -450,00   subsidy:<application>  +450,00
    payment  own:<application>  -550,00   subsidy:<application>  -450,00   provider:<id> +1.000,00
             held:<application> -450,00   spent:<application>    +450,00
    payout   provider:<id>    -1.000,00   transit:<payout>     +1.000,00
    booked   transit:<payout> -1.000,00   unmatched:<line>     +1.000,00
    bounce   unmatched:<line> -1.000,00   provider:<id>        +1.000,00   and the payment, reversed
    refund   own:<application>  -550,00   enterprise:<id>        +550,00
    return   subsidy:<application> -450   government:0           +450,00
    release  held:<application> -450,00   room:<wallet>          +450,00
    forfeit  held:<application> -450,00   lost:<application>     +450,00
    revision of a grant: the differences, on the same accounts; what was paid too much is owed:
             owed:<application> -100,00   government:0           +100,00
    claim    claim:<recovery>   -100,00   expected:<recovery>    +100,00

Two stories side by side. The room of the year: granted (room to held), paid out (held to
spent), given back (held to room) or lost (held to lost). And money: what came in at the bank
and what government adds lies ready (own, subsidy) until it goes to the provider or back. The sum
of everything is always zero, so the cash at the bank is what all other accounts of money say.

What a trigger keeps, and nobody else writes: `used_cents` of a wallet, which a constraint holds
between zero and the ceiling; and the balance of every account that few share (`Balance`), which
a constraint holds at zero or above where the account is a pot. Room, held, spent, lost, bank and
government have no balance kept: the first stands on the wallet, and the last two would be one row
that everybody waits for.
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
        RECEIPT = "receipt"
        SETTLE = "settle"
        PAYOUT = "payout"
        BOOKED = "booked"
        BOUNCE = "bounce"
        UNPAY = "unpay"
        CLAIM = "claim"
        SET_OFF = "set-off"
        WRITE_OFF = "write-off"

    kind = models.CharField(max_length=20, choices=Kind)
    event = models.ForeignKey(Event, models.PROTECT)


class Posting(models.Model):
    """An amount on one account of one owner.

    The owner is a wallet (room), an application (held, spent, lost, own, subsidy, owed), an
    enterprise, a provider, a bank account, a line of a statement (unmatched), a payout (transit),
    a recovery (claim, expected), or 0 (government).
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
        BANK = "bank"
        UNMATCHED = "unmatched"
        TRANSIT = "transit"
        CLAIM = "claim"
        EXPECTED = "expected"

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
                        *("bank", "unmatched", "transit", "claim", "expected"),
                    ]
                ),
                name="posting_account_is_known",
            ),
        ]


class Balance(models.Model):
    """What stands on an account of one owner: the sum of its postings, in cents.

    Written by the trigger on postings, of the accounts in `sql/balances.sql`.
    """

    account = models.CharField(max_length=10)
    owner_id = models.BigIntegerField()
    amount_cents = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "owner_id"], name="balance_is_one_row"),
            models.CheckConstraint(
                condition=~Q(account__in=["own", "subsidy", "transit", "expected"])
                | Q(amount_cents__gte=0),
                name="balance_of_a_pot_is_not_below_zero",
            ),
            models.CheckConstraint(
                condition=~Q(account__in=["owed", "claim"]) | Q(amount_cents__lte=0),
                name="balance_of_a_debt_is_not_above_zero",
            ),
        ]
        indexes = [
            models.Index(
                fields=["account", "owner_id"],
                condition=~Q(amount_cents=0) & Q(account__in=["enterprise", "provider", "owed"]),
                name="balance_that_is_open",
            )
        ]
