"""That a payment came back is told: to whoever must give another account."""

from django.db import migrations

TOLD = (("payout", "bounce"),)


def tell(apps, schema_editor):
    """`payments.transitions.TOLD` as it was when this migration was written."""
    rows = apps.get_model("journal", "Transition").objects.using(schema_editor.connection.alias)
    for subject, verb in TOLD:
        rows.filter(subject=subject, verb=verb).update(told=True)


class Migration(migrations.Migration):
    dependencies = [("payments", "0004_recoveries")]

    operations = [migrations.RunPython(tell, migrations.RunPython.noop)]
