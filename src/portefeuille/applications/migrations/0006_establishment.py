"""The establishment for which is applied, stored with the application."""

from django.db import migrations, models

from portefeuille.journal.sqlfiles import run_sql_file


class Migration(migrations.Migration):
    dependencies = [("applications", "0005_arrivals")]
    operations = [
        migrations.AddField(
            model_name="application",
            name="establishment",
            field=models.CharField(max_length=10, null=True),
        ),
        run_sql_file("portefeuille.applications", "book_at_establishment"),
    ]
