"""Whatever is granted is committed of the budget of its year; what waits may come to wait for it."""

from django.db import migrations

from portefeuille.journal.sqlfiles import run_sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0006_establishment"),
        ("budget", "0002_envelopes"),
        ("wallet", "0004_together"),
    ]
    operations = [run_sql_file("portefeuille.applications", "budget")]
