"""What came with an order, and what was found of it. Never changed: checked when it was ordered."""

from django.db import models


class CheckedInvoice(models.Model):
    """The checks of an order: each a name, whether it holds, what was found and expected.

    `supplier` is the enterprise number of the provider, `number_key` the number of the invoice
    without signs and spaces: together they find an invoice that is ordered twice, whatever
    enterprise orders it. The rest is what a structured invoice says, null where none came:
    the amount without VAT in cents, and where and with which reference the provider wants to be
    paid. Orders of before there were checks are kept as not checked.
    """

    order = models.OneToOneField("payments.Order", models.PROTECT, related_name="checked")
    supplier = models.CharField(max_length=10, null=True)
    number_key = models.CharField(max_length=60)
    tax_exclusive_cents = models.BigIntegerField(null=True)
    payment_reference = models.CharField(max_length=140, null=True)
    iban = models.CharField(max_length=34, null=True)
    checks = models.JSONField()
    known_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["supplier", "number_key"], name="invoice_by_supplier")]
