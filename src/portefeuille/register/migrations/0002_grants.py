"""What the application's role may do here.

Enterprises, numbers and snapshots are added to and never changed. The KBO tables are a copy
of a published extract: the loader runs as the application and replaces rows, with DELETE so
that readers keep seeing the previous extract until the new one is complete (TRUNCATE would
shut them out, and is not granted).
"""

from django.db import migrations

GRANT = """
GRANT SELECT, INSERT ON register_enterprise, register_enterprisenumber, register_snapshot
    TO portefeuille_app;
GRANT SELECT, INSERT ON kbo_extract TO portefeuille_app;
GRANT SELECT, INSERT, DELETE
    ON kbo_enterprise, kbo_establishment, kbo_denomination, kbo_address, kbo_activity
    TO portefeuille_app;
"""

REVOKE = """
REVOKE ALL ON register_enterprise, register_enterprisenumber, register_snapshot, kbo_extract,
    kbo_enterprise, kbo_establishment, kbo_denomination, kbo_address, kbo_activity
    FROM portefeuille_app;
"""


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_roles"), ("register", "0001_initial")]

    operations = [migrations.RunSQL(GRANT, REVOKE)]
