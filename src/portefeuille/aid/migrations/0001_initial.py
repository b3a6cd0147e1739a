"""What people say about state aid, what was reported of it, and awards as they follow."""

import django.db.models.deletion
from django.db import migrations, models

from portefeuille.journal.sqlfiles import run_sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("register", "0007_who_may_go_on"),
        ("applications", "0006_establishment"),
    ]

    operations = [
        migrations.CreateModel(
            name="Reported",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("application_id", models.BigIntegerField()),
                ("decision_id", models.BigIntegerField()),
                ("amount_cents", models.BigIntegerField()),
                ("withdrawn_cents", models.BigIntegerField()),
                ("reported_on", models.DateField()),
                ("reference", models.CharField(max_length=60)),
                ("actor", models.CharField(max_length=60)),
                ("known_at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["application_id", "id"], name="reported_by_application")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("decision_id", "amount_cents", "withdrawn_cents"),
                        name="award_is_reported_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Declaration",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("granted_on", models.DateField()),
                ("amount_cents", models.BigIntegerField()),
                ("authority", models.CharField(max_length=200)),
                ("measure", models.CharField(blank=True, max_length=200)),
                (
                    "told_by",
                    models.CharField(
                        choices=[("enterprise", "Enterprise"), ("case-handler", "Case Handler")],
                        max_length=12,
                    ),
                ),
                ("actor", models.CharField(max_length=60)),
                ("known_at", models.DateTimeField()),
                ("withdrawn_by", models.CharField(blank=True, max_length=60)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "enterprise",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.enterprise",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["enterprise", "granted_on"], name="aid_declaration_by_day")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount_cents__gt", 0)),
                        name="aid_declaration_is_some_money",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Link",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("holds_from", models.DateField()),
                ("holds_until", models.DateField(null=True)),
                (
                    "told_by",
                    models.CharField(
                        choices=[("enterprise", "Enterprise"), ("case-handler", "Case Handler")],
                        max_length=12,
                    ),
                ),
                ("motive", models.TextField()),
                ("actor", models.CharField(max_length=60)),
                ("known_at", models.DateTimeField()),
                ("ended_by", models.CharField(blank=True, max_length=60)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "enterprise",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.enterprise",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.enterprise",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["enterprise", "holds_from"], name="aid_link_by_first")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("holds_until", None)),
                        fields=("enterprise", "other"),
                        name="aid_link_is_open_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("enterprise__lt", models.F("other"))),
                        name="aid_link_has_one_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("holds_until", None),
                            ("holds_until__gte", models.F("holds_from")),
                            _connector="OR",
                        ),
                        name="aid_link_holds_forwards",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("holds_until", None)),
                            models.Q(("ended_at__isnull", False), ("holds_until__isnull", False)),
                            _connector="OR",
                        ),
                        name="aid_link_is_ended_whole",
                    ),
                ],
            },
        ),
        run_sql_file("portefeuille.applications", "award"),
        run_sql_file("portefeuille.aid", "undertaking"),
        run_sql_file("portefeuille.aid", "counted"),
    ]
