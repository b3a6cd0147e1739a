"""What the application's role may do here: read, and add; nothing is changed afterwards."""

from django.db import migrations

GRANT = "GRANT SELECT, INSERT ON providers_provider, providers_registration TO portefeuille_app;"
REVOKE = "REVOKE ALL ON providers_provider, providers_registration FROM portefeuille_app;"


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_roles"), ("providers", "0001_initial")]

    operations = [migrations.RunSQL(GRANT, REVOKE)]
