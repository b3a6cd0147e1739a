"""The transitions of an application, the booking function, and what the application may do."""

from django.db import migrations

from portefeuille.journal.sqlfiles import run_sql_file

TRANSITIONS = (
    ("approve", "", "awaiting_deposit"),
    ("refuse", "", "refused"),
    ("declare_inadmissible", "", "inadmissible"),
)


def list_transitions(apps, schema_editor):
    """The table of `applications.transitions` as it was when this migration was written."""
    transition = apps.get_model("journal", "Transition")
    transition.objects.using(schema_editor.connection.alias).bulk_create(
        transition(subject="application", verb=verb, from_status=start, to_status=end)
        for verb, start, end in TRANSITIONS
    )


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0001_initial"),
        ("wallet", "0002_ledger"),
        ("providers", "0001_initial"),
    ]
    operations = [
        migrations.RunPython(list_transitions, migrations.RunPython.noop),
        run_sql_file("portefeuille.applications", "guards"),
        run_sql_file("portefeuille.applications", "book"),
    ]
