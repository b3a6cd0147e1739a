"""What was submitted while the authentic source could not be asked, until it is decided."""

import django.db.models.deletion
from django.db import migrations, models

GRANT = """
GRANT SELECT, INSERT, UPDATE (application_id) ON applications_arrival TO portefeuille_app;
GRANT USAGE ON SEQUENCE applications_arrival_id_seq TO portefeuille_app;
GRANT UPDATE (arrival_id) ON applications_draft TO portefeuille_app;
"""


def list_transitions(apps, schema_editor):
    """The table of `applications.transitions` as it was when this migration was written."""
    transition = apps.get_model("journal", "Transition")
    transition.objects.using(schema_editor.connection.alias).bulk_create(
        transition(
            subject="arrival", verb=verb, from_status=start, to_status=end, runs=runs, told=told
        )
        for verb, start, end, runs, told in (
            ("receive", "", "waiting", True, True),
            ("decide", "waiting", "decided", False, False),
            ("end", "waiting", "ended", False, True),
        )
    )


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0004_after_the_decision"),
        ("journal", "0004_following"),
        ("register", "0002_grants"),
    ]
    operations = [
        migrations.CreateModel(
            name="Arrival",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("request", models.JSONField()),
                ("arrived_at", models.DateTimeField()),
                ("actor", models.CharField(max_length=60)),
                ("mandate", models.CharField(max_length=60, null=True)),
                ("source", models.CharField(max_length=20)),
                ("why", models.TextField()),
                (
                    "application",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="applications.application",
                    ),
                ),
                (
                    "enterprise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="register.enterprise"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="draft",
            name="arrival",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                to="applications.arrival",
            ),
        ),
        migrations.RunSQL(GRANT, migrations.RunSQL.noop),
        migrations.RunPython(list_transitions, migrations.RunPython.noop),
    ]
