import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Enterprise",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="KboExtract",
            fields=[
                ("number", models.IntegerField(primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[("full", "full"), ("update", "update")], max_length=6
                    ),
                ),
                ("snapshot_date", models.DateField()),
                ("extract_timestamp", models.DateTimeField()),
                ("version", models.TextField()),
            ],
            options={
                "db_table": "kbo_extract",
            },
        ),
        migrations.CreateModel(
            name="KboActivity",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("entity_number", models.TextField()),
                ("activity_group", models.TextField(null=True)),
                ("nace_version", models.TextField(null=True)),
                ("nace_code", models.TextField(null=True)),
                ("classification", models.TextField(null=True)),
            ],
            options={
                "db_table": "kbo_activity",
                "indexes": [models.Index(fields=["entity_number"], name="kbo_activity_of")],
            },
        ),
        migrations.CreateModel(
            name="KboAddress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("entity_number", models.TextField()),
                ("type_of_address", models.TextField(null=True)),
                ("country_nl", models.TextField(null=True)),
                ("country_fr", models.TextField(null=True)),
                ("zipcode", models.TextField(null=True)),
                ("municipality_nl", models.TextField(null=True)),
                ("municipality_fr", models.TextField(null=True)),
                ("street_nl", models.TextField(null=True)),
                ("street_fr", models.TextField(null=True)),
                ("house_number", models.TextField(null=True)),
                ("box", models.TextField(null=True)),
                ("extra_address_info", models.TextField(null=True)),
                ("date_striking_off", models.DateField(null=True)),
            ],
            options={
                "db_table": "kbo_address",
                "indexes": [models.Index(fields=["entity_number"], name="kbo_address_of")],
            },
        ),
        migrations.CreateModel(
            name="KboDenomination",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("entity_number", models.TextField()),
                ("language", models.TextField(null=True)),
                ("type_of_denomination", models.TextField(null=True)),
                ("denomination", models.TextField(null=True)),
            ],
            options={
                "db_table": "kbo_denomination",
                "indexes": [models.Index(fields=["entity_number"], name="kbo_denomination_of")],
            },
        ),
        migrations.CreateModel(
            name="KboEnterprise",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("enterprise_number", models.TextField()),
                ("status", models.TextField(null=True)),
                ("juridical_situation", models.TextField(null=True)),
                ("type_of_enterprise", models.TextField(null=True)),
                ("juridical_form", models.TextField(null=True)),
                ("juridical_form_cac", models.TextField(null=True)),
                ("start_date", models.DateField(null=True)),
            ],
            options={
                "db_table": "kbo_enterprise",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("enterprise_number",), name="kbo_enterprise_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="KboEstablishment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("establishment_number", models.TextField()),
                ("start_date", models.DateField(null=True)),
                ("enterprise_number", models.TextField()),
            ],
            options={
                "db_table": "kbo_establishment",
                "indexes": [
                    models.Index(fields=["enterprise_number"], name="kbo_establishment_of")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("establishment_number",), name="kbo_establishment_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="EnterpriseNumber",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=10)),
                ("held_from", models.DateField(null=True)),
                ("held_until", models.DateField(null=True)),
                (
                    "enterprise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="numbers",
                        to="register.enterprise",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("number",), name="enterprise_number_is_held_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__regex", "^[01]\\d{9}$")),
                        name="enterprise_number_is_ten_digits",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("held_from__lt", models.F("held_until")),
                            ("held_from", None),
                            ("held_until", None),
                            _connector="OR",
                        ),
                        name="enterprise_number_is_held_forwards",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Snapshot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[("kbo-open-data", "Kbo Open Data"), ("synthetic", "Synthetic")],
                        max_length=20,
                    ),
                ),
                ("holds_on", models.DateField()),
                ("known_at", models.DateTimeField()),
                ("facts", models.JSONField()),
                ("digest", models.CharField(max_length=64)),
                (
                    "enterprise",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="snapshots",
                        to="register.enterprise",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("enterprise", "source", "digest", "holds_on"),
                        name="snapshot_is_stored_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source__in", ["kbo-open-data", "synthetic"])),
                        name="snapshot_source_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("digest__regex", "^[0-9a-f]{64}$")),
                        name="snapshot_digest_is_sha256",
                    ),
                ],
            },
        ),
    ]
