"""Money at the bank, what is not matched, on its way or claimed; and balances that are kept."""

from django.db import migrations, models

from portefeuille.journal.sqlfiles import run_sql_file


class Migration(migrations.Migration):
    dependencies = [
        ("wallet", "0004_together"),
    ]

    operations = [
        migrations.CreateModel(
            name="Balance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("account", models.CharField(max_length=10)),
                ("owner_id", models.BigIntegerField()),
                ("amount_cents", models.BigIntegerField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="posting",
            name="posting_account_is_known",
        ),
        migrations.AlterField(
            model_name="entry",
            name="kind",
            field=models.CharField(
                choices=[
                    ("grant", "Grant"),
                    ("deposit", "Deposit"),
                    ("subsidy", "Subsidy"),
                    ("payment", "Payment"),
                    ("refund", "Refund"),
                    ("return", "Return"),
                    ("release", "Release"),
                    ("forfeit", "Forfeit"),
                    ("revision", "Revision"),
                    ("receipt", "Receipt"),
                    ("settle", "Settle"),
                    ("payout", "Payout"),
                    ("booked", "Booked"),
                    ("bounce", "Bounce"),
                    ("unpay", "Unpay"),
                    ("claim", "Claim"),
                    ("set-off", "Set Off"),
                    ("write-off", "Write Off"),
                ],
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="posting",
            name="account",
            field=models.CharField(
                choices=[
                    ("room", "Room"),
                    ("held", "Held"),
                    ("spent", "Spent"),
                    ("lost", "Lost"),
                    ("own", "Own"),
                    ("subsidy", "Subsidy"),
                    ("owed", "Owed"),
                    ("enterprise", "Enterprise"),
                    ("provider", "Provider"),
                    ("government", "Government"),
                    ("bank", "Bank"),
                    ("unmatched", "Unmatched"),
                    ("transit", "Transit"),
                    ("claim", "Claim"),
                    ("expected", "Expected"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="posting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "account__in",
                        [
                            "room",
                            "held",
                            "spent",
                            "lost",
                            "own",
                            "subsidy",
                            "owed",
                            "enterprise",
                            "provider",
                            "government",
                            "bank",
                            "unmatched",
                            "transit",
                            "claim",
                            "expected",
                        ],
                    )
                ),
                name="posting_account_is_known",
            ),
        ),
        migrations.AddIndex(
            model_name="balance",
            index=models.Index(
                condition=models.Q(
                    models.Q(("amount_cents", 0), _negated=True),
                    ("account__in", ["enterprise", "provider", "owed"]),
                ),
                fields=["account", "owner_id"],
                name="balance_that_is_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="balance",
            constraint=models.UniqueConstraint(
                fields=("account", "owner_id"), name="balance_is_one_row"
            ),
        ),
        migrations.AddConstraint(
            model_name="balance",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("account__in", ["own", "subsidy", "transit", "expected"]), _negated=True
                    ),
                    ("amount_cents__gte", 0),
                    _connector="OR",
                ),
                name="balance_of_a_pot_is_not_below_zero",
            ),
        ),
        migrations.AddConstraint(
            model_name="balance",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("account__in", ["owed", "claim"]), _negated=True),
                    ("amount_cents__lte", 0),
                    _connector="OR",
                ),
                name="balance_of_a_debt_is_not_above_zero",
            ),
        ),
        run_sql_file("portefeuille.wallet", "balances"),
    ]
