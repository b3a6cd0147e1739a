"""Who is registered, for what, and when."""

from datetime import date

from django.db.models import Q

from portefeuille.providers.models import Registration


def registration(number: str, on: date) -> Registration | None:
    """The registration under this number (in its one form) with its provider, in one query.

    Of several periods it is the one that holds on the day. Where none does it is the last one,
    so that a decision can say from when or until when the provider is registered (`first_day`,
    `last_day`). None: no such number was ever given.
    """
    periods = Registration.objects.select_related("provider").filter(number=number)
    return periods.alias(holds=Q(valid__contains=on)).order_by("-holds", "-valid").first()
