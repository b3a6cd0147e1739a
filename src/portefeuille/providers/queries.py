"""Who is registered, for what, and when; and providers by their name."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from portefeuille.providers.models import Registration

__all__ = ["Registration", "find_registrations", "names_of", "registration"]


def registration(number: str, on: date) -> Registration | None:
    """The registration under this number (in its one form) with its provider, in one query.

    Of several periods it is the one that holds on the day. Where none does it is the last one,
    so that a decision can say from when or until when the provider is registered (`first_day`,
    `last_day`). None: no such number was ever given.
    """
    periods = Registration.objects.select_related("provider").filter(number=number)
    return periods.alias(holds=Q(valid__contains=on)).order_by("-holds", "-valid").first()


def registrations_of(enterprise_number: str) -> list[Registration]:
    """The registrations of every provider under an enterprise number, with their provider.

    One a number: the last period. By number, in one query.
    """
    mine = Registration.objects.select_related("provider").filter(
        provider__enterprise_number=enterprise_number
    )
    return list(mine.order_by("number", "-valid").distinct("number"))


def names_of(numbers: Iterable[str]) -> dict[str, str]:
    """The name of the provider of each of these registration numbers, in one query."""
    found = Registration.objects.filter(number__in=list(numbers)).order_by("valid")
    return dict(found.values_list("number", "provider__name"))


def find_registrations(words: str, service: str, on: date, most: int) -> list[Registration]:
    """Registrations for a service whose provider has each of these words in its name, by name.

    One a number: the period that holds on the day, else the last one; at most so many, in one
    query.
    """
    named = Q()
    for word in words.split():
        named &= Q(provider__name__icontains=word)
    periods = Registration.objects.select_related("provider").filter(named, service=service)
    newest = periods.alias(holds=Q(valid__contains=on)).order_by(
        "provider__name", "number", "-holds", "-valid"
    )
    return list(newest.distinct("provider__name", "number")[:most])
