"""An index of the few snapshots that tell of a replaced number or a merger.

`applications/sql/to_join.sql` asks for them in these words; without it the case handler's queue
reads every snapshot there is.
"""

from django.db import migrations

INDEX = """
CREATE INDEX snapshot_of_who_may_go_on ON register_snapshot (enterprise_id)
    WHERE facts ->> 'juridical_situation'
        IN ('003', '006', '021', '022', '023', '024', '025', '026')
"""


class Migration(migrations.Migration):
    dependencies = [("register", "0006_succession")]
    operations = [migrations.RunSQL(INDEX, "DROP INDEX snapshot_of_who_may_go_on")]
