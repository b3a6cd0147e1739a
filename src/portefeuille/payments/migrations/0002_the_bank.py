"""The bank: what it said, what it is given, and who may do what with both."""

import django.db.models.deletion
from django.db import migrations, models

from portefeuille.journal.sqlfiles import run_sql_file

OPEN = ("received", "queued", "due", "in_run", "sent", "prepared", "released")
TABLE = (
    ("line", "receive", "", "received"),
    ("line", "match", "received", "matched"),
    ("line", "match", "queued", "matched"),
    ("line", "queue", "received", "queued"),
    ("line", "send_back", "received", "sent_back"),
    ("line", "send_back", "queued", "sent_back"),
    ("line", "explain", "queued", "explained"),
    ("payout", "owe", "", "due"),
    ("payout", "prepare", "due", "in_run"),
    ("payout", "take_out", "in_run", "due"),
    ("payout", "send", "in_run", "sent"),
    ("payout", "book", "sent", "booked"),
    ("payout", "bounce", "sent", "due"),
    ("payout", "bounce", "booked", "due"),
    ("payout", "set_off", "due", "settled"),
    ("run", "prepare", "", "prepared"),
    ("run", "throw_away", "prepared", "thrown_away"),
    ("run", "release", "prepared", "released"),
    ("run", "send", "released", "sent"),
)


