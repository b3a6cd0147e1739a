"""What the bank said: our accounts, the files and statements it gave, and their lines.

A line is one booking. What became of it stands in the journal (subject "line"): received, then
matched, sent back or explained, by itself or, from the queue, by a finance officer. None of
these rows is ever changed.
"""

from django.db import models
from django.db.models import Q


class Account(models.Model):
    """An account of ours. `iban` is empty for what is recorded by hand, without a statement."""

    iban = models.CharField(max_length=34, unique=True)
    holder = models.CharField(max_length=70)
    bic = models.CharField(max_length=11)


class StatementFile(models.Model):
    """A file as the bank gave it; `digest` is the SHA-256 of its bytes, in hex."""

    digest = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=200)
    content = models.BinaryField()
    actor = models.CharField(max_length=60)
    known_at = models.DateTimeField()


class Statement(models.Model):
    """A statement of one account: balances in cents before and after its lines."""

    file = models.ForeignKey(StatementFile, models.PROTECT, related_name="statements")
    account = models.ForeignKey(Account, models.PROTECT, db_index=False)
    identifier = models.CharField(max_length=35)
    number = models.BigIntegerField(null=True)
    opening_cents = models.BigIntegerField()
    closing_cents = models.BigIntegerField()
    opened_on = models.DateField()
    closed_on = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["account", "closed_on"], name="statement_by_day")]


class BankLine(models.Model):
    """One booking: `amount_cents` above zero, `credit` where it came in.

    `key` is what the bank knows it by: the same whenever the same booking is told again, so that
    it is kept once. The rest is as the bank said it; names are people's and can be erased.
    """

    account = models.ForeignKey(Account, models.PROTECT, db_index=False)
    statement = models.ForeignKey(Statement, models.PROTECT, null=True, related_name="lines")
    key = models.CharField(max_length=120)
    amount_cents = models.BigIntegerField()
    credit = models.BooleanField()
    booked_on = models.DateField()
    structured = models.CharField(max_length=35, blank=True)
    free_text = models.TextField(blank=True)
    counterparty_name = models.CharField(max_length=140, blank=True)
    counterparty_iban = models.CharField(max_length=34, blank=True)
    end_to_end_id = models.CharField(max_length=35, blank=True)
    payment_id = models.CharField(max_length=35, blank=True)
    return_reason = models.CharField(max_length=35, blank=True)
    count = models.PositiveIntegerField(default=1)
    actor = models.CharField(max_length=60)
    known_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "key"], name="booking_is_kept_once"),
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="line_is_some_money"),
        ]
        indexes = [
            models.Index(
                fields=["end_to_end_id"],
                condition=~Q(return_reason=""),
                name="line_that_came_back",
            )
        ]
