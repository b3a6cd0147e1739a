"""The role the application works as: made by the first migration, granted to by the others."""

from django.db import migrations

MAKE = """
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'portefeuille_app') THEN
        CREATE ROLE portefeuille_app NOLOGIN;
        -- So that an owner who is no superuser may work as it (from PostgreSQL 16 on).
        EXECUTE format('GRANT portefeuille_app TO %I', current_user);
    END IF;
END $$;
GRANT USAGE ON SCHEMA public TO portefeuille_app;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [migrations.RunSQL(MAKE, migrations.RunSQL.noop)]
