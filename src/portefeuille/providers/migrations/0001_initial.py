import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        BtreeGistExtension(),
        migrations.CreateModel(
            name="Provider",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("enterprise_number", models.CharField(max_length=10)),
                ("name", models.TextField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["enterprise_number"], name="provider_of_enterprise")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("enterprise_number__regex", "^[01]\\d{9}$")),
                        name="provider_number_is_ten_digits",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Registration",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=10)),
                (
                    "service",
                    models.CharField(
                        choices=[("training", "Training"), ("advice", "Advice")], max_length=8
                    ),
                ),
                ("valid", django.contrib.postgres.fields.ranges.DateRangeField()),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="registrations",
                        to="providers.provider",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["number"], name="registration_by_number")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("number__regex", "^DV\\.[AO]\\d{6}$")),
                        name="registration_number_form",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("number__startswith", "DV.O"), ("service", "training")),
                            models.Q(("number__startswith", "DV.A"), ("service", "advice")),
                            _connector="OR",
                        ),
                        name="registration_letter_is_the_service",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("valid__isempty", False), ("valid__lower_inf", False)),
                        name="registration_has_a_first_day",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[("provider", "="), ("service", "="), ("valid", "&&")],
                        name="registrations_never_overlap",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[("number", "="), ("provider", "<>")],
                        name="registration_number_has_one_provider",
                    ),
                ],
            },
        ),
    ]
