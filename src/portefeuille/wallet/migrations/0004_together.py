"""The room of enterprises that go on as one: their wallets are reckoned together."""

from django.db import migrations

from portefeuille.journal.sqlfiles import run_sql_file


class Migration(migrations.Migration):
    dependencies = [("wallet", "0003_money"), ("register", "0006_succession")]
    operations = [run_sql_file("portefeuille.wallet", "together")]
