"""Transitions that may happen, and transitions that happened.

An event is a row that nobody can change. The status of a thing is the `to_status` of its last
event and stands nowhere else. The database refuses an event that is not in the table of
transitions, or that does not start from the status the thing is in.
"""

from django.db import models


class Transition(models.Model):
    """A change of status that may happen. An empty `from_status` is the beginning."""

    subject = models.CharField(max_length=30)
    verb = models.CharField(max_length=30)
    from_status = models.CharField(max_length=30, blank=True)
    to_status = models.CharField(max_length=30)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "verb", "from_status", "to_status"],
                name="transition_is_listed_once",
            )
        ]


class Event(models.Model):
    """A transition that happened to one subject; `actor` and `subject_id` are surrogates.

    `held_at` is when it held, `known_at` when we knew: given, never the clock of the insert.
    """

    subject = models.CharField(max_length=30)
    subject_id = models.BigIntegerField()
    sequence = models.PositiveSmallIntegerField()
    verb = models.CharField(max_length=30)
    from_status = models.CharField(max_length=30, blank=True)
    to_status = models.CharField(max_length=30)
    actor = models.CharField(max_length=60)
    mandate = models.CharField(max_length=60, null=True)
    held_at = models.DateTimeField()
    known_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "subject_id", "sequence"], name="event_has_one_place"
            ),
            models.CheckConstraint(
                condition=models.Q(sequence__gte=1), name="event_history_begins_at_one"
            ),
        ]
