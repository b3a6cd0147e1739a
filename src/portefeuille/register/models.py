"""Enterprises, their numbers, and dated snapshots of what the authentic source said.

An enterprise is not its number: the KBO gives it another one when it must (juridical
situations 003 and 006), so everything else in the house points at a surrogate and the number
is a dated fact about it. What a register said is kept as a snapshot: a row that holds from a
day, that we knew from a moment, and that is never changed afterwards, so that a decision can
be shown years later beside the facts it was based on.

The extract of KBO Open Data as it was loaded stands beside this, in `kbo_tables`; what we keep
of asking the authentic source, in `source_tables`.
"""

from django.db import models
from django.db.models import F, Q

from portefeuille.register.kbo_tables import KboExtract
from portefeuille.register.source_tables import RegisterCall, SourceState, Subscription, Trigger

__all__ = [
    "Enterprise",
    "EnterpriseNumber",
    "KboExtract",
    "RegisterCall",
    "Snapshot",
    "SourceState",
    "Subscription",
    "Succession",
    "Trigger",
]


class Enterprise(models.Model):
    """The surrogate everything else points at. It says nothing about the enterprise itself."""


class EnterpriseNumber(models.Model):
    """A number an enterprise holds or held: ten digits, in [held_from, held_until)."""

    number = models.CharField(max_length=10)
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="numbers")
    held_from = models.DateField(null=True)
    held_until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["number"], name="enterprise_number_is_held_once"),
            models.CheckConstraint(
                condition=Q(number__regex=r"^[01]\d{9}$"), name="enterprise_number_is_ten_digits"
            ),
            models.CheckConstraint(
                condition=Q(held_from__lt=F("held_until")) | Q(held_from=None) | Q(held_until=None),
                name="enterprise_number_is_held_forwards",
            ),
        ]


class Succession(models.Model):
    """One enterprise goes on in another: under a new number, or absorbed by it.

    Decided by a case handler (who and why stand in the journal, subject `succession.SUBJECT` with
    the id of the predecessor). It holds from a day and we knew it from a moment; a mistake is
    ended (`ended_at`) and stays visible. The database refuses a ring.
    """

    class Kind(models.TextChoices):
        RENUMBERED = "renumbered"
        MERGED = "merged"

    predecessor = models.ForeignKey(Enterprise, models.PROTECT, related_name="+", db_index=False)
    successor = models.ForeignKey(Enterprise, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=10, choices=Kind)
    holds_on = models.DateField()
    known_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["successor"], condition=Q(ended_at=None), name="succession_by_successor"
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor"],
                condition=Q(ended_at=None),
                name="succession_is_by_one_enterprise",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["renumbered", "merged"]), name="succession_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("known_at")),
                name="succession_ends_after_it_was_known",
            ),
        ]


class Snapshot(models.Model):
    """What one source said of one enterprise: holds from a day, known from a moment.

    `facts` is the dossier's section "enterprise" (see `facts.py`) and may name a natural
    person, so it is the part that can be erased; `digest` is the sha256, in hex, of its
    canonical form. Never updated: what is said anew is a new row. `again` counts how often the
    source had said the very same of that day before it said something else, and then this.
    """

    class Source(models.TextChoices):
        MAGDA = "magda"
        KBO_OPEN_DATA = "kbo-open-data"
        SYNTHETIC = "synthetic"

    enterprise = models.ForeignKey(
        Enterprise,
        models.PROTECT,
        related_name="snapshots",
        db_index=False,  # the unique constraint below starts with it
    )
    source = models.CharField(max_length=20, choices=Source)
    holds_on = models.DateField()
    known_at = models.DateTimeField()
    facts = models.JSONField()
    digest = models.CharField(max_length=64)
    again = models.PositiveSmallIntegerField(db_default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "source", "digest", "holds_on", "again"],
                name="snapshot_is_stored_once",
            ),
            models.CheckConstraint(
                condition=Q(source__in=["magda", "kbo-open-data", "synthetic"]),
                name="snapshot_source_is_known",
            ),
            models.CheckConstraint(
                condition=Q(digest__regex=r"^[0-9a-f]{64}$"), name="snapshot_digest_is_sha256"
            ),
        ]
