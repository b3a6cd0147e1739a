"""The extract of KBO Open Data as it was loaded: its tables, column for column.

Numbers stand without dots, dates as dates, everything else as the text of the file; an empty
field is NULL. Only what a decision needs is kept: no contact details (personal data) and no
branches. The tables are the loader's to empty and fill: they are a copy of what the authentic
source publishes, not a record of ours.

Open Data holds active entities only, without history, headcount or accounts; of a natural
person it has no seat address.

Uniqueness and indexes are declared in Meta, not on the field: on a text field Django would
add a second index for LIKE, which nobody asks of 36 million rows.

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


class KboEnterprise(models.Model):
    enterprise_number = models.TextField()
    status = models.TextField(null=True)
    juridical_situation = models.TextField(null=True)
    type_of_enterprise = models.TextField(null=True)
    juridical_form = models.TextField(null=True)
    juridical_form_cac = models.TextField(null=True)
    start_date = models.DateField(null=True)

    class Meta:
        db_table = "kbo_enterprise"
        constraints = [
            models.UniqueConstraint(fields=["enterprise_number"], name="kbo_enterprise_once")
        ]


class KboEstablishment(models.Model):
    establishment_number = models.TextField()
    start_date = models.DateField(null=True)
    enterprise_number = models.TextField()

    class Meta:
        db_table = "kbo_establishment"
        constraints = [
            models.UniqueConstraint(fields=["establishment_number"], name="kbo_establishment_once")
        ]
        indexes = [models.Index(fields=["enterprise_number"], name="kbo_establishment_of")]


class KboDenomination(models.Model):
    entity_number = models.TextField()
    language = models.TextField(null=True)
    type_of_denomination = models.TextField(null=True)
    denomination = models.TextField(null=True)

    class Meta:
        db_table = "kbo_denomination"
        indexes = [models.Index(fields=["entity_number"], name="kbo_denomination_of")]


class KboAddress(models.Model):
    entity_number = models.TextField()
    type_of_address = models.TextField(null=True)
    country_nl = models.TextField(null=True)
    country_fr = models.TextField(null=True)
    zipcode = models.TextField(null=True)
    municipality_nl = models.TextField(null=True)
    municipality_fr = models.TextField(null=True)
    street_nl = models.TextField(null=True)
    street_fr = models.TextField(null=True)
    house_number = models.TextField(null=True)
    box = models.TextField(null=True)
    extra_address_info = models.TextField(null=True)
    date_striking_off = models.DateField(null=True)

    class Meta:
        db_table = "kbo_address"
        indexes = [models.Index(fields=["entity_number"], name="kbo_address_of")]


class KboActivity(models.Model):
    entity_number = models.TextField()
    activity_group = models.TextField(null=True)
    nace_version = models.TextField(null=True)
    nace_code = models.TextField(null=True)
    classification = models.TextField(null=True)

    class Meta:
        db_table = "kbo_activity"
        indexes = [models.Index(fields=["entity_number"], name="kbo_activity_of")]
