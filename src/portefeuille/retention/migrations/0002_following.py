"""Enterprises of which nothing is kept are followed no longer."""

from django.db import migrations

from portefeuille.journal.sqlfiles import run_sql_file


class Migration(migrations.Migration):
    dependencies = [("retention", "0001_initial")]
    operations = [run_sql_file("portefeuille.retention", "following")]
