"""Transitions that may happen, transitions that happened, and what the database keeps of them.

An event is a row that nobody can change. The status of a thing is the `to_status` of its last
event and stands nowhere else. The database refuses an event that is not in the table of
transitions, or that does not start from the status the thing is in.

Two tables follow from the events, kept by a trigger and by nobody else: what still runs, with
the last day of its next step (`Running`), and what people are yet to be told (`Untold`).
"""

from django.db import models


class Transition(models.Model):
    """A change of status that may happen. An empty `from_status` is the beginning.

    `runs`: the thing goes on after it. `told`: somebody is to be told of it.
    """

    subject = models.CharField(max_length=30)
    verb = models.CharField(max_length=30)
    from_status = models.CharField(max_length=30, blank=True)
    to_status = models.CharField(max_length=30)
    runs = models.BooleanField(db_default=False)
    told = models.BooleanField(db_default=False)

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
    `due_on` is the last day of the step that must follow; None where no last day is known.
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
    due_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "subject_id", "sequence"], name="event_has_one_place"
            ),
            models.CheckConstraint(
                condition=models.Q(sequence__gte=1), name="event_history_begins_at_one"
            ),
        ]


class Remark(models.Model):
    """What somebody wrote with an event: a reason from a list, and words of their own.

    Words may name people, so they stand apart from the event and can be erased.
    """

    event = models.OneToOneField(Event, models.PROTECT)
    reason = models.CharField(max_length=40, blank=True)
    words = models.TextField(blank=True)


class Running(models.Model):
    """What still runs: where its last event took it, and the last day of its next step."""

    subject = models.CharField(max_length=30)
    subject_id = models.BigIntegerField()
    status = models.CharField(max_length=30)
    due_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject", "subject_id"], name="running_is_one_row")
        ]
        indexes = [models.Index(fields=["subject", "status", "due_on"], name="running_by_day")]


class Untold(models.Model):
    """An event of which somebody is yet to be told. Whoever tells it, removes it."""

    event = models.OneToOneField(Event, models.PROTECT, primary_key=True)


class Answer(models.Model):
    """What was answered to a write that a client sent with a key, so that it is done once.

    `digest` is the SHA-256 (hex) of what was asked. Kept in the transaction of what it did.
    """

    client = models.CharField(max_length=60)
    key = models.CharField(max_length=255)
    digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    body = models.TextField()
    location = models.CharField(max_length=200, blank=True)
    known_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["client", "key"], name="answer_has_a_key_once")
        ]
