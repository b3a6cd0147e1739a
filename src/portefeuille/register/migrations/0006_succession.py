"""Enterprises that go on in another: under a new number, or absorbed."""

import django.db.models.deletion
from django.db import migrations, models

from portefeuille.journal.sqlfiles import run_sql_file


def list_transitions(apps, schema_editor):
    """The table of `register.succession` as it was when this migration was written."""
    transition = apps.get_model("journal", "Transition")
    transition.objects.using(schema_editor.connection.alias).bulk_create(
        transition(subject="enterprise", verb=verb, from_status=start, to_status=end)
        for verb, start, end in (
            ("join", "", "joined"),
            ("join", "apart", "joined"),
            ("part", "joined", "apart"),
            ("keep_apart", "", "apart"),
            ("keep_apart", "apart", "apart"),
        )
    )


class Migration(migrations.Migration):
    dependencies = [("register", "0005_kbo_staging"), ("journal", "0004_following")]

    operations = [
        migrations.CreateModel(
            name="Succession",
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
                        choices=[("renumbered", "Renumbered"), ("merged", "Merged")], max_length=10
                    ),
                ),
                ("holds_on", models.DateField()),
                ("known_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "predecessor",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.enterprise",
                    ),
                ),
                (
                    "successor",
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
                    models.Index(
                        condition=models.Q(("ended_at", None)),
                        fields=["successor"],
                        name="succession_by_successor",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("predecessor",),
                        name="succession_is_by_one_enterprise",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["renumbered", "merged"])),
                        name="succession_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at", None),
                            ("ended_at__gte", models.F("known_at")),
                            _connector="OR",
                        ),
                        name="succession_ends_after_it_was_known",
                    ),
                ],
            },
        ),
        run_sql_file("portefeuille.register", "succession"),
        migrations.RunPython(list_transitions, migrations.RunPython.noop),
    ]
