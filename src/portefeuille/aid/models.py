"""What people say about state aid, and what was reported of it.

An award itself stands nowhere here: it follows from the decisions on an application.
"""

from django.db import models
from django.db.models import F, Q

from portefeuille.register.models import Enterprise


class Told(models.TextChoices):
    """Who says so: the enterprise itself, or a case handler who found it."""

    ENTERPRISE = "enterprise"
    CASE_HANDLER = "case-handler"


class Link(models.Model):
    """Two enterprises that are one undertaking, from a day on and until another (not counted).

    Which of the two stands first says nothing. A mistake is ended on its own first day, so that
    it never held, and stays visible. `motive` says on what it is based.
    """

    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="+", db_index=False)
    other = models.ForeignKey(Enterprise, models.PROTECT, related_name="+")
    holds_from = models.DateField()
    holds_until = models.DateField(null=True)
    told_by = models.CharField(max_length=12, choices=Told)
    motive = models.TextField()
    actor = models.CharField(max_length=60)
    known_at = models.DateTimeField()
    ended_by = models.CharField(max_length=60, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "other"],
                condition=Q(holds_until=None),
                name="aid_link_is_open_once",
            ),
            models.CheckConstraint(
                condition=Q(enterprise__lt=F("other")), name="aid_link_has_one_order"
            ),
            models.CheckConstraint(
                condition=Q(holds_until=None) | Q(holds_until__gte=F("holds_from")),
                name="aid_link_holds_forwards",
            ),
            models.CheckConstraint(
                condition=Q(holds_until=None, ended_at=None)
                | Q(holds_until__isnull=False, ended_at__isnull=False),
                name="aid_link_is_ended_whole",
            ),
        ]
        indexes = [models.Index(fields=["enterprise", "holds_from"], name="aid_link_by_first")]


class Declaration(models.Model):
    """De minimis aid that another authority granted, as it was told to us.

    It counts from the day it was granted. One that was wrong is withdrawn, and told anew.
    """

    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="+", db_index=False)
    granted_on = models.DateField()
    amount_cents = models.BigIntegerField()
    authority = models.CharField(max_length=200)
    measure = models.CharField(max_length=200, blank=True)
    told_by = models.CharField(max_length=12, choices=Told)
    actor = models.CharField(max_length=60)
    known_at = models.DateTimeField()
    withdrawn_by = models.CharField(max_length=60, blank=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_cents__gt=0), name="aid_declaration_is_some_money"
            )
        ]
        indexes = [models.Index(fields=["enterprise", "granted_on"], name="aid_declaration_by_day")]


class Reported(models.Model):
    """An award as it was reported to the central register, under the reference it gave.

    `decision_id` is the version that was reported, with its amount and what was withdrawn of it
    by then: an award that is another by now is to be reported again. Never changed.
    """

    application_id = models.BigIntegerField()
    decision_id = models.BigIntegerField()
    amount_cents = models.BigIntegerField()
    withdrawn_cents = models.BigIntegerField()
    reported_on = models.DateField()
    reference = models.CharField(max_length=60)
    actor = models.CharField(max_length=60)
    known_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["decision_id", "amount_cents", "withdrawn_cents"],
                name="award_is_reported_once",
            )
        ]
        indexes = [models.Index(fields=["application_id", "id"], name="reported_by_application")]
