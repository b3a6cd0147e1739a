"""The transitions after the decision, booking with a last day, and what may be done with drafts."""

from django.db import migrations

from portefeuille.journal.sqlfiles import run_sql_file

RUNNING = ("awaiting_deposit", "deposited", "payment_ordered", "partly_paid")
DONE = ("paid", "lapsed", "stopped", "refused", "inadmissible", "on_record")
NEW = (
    ("record", "", "on_record"),
    ("record", "", "refused"),
    ("record", "", "inadmissible"),
    *(("check", status, status) for status in RUNNING),
    ("provider_refuse", "awaiting_deposit", "refused"),
    ("provider_refuse", "deposited", "refused"),
    ("deposit", "awaiting_deposit", "deposited"),
    ("deposit", "lapsed", "deposited"),
    *(("deposit", status, status) for status in ("deposited", "payment_ordered", "partly_paid")),
    *(("return_deposit", status, status) for status in (*RUNNING, *DONE[:-1])),
    *(("order", status, "payment_ordered") for status in RUNNING[1:]),
    *(("pay", "payment_ordered", status) for status in ("payment_ordered", "partly_paid", "paid")),
    *(
        ("stop", status, "stopped")
        for status in ("awaiting_deposit", "deposited", "partly_paid", "paid")
    ),
    *(("lapse", status, "lapsed") for status in ("awaiting_deposit", "deposited", "partly_paid")),
    *(("revise", status, status) for status in (*RUNNING, *DONE)),
    *(
        ("revise", before, after)
        for before in ("awaiting_deposit", "deposited", "on_record")
        for after in ("refused", "inadmissible")
    ),
    ("revise", "refused", "awaiting_deposit"),
    ("revise", "inadmissible", "awaiting_deposit"),
    ("revise", "refused", "inadmissible"),
    ("revise", "inadmissible", "refused"),
)
UNTOLD = ("record", "check")


def list_transitions(apps, schema_editor):
    """The table of `applications.transitions` as it was when this migration was written."""
    transition = apps.get_model("journal", "Transition")
    rows = transition.objects.using(schema_editor.connection.alias)
    rows.filter(subject="application").update(told=True)
    rows.filter(subject="application", to_status__in=RUNNING).update(runs=True)
    rows.bulk_create(
        transition(
            subject="application",
            verb=verb,
            from_status=start,
            to_status=end,
            runs=end in RUNNING,
            told=verb not in UNTOLD,
        )
        for verb, start, end in NEW
    )


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0003_drafts"),
        ("journal", "0004_following"),
        ("wallet", "0003_money"),
    ]
    operations = [
        migrations.RunPython(list_transitions, migrations.RunPython.noop),
        run_sql_file("portefeuille.applications", "following"),
        run_sql_file("portefeuille.applications", "book_with_due"),
    ]
