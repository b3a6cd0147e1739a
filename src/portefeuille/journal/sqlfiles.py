"""SQL that stands in files of its own, so that it can be read as SQL.

A migration names the files it runs. A file that a migration has run is not edited any more: a
change is a new file and a new migration.
"""

from importlib.resources import files

from django.db import migrations


def run_sql_file(package: str, name: str) -> migrations.RunSQL:
    """The operation that runs one `sql/<name>.sql` of an app."""
    text = files(package).joinpath(f"sql/{name}.sql").read_text("utf-8")
    return migrations.RunSQL(text, migrations.RunSQL.noop)
