"""The ledger keeps itself: balance, room and append-only, and what the application may do."""

from django.db import migrations

from portefeuille.journal.sqlfiles import run_sql_file


class Migration(migrations.Migration):
    dependencies = [("wallet", "0001_initial"), ("journal", "0003_guards")]
    operations = [run_sql_file("portefeuille.wallet", "ledger")]
