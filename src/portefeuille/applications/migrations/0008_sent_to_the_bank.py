"""An ordered payment is given to the bank before it is paid, and may come back."""

from django.db import migrations

NEW = (
    ("send", "payment_ordered"),
    ("bounce", "payment_ordered"),
    ("bounce", "partly_paid"),
    ("bounce", "paid"),
)


def list_transitions(apps, schema_editor):
    """The table of `applications.transitions` as it was when this migration was written."""
    rows = apps.get_model("journal", "Transition").objects.using(schema_editor.connection.alias)
    rows.bulk_create(
        rows.model(
            subject="application",
            verb=verb,
            from_status=start,
            to_status="payment_ordered",
            runs=True,
            told=False,
        )
        for verb, start in NEW
    )


class Migration(migrations.Migration):
    dependencies = [("applications", "0007_budget")]
    operations = [migrations.RunPython(list_transitions, migrations.RunPython.noop)]
