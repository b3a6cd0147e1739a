"""The extract of KBO Open Data as it was loaded.

`kbo_extract` notes which; `kbo_enterprise`, `kbo_establishment`, `kbo_denomination`,
`kbo_address` and `kbo_activity` hold its rows. Those five are no models: their rows have no key,
since nothing points at one of them. Their columns are those that `portefeuille.adapters.kbo`
declares as kept; numbers stand without dots, dates as dates, everything else as the text of the
file; an empty field is NULL. No contact details (personal data) and no branches.

The five are the loader's to empty and fill: they are a copy of what the authentic source
publishes, not a record of ours. A full extract is prepared in the schema `kbo_staging` and takes
their place at once (`sql/kbo_staging.sql`).

Open Data holds active entities only, without history, headcount or accounts; of a natural
person it has no seat address.

Source: KBO Open Data cookbook R018.00.
"""

from django.db import models


class KboExtract(models.Model):
    """The extracts that were loaded, as their meta.csv says; the highest number is current."""

    number = models.IntegerField(primary_key=True)
    kind = models.CharField(max_length=6, choices={"full": "full", "update": "update"})
    snapshot_date = models.DateField()
    extract_timestamp = models.DateTimeField()
    version = models.TextField()

    class Meta:
        db_table = "kbo_extract"

    @property
    def attribution(self) -> str:
        """The line the conditions of use ask for wherever the data is shown."""
        return f"Source: KBO/BCE, FOD Economie. Data update: {self.snapshot_date:%d-%m-%Y}"
