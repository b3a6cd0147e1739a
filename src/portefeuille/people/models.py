"""People who sign in, and the mandates under which they act.

A person is known by what the identity provider calls them (`subject`); no national number, no
day of birth. A mandate says for whom somebody may act, in which role, from when until when.
"""

import uuid

from django.db import models
from django.db.models import F, Q


class Person(models.Model):
    """Somebody who can sign in. `language` is that of their mails."""

    subject = models.CharField(max_length=120, unique=True)
    name = models.CharField(max_length=120)
    email = models.EmailField()
    language = models.CharField(max_length=2, default="nl")


class Mandate(models.Model):
    """A right to act: for an enterprise or a provider by its enterprise number, or in the office.

    In [held_from, held_until).
    """

    class Role(models.TextChoices):
        ENTREPRENEUR = "entrepreneur"
        ACCOUNTANT = "accountant"
        PROVIDER = "provider"
        CASE_HANDLER = "case_handler"
        FINANCE_OFFICER = "finance_officer"
        DATA_PROTECTION_OFFICER = "data_protection_officer"
        POLICY_ANALYST = "policy_analyst"

    person = models.ForeignKey(Person, models.PROTECT, related_name="mandates")
    role = models.CharField(max_length=30, choices=Role)
    number = models.CharField(max_length=10, blank=True)
    held_from = models.DateField()
    held_until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "role", "number"], name="mandate_is_given_once"
            ),
            models.CheckConstraint(
                condition=Q(held_until=None) | Q(held_until__gt=F("held_from")),
                name="mandate_is_held_forwards",
            ),
            models.CheckConstraint(
                condition=Q(
                    role__in=[
                        "case_handler",
                        "finance_officer",
                        "data_protection_officer",
                        "policy_analyst",
                    ],
                    number="",
                )
                | (
                    Q(role__in=["entrepreneur", "accountant", "provider"])
                    & Q(number__regex=r"^[01]\d{9}$")
                ),
                name="mandate_names_for_whom",
            ),
        ]
        indexes = [models.Index(fields=["number"], name="mandate_by_number")]


class KeptForm(models.Model):
    """What somebody sent after their session had gone, kept until they sign in again.

    It is shown to nobody but that person, and thrown away when shown or after an hour.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(Person, models.CASCADE, db_index=False)
    path = models.CharField(max_length=300)
    posted = models.JSONField()
    kept_at = models.DateTimeField()
