"""How long each kind of thing is kept, and what was erased. Only the owner writes the first."""

from django.db import models


class Period(models.Model):
    """How long a kind is kept, as `periods.yaml` says: stored by `migrate`, as the owner.

    `after` is a period of ISO 8601, such as P10Y. `selection_rule` is the number the operator
    gave for the class; empty where there is none, and then what needs one stays.
    """

    kind = models.CharField(max_length=30, primary_key=True)
    record_class = models.CharField(max_length=30)
    after = models.CharField(max_length=20)
    needs_rule = models.BooleanField()
    selection_rule = models.CharField(max_length=120, blank=True)


class Erasure(models.Model):
    """So many rows of a kind that were erased together: under which period and rule, and when.

    `before` is the moment before which their period had begun. Written by the database itself;
    never changed, and nothing of what was erased stands in it.
    """

    kind = models.CharField(max_length=30)
    record_class = models.CharField(max_length=30)
    erased = models.PositiveIntegerField()
    after = models.CharField(max_length=20)
    before = models.DateTimeField()
    selection_rule = models.CharField(max_length=120, blank=True)
    erased_at = models.DateTimeField()
