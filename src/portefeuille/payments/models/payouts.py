"""What must leave the bank, and the runs in which it is given to it.

A payout is one sum to one party; where it stands is in the journal (subject "payout"). A run is
a batch of them that nobody changes once it is made: prepared by one person, released by another,
and given to the bank once, under one message number.
"""

from django.db import models
from django.db.models import Q

from portefeuille.applications.models import Application
from portefeuille.payments.models.bank import Account, BankLine
from portefeuille.payments.models.orders import Order


class Beneficiary(models.Model):
    """An account to pay a party to, from the moment we knew it; the last one known counts.

    `party` says whose: an enterprise, a provider, government, or one payout alone.
    """

    class Party(models.TextChoices):
        ENTERPRISE = "enterprise"
        PROVIDER = "provider"
        GOVERNMENT = "government"
        PAYOUT = "payout"

    party = models.CharField(max_length=10, choices=Party)
    party_id = models.BigIntegerField()
    iban = models.CharField(max_length=34)
    name = models.CharField(max_length=70)
    source = models.CharField(max_length=10)
    actor = models.CharField(max_length=60)
    known_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["party", "party_id", "id"], name="beneficiary_of_party")]
        constraints = [
            models.CheckConstraint(
                condition=Q(party__in=["enterprise", "provider", "government", "payout"]),
                name="beneficiary_party_is_known",
            ),
            models.CheckConstraint(
                condition=Q(source__in=["given", "deposit"]), name="beneficiary_source_is_known"
            ),
        ]


class Payout(models.Model):
    """One sum that must leave, in cents: an order of an invoice, own share refunded, a deposit
    sent back, or what goes to government.

    `owner_id` is of the account of the ledger it is paid from (provider, enterprise, unmatched,
    government); `structured` and `text` are what the one who gets it reads.
    """

    class Kind(models.TextChoices):
        ORDER = "order"
        REFUND = "refund"
        RETURN = "return"
        TRANSFER = "transfer"

    kind = models.CharField(max_length=10, choices=Kind)
    owner_id = models.BigIntegerField()
    application = models.ForeignKey(Application, models.PROTECT, null=True, related_name="payouts")
    order = models.OneToOneField(Order, models.PROTECT, null=True, related_name="payout")
    line = models.OneToOneField(BankLine, models.PROTECT, null=True, related_name="payout")
    amount_cents = models.BigIntegerField()
    name = models.CharField(max_length=70)
    structured = models.CharField(max_length=35, blank=True)
    text = models.CharField(max_length=140, blank=True)
    known_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="payout_is_some_money"),
            models.CheckConstraint(
                condition=Q(kind__in=["refund", "transfer"], order=None, line=None)
                | Q(kind="order", order__isnull=False, line=None)
                | Q(kind="return", line__isnull=False, order=None),
                name="payout_is_for_something",
            ),
        ]

    @property
    def account(self) -> str:
        """The account of the ledger it is paid from."""
        return {
            self.Kind.ORDER: "provider",
            self.Kind.REFUND: "enterprise",
            self.Kind.RETURN: "unmatched",
            self.Kind.TRANSFER: "government",
        }[self.Kind(self.kind)]


class Run(models.Model):
    """A batch of payouts as it was made: from which account, on which day, how many, how much.

    `digest` is the SHA-256 of the file for the bank, in hex.
    """

    key = models.UUIDField(unique=True)
    message_id = models.CharField(max_length=35, unique=True)
    account = models.ForeignKey(Account, models.PROTECT, db_index=False)
    execution_on = models.DateField()
    count = models.PositiveIntegerField()
    total_cents = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    prepared_by = models.CharField(max_length=60)
    prepared_at = models.DateTimeField()


class RunLine(models.Model):
    """A payout in a run: to which account, with which words; the bank answers `end_to_end_id`."""

    run = models.ForeignKey(Run, models.PROTECT, related_name="lines")
    payout = models.ForeignKey(Payout, models.PROTECT, related_name="run_lines")
    end_to_end_id = models.CharField(max_length=35, unique=True)
    amount_cents = models.BigIntegerField()
    name = models.CharField(max_length=70)
    iban = models.CharField(max_length=34)
    structured = models.CharField(max_length=35, blank=True)
    text = models.CharField(max_length=140, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "payout"], name="payout_is_once_in_a_run")
        ]


class Release(models.Model):
    """That a run may go to the bank, said once by somebody who did not prepare it."""

    run = models.OneToOneField(Run, models.PROTECT, related_name="release")
    actor = models.CharField(max_length=60)
    known_at = models.DateTimeField()
