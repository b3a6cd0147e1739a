"""The KBO tables without keys of their own, and a place to prepare a full extract beside them.

From here on the five tables are known to the loader and to SQL alone: Django needs a key for a
model, and these rows have none.
"""

from django.db import migrations

from portefeuille.journal.sqlfiles import run_sql_file


class Migration(migrations.Migration):
    dependencies = [("register", "0003_asking_the_source")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[run_sql_file("portefeuille.register", "kbo_staging")],
            state_operations=[
                migrations.DeleteModel("KboActivity"),
                migrations.DeleteModel("KboAddress"),
                migrations.DeleteModel("KboDenomination"),
                migrations.DeleteModel("KboEnterprise"),
                migrations.DeleteModel("KboEstablishment"),
            ],
        )
    ]
