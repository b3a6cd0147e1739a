"""What we keep of asking an authentic source: every question, and how the source is.

Each is a row of its own, apart from what the source answered (`Snapshot`): who asked and why,
whether the source answers at all, of which enterprises it tells us the changes, and which
changes it told.
"""

from django.db import models
from django.db.models import F, Q


class RegisterCall(models.Model):
    """A question put to a source: who asked it, why, and what kind of answer came.

    The purpose log: added to and never changed. `who` is a surrogate ("person:12") or the name
    of a task; `number` is empty where nobody in particular was asked about; `codes` are those of
    the answer, with a space between them.
    """

    at = models.DateTimeField()
    reference = models.CharField(max_length=36)
    service = models.CharField(max_length=40)
    version = models.CharField(max_length=20)
    number = models.CharField(max_length=10, blank=True)
    who = models.CharField(max_length=60)
    why = models.CharField(max_length=60)
    answer = models.CharField(max_length=20)
    codes = models.TextField(blank=True)
    attempts = models.PositiveSmallIntegerField()
    milliseconds = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(who="") & ~Q(why=""), name="register_call_says_who_and_why"
            )
        ]
        indexes = [
            models.Index(fields=["at", "id"], name="register_call_by_moment"),
            models.Index(fields=["number", "at", "id"], name="register_call_by_number"),
            models.Index(fields=["who", "at", "id"], name="register_call_by_person"),
            models.Index(fields=["service", "at", "id"], name="register_call_by_service"),
        ]


class SourceState(models.Model):
    """How a source is, for all processes and pages alike.

    `down_since` is the first time it failed after it last answered; None while it answers.
    """

    source = models.CharField(primary_key=True, max_length=20)
    last_success_at = models.DateTimeField(null=True)
    down_since = models.DateTimeField(null=True)
    why = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(last_success_at__isnull=False) | Q(down_since__isnull=False),
                name="source_state_says_something",
            )
        ]


class Subscription(models.Model):
    """That the source is to tell us what changes of a number: asked on the first look-up.

    `since` is None until the source said yes; `tried_at` is when it was last asked to.
    """

    number = models.CharField(primary_key=True, max_length=10)
    since = models.DateTimeField(null=True)
    tried_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(
                fields=["tried_at"], condition=Q(since=None), name="subscription_to_try_again"
            )
        ]


class Trigger(models.Model):
    """A change the source told of: whoever looks the number up after `known_at` asks anew.

    `modified_on` and `status` are those of its line. `ended_at` is when the source was asked
    again, or when it was found that nobody needs it to be.
    """

    number = models.CharField(max_length=10)
    modified_on = models.DateField()
    status = models.CharField(max_length=2, blank=True)
    known_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["number", "modified_on", "status"], name="trigger_is_told_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("known_at")),
                name="trigger_ends_after_it_was_known",
            ),
        ]
        indexes = [
            models.Index(fields=["number"], condition=Q(ended_at=None), name="trigger_that_is_open")
        ]
