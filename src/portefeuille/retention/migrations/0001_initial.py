"""Periods, what was erased, and the doors by which the application asks for it."""

from django.db import migrations, models

from portefeuille.journal.sqlfiles import run_sql_file


class Migration(migrations.Migration):
    initial = True
    dependencies = [
        ("applications", "0006_establishment"),
        ("journal", "0004_following"),
        ("messages", "0002_payment"),
        ("payments", "0001_initial"),
        ("people", "0002_data_protection_officer"),
        ("register", "0007_who_may_go_on"),
        ("sessions", "0001_initial"),
    ]
    operations = [
        migrations.CreateModel(
            name="Period",
            fields=[
                ("kind", models.CharField(max_length=30, primary_key=True, serialize=False)),
                ("record_class", models.CharField(max_length=30)),
                ("after", models.CharField(max_length=20)),
                ("needs_rule", models.BooleanField()),
                ("selection_rule", models.CharField(blank=True, max_length=120)),
            ],
        ),
        migrations.CreateModel(
            name="Erasure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=30)),
                ("record_class", models.CharField(max_length=30)),
                ("erased", models.PositiveIntegerField()),
                ("after", models.CharField(max_length=20)),
                ("before", models.DateTimeField()),
                ("selection_rule", models.CharField(blank=True, max_length=120)),
                ("erased_at", models.DateTimeField()),
            ],
        ),
        run_sql_file("portefeuille.retention", "over"),
        run_sql_file("portefeuille.retention", "erase"),
        run_sql_file("portefeuille.retention", "doors"),
        run_sql_file("portefeuille.retention", "forgetting"),
    ]
