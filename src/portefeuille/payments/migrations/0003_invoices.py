"""What came with an order, and what was found of it."""

import django.db.models.deletion
from django.db import migrations, models

from portefeuille.journal.sqlfiles import run_sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("payments", "0002_the_bank"),
        ("providers", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="CheckedInvoice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("supplier", models.CharField(max_length=10, null=True)),
                ("number_key", models.CharField(max_length=60)),
                ("tax_exclusive_cents", models.BigIntegerField(null=True)),
                ("payment_reference", models.CharField(max_length=140, null=True)),
                ("iban", models.CharField(max_length=34, null=True)),
                ("checks", models.JSONField()),
                ("known_at", models.DateTimeField()),
                (
                    "order",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="checked",
                        to="payments.order",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["supplier", "number_key"], name="invoice_by_supplier")
                ],
            },
        ),
        run_sql_file("portefeuille.payments", "invoices"),
    ]
