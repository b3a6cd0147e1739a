"""Recoveries: what must come back, on which days, and what came of it."""

import django.db.models.deletion
from django.db import migrations, models

from portefeuille.journal.sqlfiles import run_sql_file

TABLE = (
    ("ask", "", "asked"),
    ("agree", "asked", "asked"),
    ("remind", "asked", "asked"),
    ("receive", "asked", "asked"),
    ("set_off", "asked", "asked"),
    ("pay_off", "asked", "paid_off"),
    ("write_off", "asked", "written_off"),
)


def list_transitions(apps, schema_editor):
    """Those of a recovery in `payments.transitions` as they were when this was written."""
    rows = apps.get_model("journal", "Transition").objects.using(schema_editor.connection.alias)
    rows.bulk_create(
        rows.model(
            subject="recovery",
            verb=verb,
            from_status=start,
            to_status=end,
            runs=end == "asked",
            told=verb in ("ask", "remind"),
        )
        for verb, start, end in TABLE
    )


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0008_sent_to_the_bank"),
        ("journal", "0005_answers"),
        ("payments", "0003_invoices"),
    ]

    operations = [
        migrations.CreateModel(
            name="Recovery",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "debtor",
                    models.CharField(
                        choices=[("enterprise", "Enterprise"), ("provider", "Provider")],
                        max_length=10,
                    ),
                ),
                ("debtor_id", models.BigIntegerField()),
                (
                    "account",
                    models.CharField(choices=[("owed", "Owed"), ("claim", "Claim")], max_length=10),
                ),
                (
                    "cause",
                    models.CharField(
                        choices=[
                            ("revision", "Revision"),
                            ("provider-cancels", "Provider Cancels"),
                            ("enterprise-withdraws", "Enterprise Withdraws"),
                            ("inspection", "Inspection"),
                        ],
                        max_length=20,
                    ),
                ),
                ("amount_cents", models.BigIntegerField()),
                ("own_cents", models.BigIntegerField(default=0)),
                ("due_on", models.DateField()),
                ("actor", models.CharField(max_length=60)),
                ("known_at", models.DateTimeField()),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recoveries",
                        to="applications.application",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Plan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("count", models.PositiveIntegerField()),
                ("total_cents", models.BigIntegerField()),
                ("actor", models.CharField(max_length=60)),
                ("known_at", models.DateTimeField()),
                (
                    "recovery",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plans",
                        to="payments.recovery",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Repayment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("amount_cents", models.BigIntegerField()),
                ("own_cents", models.BigIntegerField(default=0)),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="journal.event",
                    ),
                ),
                (
                    "line",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="repayment",
                        to="payments.bankline",
                    ),
                ),
                (
                    "payout",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="repayment",
                        to="payments.payout",
                    ),
                ),
                (
                    "recovery",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="repayments",
                        to="payments.recovery",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="WriteOff",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("amount_cents", models.BigIntegerField()),
                ("actor", models.CharField(max_length=60)),
                ("known_at", models.DateTimeField()),
                (
                    "recovery",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="write_off",
                        to="payments.recovery",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Instalment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("due_on", models.DateField()),
                ("amount_cents", models.BigIntegerField()),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="instalments",
                        to="payments.plan",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("plan", "due_on"), name="instalment_has_its_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount_cents__gt", 0)), name="instalment_is_some_money"
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="recovery",
            index=models.Index(fields=["debtor", "debtor_id"], name="recovery_by_debtor"),
        ),
        migrations.AddConstraint(
            model_name="recovery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("amount_cents__gt", 0),
                    ("own_cents__gte", 0),
                    ("own_cents__lte", models.F("amount_cents")),
                ),
                name="recovery_is_some_money",
            ),
        ),
        migrations.AddConstraint(
            model_name="recovery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("account", "claim"), ("debtor", "provider")),
                    models.Q(
                        ("account__in", ["owed", "claim"]),
                        ("debtor", "enterprise"),
                        ("own_cents", 0),
                    ),
                    _connector="OR",
                ),
                name="recovery_has_a_debtor",
            ),
        ),
        migrations.AddConstraint(
            model_name="recovery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("account", "owed"), ("cause", "revision")),
                    models.Q(
                        ("account", "claim"),
                        ("cause__in", ["provider-cancels", "enterprise-withdraws", "inspection"]),
                    ),
                    _connector="OR",
                ),
                name="recovery_has_a_cause",
            ),
        ),
        migrations.AddConstraint(
            model_name="repayment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("amount_cents__gt", 0),
                    ("own_cents__gte", 0),
                    ("own_cents__lte", models.F("amount_cents")),
                ),
                name="repayment_is_some_money",
            ),
        ),
        migrations.AddConstraint(
            model_name="repayment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("line__isnull", False), ("payout", None)),
                    models.Q(("line", None), ("payout__isnull", False)),
                    _connector="OR",
                ),
                name="repayment_came_from_somewhere",
            ),
        ),
        migrations.AddConstraint(
            model_name="writeoff",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount_cents__gt", 0)), name="write_off_is_some_money"
            ),
        ),
        migrations.RunPython(list_transitions, migrations.RunPython.noop),
        run_sql_file("portefeuille.payments", "recoveries"),
    ]
