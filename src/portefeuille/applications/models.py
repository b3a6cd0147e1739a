"""An application, the decision on it, and the text of the law it was decided under.

The application holds what was asked, and may name people in its title: it can be erased. The
decision holds surrogates only: the facts as judged (a dossier without number and title), what
every rule found, the amounts, and the law by its digest, so that it can be taken again by
anybody, for ever. Decisions are never changed: a revision is a new one that supersedes.

A draft is an application that is being written; it becomes one once, and is then closed.

Applications decided under the regulation before 1 April 2016 are stored and counted, never
judged: their `regime` is `earlier`, and their decision has no law.
"""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from portefeuille.core.facts import SERVICES
from portefeuille.people.models import Person
from portefeuille.register.models import Enterprise, Snapshot


class LawText(models.Model):
    """The resolved law of one period, stored once under its digest."""

    digest = models.CharField(max_length=12, primary_key=True)
    scheme = models.CharField(max_length=60)
    document = models.JSONField()


class Application(models.Model):
    """What was asked. Amounts in cents; `establishment` is the number of the one it is for."""

    class Regime(models.TextChoices):
        LAW = "law"
        EARLIER = "earlier"

    enterprise = models.ForeignKey(Enterprise, models.PROTECT)
    regime = models.CharField(max_length=10, choices=Regime, db_default="law")
    submitted_at = models.DateTimeField()
    submitted_on = models.DateField()
    service = models.CharField(max_length=10)
    theme = models.CharField(max_length=120, null=True)
    title = models.TextField(null=True)
    starts_on = models.DateField(null=True)
    cost_cents = models.BigIntegerField(null=True)
    registration = models.CharField(max_length=10, null=True)
    establishment = models.CharField(max_length=10, null=True)

    class Meta:
        indexes = [
            models.Index(fields=["submitted_on", "service"], name="application_by_day"),
            models.Index(fields=["registration", "id"], name="application_by_provider"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(service__in=SERVICES), name="application_service_is_known"
            ),
            models.CheckConstraint(
                condition=Q(regime="earlier")
                | Q(regime="law", starts_on__isnull=False, cost_cents__isnull=False),
                name="application_is_whole",
            ),
        ]


class Decision(models.Model):
    """What was decided, on which facts, under which law, for which reasons."""

    class Outcome(models.TextChoices):
        APPROVED = "approved"
        INADMISSIBLE = "inadmissible"
        REFUSED = "refused"

    application = models.ForeignKey(Application, models.PROTECT, related_name="decisions")
    law = models.ForeignKey(LawText, models.PROTECT, null=True, db_index=False)
    snapshot = models.ForeignKey(Snapshot, models.PROTECT, null=True, db_index=False)
    facts = models.JSONField(null=True)
    outcome = models.CharField(max_length=12, choices=Outcome)
    size = models.CharField(max_length=10, null=True)
    rate_points = models.PositiveSmallIntegerField(null=True)
    ceiling_cents = models.BigIntegerField(null=True)
    room_before_cents = models.BigIntegerField(null=True)
    eligible_cents = models.BigIntegerField(null=True)
    grant_cents = models.BigIntegerField(null=True)
    file_before = models.DateField(null=True)
    reasons = models.JSONField()
    unknown = ArrayField(models.CharField(max_length=40))
    known_at = models.DateTimeField()
    supersedes = models.OneToOneField("self", models.PROTECT, null=True)

    class Meta:
        indexes = [GinIndex(fields=["unknown"], name="decision_by_unknown_rule")]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=["approved", "inadmissible", "refused"]),
                name="decision_outcome_is_known",
            ),
            models.CheckConstraint(
                condition=Q(outcome="approved") | Q(grant_cents=0),
                name="decision_grants_only_when_approved",
            ),
            models.CheckConstraint(
                condition=Q(law__isnull=True) | Q(facts__isnull=False, grant_cents__isnull=False),
                name="decision_under_law_is_whole",
            ),
        ]


class Assessment(models.Model):
    """A rule that a decision left unjudged, looked at by a case handler and found in order.

    Where it is not in order the decision is revised; then this row is not written.
    """

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="assessments")
    rule = models.CharField(max_length=40)
    motive = models.TextField()
    actor = models.CharField(max_length=60)
    known_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decision", "rule"], name="rule_is_assessed_once")
        ]


class Arrival(models.Model):
    """A submission that arrived while the authentic source could not be asked.

    It counts as submitted at `arrived_at`. Whether it waits still stands in the journal;
    `application` is what it became. The request may name people in its title: it can be erased.
    """

    enterprise = models.ForeignKey(Enterprise, models.PROTECT)
    request = models.JSONField()
    arrived_at = models.DateTimeField()
    actor = models.CharField(max_length=60)
    mandate = models.CharField(max_length=60, null=True)
    source = models.CharField(max_length=20)
    why = models.TextField()
    application = models.OneToOneField(Application, models.PROTECT, null=True)


class Draft(models.Model):
    """An application that is being written: the answers so far, by the name of their question.

    `version` counts the changes, so that two tabs cannot overwrite each other unseen; `person`
    is who changed it last. It is closed once it became an application, and while it waits as an
    arrival for the decision.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    enterprise = models.ForeignKey(Enterprise, models.PROTECT)
    person = models.ForeignKey(Person, models.PROTECT, db_index=False)
    version = models.PositiveIntegerField(default=1)
    answers = models.JSONField(default=dict)
    opened_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    application = models.OneToOneField(Application, models.PROTECT, null=True)
    arrival = models.OneToOneField(Arrival, models.PROTECT, null=True)
