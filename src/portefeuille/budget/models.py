"""Envelopes of the budget, and the slots that each is spread over.

An envelope is what may be committed in a calendar year: of the scheme as a whole (part ""), or
of an earmarked part of it, which is a limit within the whole. A grant is a commitment of the
year of its application, whatever is paid of it and when.

What is left lies spread over slots. A grant takes from one slot that nobody else holds, so that
grants do not wait for each other; only when no slot alone has room are all of them held and
merged (`sql/envelopes.sql`). Of every envelope, to the cent and enforced by the database:

    sum of left - sum of over = amount - what is committed

`over` is what was committed beyond the envelope: by a history that is loaded, by an envelope
that was lowered, or where the law does not say that a grant is refused or waits.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from portefeuille.core.budget import WHEN_EXHAUSTED


class Envelope(models.Model):
    """An envelope as it is now. `themes` are those of an earmarked part, fixed when it is set.

    `when_exhausted` is what the law said when the amount was set last: whether a grant that does
    not fit is refused (stop), waits (queue), or is given all the same (unknown).
    """

    year = models.PositiveSmallIntegerField()
    part = models.CharField(max_length=12)
    themes = ArrayField(models.CharField(max_length=120))
    when_exhausted = models.CharField(max_length=7)
    amount_cents = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["year", "part"], name="envelope_is_one_a_year"),
            models.CheckConstraint(
                condition=Q(when_exhausted__in=WHEN_EXHAUSTED), name="envelope_end_is_known"
            ),
            models.CheckConstraint(
                condition=Q(amount_cents__gte=0), name="envelope_is_not_below_zero"
            ),
        ]


class Slot(models.Model):
    """A share of what is left of an envelope; only functions of the database write it."""

    envelope = models.ForeignKey(Envelope, models.PROTECT)
    number = models.PositiveSmallIntegerField()
    left_cents = models.BigIntegerField(db_default=0)
    over_cents = models.BigIntegerField(db_default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["envelope", "number"], name="slot_is_one_a_number"),
            models.CheckConstraint(
                condition=Q(left_cents__gte=0) & Q(over_cents__gte=0),
                name="slot_is_not_below_zero",
            ),
        ]


class Setting(models.Model):
    """An amount as a finance officer set it: how much, from when, why, who. Never changed."""

    envelope = models.ForeignKey(Envelope, models.PROTECT)
    amount_cents = models.BigIntegerField()
    when_exhausted = models.CharField(max_length=7)
    holds_on = models.DateField()
    reason = models.TextField()
    actor = models.CharField(max_length=60)
    mandate = models.CharField(max_length=60, null=True)
    known_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="setting_has_a_reason")]
