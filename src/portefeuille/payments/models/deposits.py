"""Money that came in for an application, or was meant to."""

from django.db import models
from django.db.models import Q

from portefeuille.applications.models import Application
from portefeuille.journal.models import Event
from portefeuille.payments.models.bank import BankLine


class Deposit(models.Model):
    """Money that came in on a day, with what was written beside it.

    It is booked on an application, or sent back for a reason. `reference` is as it came in, and
    `line` the booking of the bank that it was.
    """

    class Reason(models.TextChoices):
        BOOKED = ""
        UNKNOWN_REFERENCE = "unknown-reference"
        WRONG_AMOUNT = "wrong-amount"
        TOO_LATE = "too-late"
        NOT_EXPECTED = "not-expected"

    key = models.UUIDField(unique=True)
    line = models.OneToOneField(BankLine, models.PROTECT, null=True, related_name="deposit")
    application = models.ForeignKey(Application, models.PROTECT, null=True, related_name="deposits")
    event = models.ForeignKey(Event, models.PROTECT, null=True, db_index=False)
    reference = models.CharField(max_length=140)
    amount_cents = models.BigIntegerField()
    received_on = models.DateField()
    returned = models.CharField(max_length=20, choices=Reason, blank=True)
    actor = models.CharField(max_length=60)
    known_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="deposit_is_some_money"),
            models.CheckConstraint(
                condition=Q(
                    returned__in=[
                        "",
                        "unknown-reference",
                        "wrong-amount",
                        "too-late",
                        "not-expected",
                    ]
                ),
                name="deposit_reason_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(returned="") | Q(application__isnull=False, event__isnull=False),
                name="deposit_is_booked_somewhere",
            ),
        ]
