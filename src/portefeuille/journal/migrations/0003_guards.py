"""What the database refuses of the journal, and what the application may do with it."""

from django.db import migrations

from portefeuille.journal.sqlfiles import run_sql_file


class Migration(migrations.Migration):
    dependencies = [("journal", "0002_events")]
    operations = [
        run_sql_file("portefeuille.journal", "append_only"),
        run_sql_file("portefeuille.journal", "transitions"),
        run_sql_file("portefeuille.journal", "grants"),
    ]
