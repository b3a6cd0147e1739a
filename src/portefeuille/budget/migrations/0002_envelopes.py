"""Slots, how grants take from them, and what the application's role may do."""

from django.db import migrations

from portefeuille.journal.sqlfiles import run_sql_file


class Migration(migrations.Migration):
    dependencies = [("budget", "0001_initial"), ("journal", "0003_guards")]
    operations = [run_sql_file("portefeuille.budget", "envelopes")]
