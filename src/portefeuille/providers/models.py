"""Service providers and their registrations.

A provider may give training, advice, or both, and is registered for each apart, for a period
(five years from the day of registration; two for a starter, three more after the follow-up).
One enterprise may hold several providers: universities register by department. The number of
a registration says the service by its letter and belongs to one provider for ever; when the
registration is renewed, another row carries on under the same number.

Source: VLAIO, registration of service providers (five years from the registration date).
"""

from datetime import date, timedelta

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q


class Provider(models.Model):
    """Who provides: a surrogate, the enterprise number (ten digits) and the name it goes by."""

    enterprise_number = models.CharField(max_length=10)
    name = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["enterprise_number"], name="provider_of_enterprise")]
        constraints = [
            models.CheckConstraint(
                condition=Q(enterprise_number__regex=r"^[01]\d{9}$"),
                name="provider_number_is_ten_digits",
            )
        ]


class Registration(models.Model):
    """One period in which a provider is registered for one service, [from, until)."""

    class Service(models.TextChoices):
        TRAINING = "training"
        ADVICE = "advice"

    provider = models.ForeignKey(Provider, models.PROTECT, related_name="registrations")
    number = models.CharField(max_length=10)
    service = models.CharField(max_length=8, choices=Service)
    valid = DateRangeField()

    class Meta:
        indexes = [models.Index(fields=["number"], name="registration_by_number")]
        constraints = [
            models.CheckConstraint(
                condition=Q(number__regex=r"^DV\.[AO]\d{6}$"), name="registration_number_form"
            ),
            models.CheckConstraint(
                condition=Q(number__startswith="DV.O", service="training")
                | Q(number__startswith="DV.A", service="advice"),
                name="registration_letter_is_the_service",
            ),
            models.CheckConstraint(
                condition=Q(valid__isempty=False, valid__lower_inf=False),
                name="registration_has_a_first_day",
            ),
            ExclusionConstraint(
                name="registrations_never_overlap",
                expressions=[
                    ("provider", RangeOperators.EQUAL),
                    ("service", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
            ),
            ExclusionConstraint(
                name="registration_number_has_one_provider",
                expressions=[
                    ("number", RangeOperators.EQUAL),
                    ("provider", RangeOperators.NOT_EQUAL),
                ],
            ),
        ]

    @property
    def first_day(self) -> date:
        """The first day on which the registration holds."""
        first: date = self.valid.lower
        return first

    @property
    def last_day(self) -> date | None:
        """The last day on which it holds; None while no end is known."""
        return None if self.valid.upper is None else self.valid.upper - timedelta(days=1)