def list_transitions(apps, schema_editor):
    """The table of `payments.transitions` as it was when this migration was written."""
    rows = apps.get_model("journal", "Transition").objects.using(schema_editor.connection.alias)
    rows.bulk_create(
        rows.model(
            subject=subject,
            verb=verb,
            from_status=start,
            to_status=end,
            runs=end in OPEN and (subject, end) != ("run", "sent"),
            told=False,
        )
        for subject, verb, start, end in TABLE
    )


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0008_sent_to_the_bank"),
        ("journal", "0005_answers"),
        ("payments", "0001_initial"),
        ("wallet", "0005_money_at_the_bank"),
    ]

    operations = [
        migrations.CreateModel(
            name="Account",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("iban", models.CharField(max_length=34, unique=True)),
                ("holder", models.CharField(max_length=70)),
                ("bic", models.CharField(max_length=11)),
            ],
        ),
        migrations.CreateModel(
            name="StatementFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("name", models.CharField(max_length=200)),
                ("content", models.BinaryField()),
                ("actor", models.CharField(max_length=60)),
                ("known_at", models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name="order",
            name="sent_by",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="journal.event",
            ),
        ),
        migrations.CreateModel(
            name="BankLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=120)),
                ("amount_cents", models.BigIntegerField()),
                ("credit", models.BooleanField()),
                ("booked_on", models.DateField()),
                ("structured", models.CharField(blank=True, max_length=35)),
                ("free_text", models.TextField(blank=True)),
                ("counterparty_name", models.CharField(blank=True, max_length=140)),
                ("counterparty_iban", models.CharField(blank=True, max_length=34)),
                ("end_to_end_id", models.CharField(blank=True, max_length=35)),
                ("payment_id", models.CharField(blank=True, max_length=35)),
                ("return_reason", models.CharField(blank=True, max_length=35)),
                ("count", models.PositiveIntegerField(default=1)),
                ("actor", models.CharField(max_length=60)),
                ("known_at", models.DateTimeField()),
                (
                    "account",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="payments.account",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="deposit",
            name="line",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="deposit",
                to="payments.bankline",
            ),
        ),
        migrations.CreateModel(
            name="Beneficiary",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "party",
                    models.CharField(
                        choices=[
                            ("enterprise", "Enterprise"),
                            ("provider", "Provider"),
                            ("government", "Government"),
                            ("payout", "Payout"),
                        ],
                        max_length=10,
                    ),
                ),
                ("party_id", models.BigIntegerField()),
                ("iban", models.CharField(max_length=34)),
                ("name", models.CharField(max_length=70)),
                ("source", models.CharField(max_length=10)),
                ("actor", models.CharField(max_length=60)),
                ("known_at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["party", "party_id", "id"], name="beneficiary_of_party")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("party__in", ["enterprise", "provider", "government", "payout"])
                        ),
                        name="beneficiary_party_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source__in", ["given", "deposit"])),
                        name="beneficiary_source_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Payout",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("order", "Order"),
                            ("refund", "Refund"),
                            ("return", "Return"),
                            ("transfer", "Transfer"),
                        ],
                        max_length=10,
                    ),
                ),
                ("owner_id", models.BigIntegerField()),
                ("amount_cents", models.BigIntegerField()),
                ("name", models.CharField(max_length=70)),
                ("structured", models.CharField(blank=True, max_length=35)),
                ("text", models.CharField(blank=True, max_length=140)),
                ("known_at", models.DateTimeField()),
                (
                    "application",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payouts",
                        to="applications.application",
                    ),
                ),
                (
                    "line",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payout",
                        to="payments.bankline",
                    ),
                ),
                (
                    "order",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payout",
                        to="payments.order",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Run",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(unique=True)),
                ("message_id", models.CharField(max_length=35, unique=True)),
                ("execution_on", models.DateField()),
                ("count", models.PositiveIntegerField()),
                ("total_cents", models.BigIntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("prepared_by", models.CharField(max_length=60)),
                ("prepared_at", models.DateTimeField()),
                (
                    "account",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="payments.account",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Release",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("actor", models.CharField(max_length=60)),
                ("known_at", models.DateTimeField()),
                (
                    "run",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="release",
                        to="payments.run",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RunLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("end_to_end_id", models.CharField(max_length=35, unique=True)),
                ("amount_cents", models.BigIntegerField()),
                ("name", models.CharField(max_length=70)),
                ("iban", models.CharField(max_length=34)),
                ("structured", models.CharField(blank=True, max_length=35)),
                ("text", models.CharField(blank=True, max_length=140)),
                (
                    "payout",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="run_lines",
                        to="payments.payout",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="payments.run",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Statement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("identifier", models.CharField(max_length=35)),
                ("number", models.BigIntegerField(null=True)),
                ("opening_cents", models.BigIntegerField()),
                ("closing_cents", models.BigIntegerField()),
                ("opened_on", models.DateField()),
                ("closed_on", models.DateField()),
                (
                    "account",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="payments.account",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="payments.statementfile",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="bankline",
            name="statement",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="lines",
                to="payments.statement",
            ),
        ),
        migrations.AddConstraint(
            model_name="payout",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount_cents__gt", 0)), name="payout_is_some_money"
            ),
        ),
        migrations.AddConstraint(
            model_name="payout",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind__in", ["refund", "transfer"]), ("line", None), ("order", None)),
                    models.Q(("kind", "order"), ("line", None), ("order__isnull", False)),
                    models.Q(("kind", "return"), ("line__isnull", False), ("order", None)),
                    _connector="OR",
                ),
                name="payout_is_for_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="runline",
            constraint=models.UniqueConstraint(
                fields=("run", "payout"), name="payout_is_once_in_a_run"
            ),
        ),
        migrations.AddIndex(
            model_name="bankline",
            index=models.Index(
                condition=models.Q(("return_reason", ""), _negated=True),
                fields=["end_to_end_id"],
                name="line_that_came_back",
            ),
        ),
        migrations.AddConstraint(
            model_name="bankline",
            constraint=models.UniqueConstraint(
                fields=("account", "key"), name="booking_is_kept_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="bankline",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount_cents__gt", 0)), name="line_is_some_money"
            ),
        ),
        migrations.AddIndex(
            model_name="statement",
            index=models.Index(fields=["account", "closed_on"], name="statement_by_day"),
        ),
        migrations.RunPython(list_transitions, migrations.RunPython.noop),
        run_sql_file("portefeuille.payments", "bank"),
    ]
