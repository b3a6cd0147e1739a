"""What was said outside, kept as it was said: answers that were given and tables published.

Rows are never changed: an answer that must be corrected is followed by another, a release by a
later one. A digest is the sha256 (hex) of the document beside it.
"""

from django.db import models
from django.db.models import Q

_SHA256 = r"^[0-9a-f]{64}$"


class GivenAnswer(models.Model):
    """An answer that was given: the document (canonical JSON) every form is made from.

    `corrects` is the one it stands in the place of, `reason` why.
    """

    name = models.CharField(max_length=80)
    as_of = models.DateField()
    document = models.TextField()
    digest = models.CharField(max_length=64)
    corrects = models.OneToOneField("self", models.PROTECT, null=True)
    reason = models.TextField(blank=True)
    actor = models.CharField(max_length=60)
    known_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["name", "id"], name="given_answer_by_name")]
        constraints = [
            models.CheckConstraint(
                condition=Q(digest__regex=_SHA256), name="given_answer_digest_is_sha256"
            ),
            models.CheckConstraint(
                condition=Q(corrects=None) | ~Q(reason=""), name="correction_has_a_reason"
            ),
        ]


class Release(models.Model):
    """A public release: the tables of a year, protected together, and the day they stand on."""

    year = models.PositiveSmallIntegerField()
    as_of = models.DateField()
    digest = models.CharField(max_length=64)
    actor = models.CharField(max_length=60)
    known_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["year", "id"], name="release_by_year")]
        constraints = [
            models.CheckConstraint(
                condition=Q(digest__regex=_SHA256), name="release_digest_is_sha256"
            )
        ]


class ReleasedTable(models.Model):
    """A table of a release as it was published; `key` is its address: view and filters."""

    release = models.ForeignKey(Release, models.PROTECT, related_name="tables", db_index=False)
    key = models.CharField(max_length=200)
    document = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["release", "key"], name="table_is_released_once")
        ]
