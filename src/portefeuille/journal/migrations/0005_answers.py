"""What was answered to a write with a key."""

from django.db import migrations, models

from portefeuille.journal.sqlfiles import run_sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("journal", "0004_following"),
    ]

    operations = [
        migrations.CreateModel(
            name="Answer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("client", models.CharField(max_length=60)),
                ("key", models.CharField(max_length=255)),
                ("digest", models.CharField(max_length=64)),
                ("status", models.PositiveSmallIntegerField()),
                ("body", models.TextField()),
                ("location", models.CharField(blank=True, max_length=200)),
                ("known_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("client", "key"), name="answer_has_a_key_once")
                ],
            },
        ),
        run_sql_file("portefeuille.journal", "answer"),
    ]
