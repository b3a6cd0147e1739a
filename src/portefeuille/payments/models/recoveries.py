"""Money that must come back: who owes it, on which days it was agreed to, and what came of it.

Where a recovery stands is in the journal (subject "recovery"), and what is still open in the
ledger. None of these rows is ever changed.
"""

from django.db import models
from django.db.models import F, Q

from portefeuille.applications.models import Application
from portefeuille.journal.models import Event
from portefeuille.payments.models.bank import BankLine
from portefeuille.payments.models.payouts import Payout


class Recovery(models.Model):
    """A sum that a debtor owes for one application, in cents, as it was when it was asked.

    `account` is the one of the ledger on which the debt stands: owed (of the application, put
    there by a revision) or claim (of the recovery). `own_cents` is the part of `amount_cents`
    that is own share, and so for the enterprise; the rest is subsidy.
    """

    class Debtor(models.TextChoices):
        ENTERPRISE = "enterprise"
        PROVIDER = "provider"

    class Account(models.TextChoices):
        OWED = "owed"
        CLAIM = "claim"

    class Cause(models.TextChoices):
        REVISION = "revision"
        PROVIDER_CANCELS = "provider-cancels"
        ENTERPRISE_WITHDRAWS = "enterprise-withdraws"
        INSPECTION = "inspection"

    application = models.ForeignKey(Application, models.PROTECT, related_name="recoveries")
    debtor = models.CharField(max_length=10, choices=Debtor)
    debtor_id = models.BigIntegerField()
    account = models.CharField(max_length=10, choices=Account)
    cause = models.CharField(max_length=20, choices=Cause)
    amount_cents = models.BigIntegerField()
    own_cents = models.BigIntegerField(default=0)
    due_on = models.DateField()
    actor = models.CharField(max_length=60)
    known_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["debtor", "debtor_id"], name="recovery_by_debtor")]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_cents__gt=0, own_cents__gte=0)
                & Q(own_cents__lte=F("amount_cents")),
                name="recovery_is_some_money",
            ),
            models.CheckConstraint(
                condition=Q(debtor="provider", account="claim")
                | Q(debtor="enterprise", account__in=["owed", "claim"], own_cents=0),
                name="recovery_has_a_debtor",
            ),
            models.CheckConstraint(
                condition=Q(cause="revision", account="owed")
                | Q(
                    cause__in=["provider-cancels", "enterprise-withdraws", "inspection"],
                    account="claim",
                ),
                name="recovery_has_a_cause",
            ),
        ]


class Plan(models.Model):
    """An agreement to pay what is open in parts; a later one takes its place."""

    recovery = models.ForeignKey(Recovery, models.PROTECT, related_name="plans")
    count = models.PositiveIntegerField()
    total_cents = models.BigIntegerField()
    actor = models.CharField(max_length=60)
    known_at = models.DateTimeField()


class Instalment(models.Model):
    """A part of a plan, and the last day to pay it."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="instalments")
    due_on = models.DateField()
    amount_cents = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "due_on"], name="instalment_has_its_day"),
            models.CheckConstraint(
                condition=Q(amount_cents__gt=0), name="instalment_is_some_money"
            ),
        ]


class Repayment(models.Model):
    """What came back of a recovery: by a line of the bank, or set off against a payout.

    `own_cents` of it became due to the enterprise; of a claim the rest went to government.
    """

    recovery = models.ForeignKey(Recovery, models.PROTECT, related_name="repayments")
    event = models.OneToOneField(Event, models.PROTECT, related_name="+")
    amount_cents = models.BigIntegerField()
    own_cents = models.BigIntegerField(default=0)
    line = models.OneToOneField(BankLine, models.PROTECT, null=True, related_name="repayment")
    payout = models.OneToOneField(Payout, models.PROTECT, null=True, related_name="repayment")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_cents__gt=0, own_cents__gte=0)
                & Q(own_cents__lte=F("amount_cents")),
                name="repayment_is_some_money",
            ),
            models.CheckConstraint(
                condition=Q(line__isnull=False, payout=None) | Q(line=None, payout__isnull=False),
                name="repayment_came_from_somewhere",
            ),
        ]


class WriteOff(models.Model):
    """That what was open is asked no more, said once by somebody who did not ask it."""

    recovery = models.OneToOneField(Recovery, models.PROTECT, related_name="write_off")
    amount_cents = models.BigIntegerField()
    actor = models.CharField(max_length=60)
    known_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="write_off_is_some_money")
        ]
