"""Invoices and the orders to pay them."""

import uuid

from django.db import models
from django.db.models import Q

from portefeuille.applications.models import Application
from portefeuille.journal.models import Event
from portefeuille.people.models import Person


class Document(models.Model):
    """A file somebody sent in: kept as soon as it arrives, so that an error loses nothing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    application = models.ForeignKey(Application, models.PROTECT, related_name="documents")
    person = models.ForeignKey(Person, models.PROTECT, db_index=False)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=60)
    content = models.BinaryField()
    digest = models.CharField(max_length=64)
    kept_at = models.DateTimeField()


class Order(models.Model):
    """An order to pay the provider so much of one invoice.

    `sent_by` is the event by which it was given to the bank, `paid_by` the one by which the bank
    had paid it: both are empty again where the money came back.
    """

    key = models.UUIDField(unique=True)
    application = models.ForeignKey(Application, models.PROTECT, related_name="orders")
    event = models.OneToOneField(Event, models.PROTECT, related_name="+")
    invoice_number = models.CharField(max_length=60)
    invoice_date = models.DateField()
    amount_cents = models.BigIntegerField()
    document = models.ForeignKey(Document, models.PROTECT, null=True, db_index=False)
    sent_by = models.OneToOneField(Event, models.PROTECT, null=True, related_name="+")
    paid_by = models.OneToOneField(Event, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "invoice_number"], name="invoice_is_ordered_once"
            ),
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="order_is_some_money"),
        ]
        indexes = [
            models.Index(fields=["id"], condition=Q(paid_by__isnull=True), name="order_to_be_paid")
        ]
