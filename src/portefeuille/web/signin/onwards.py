"""Where somebody begins after signing in: the first page of their role."""

from datetime import date

from django.urls import reverse

from portefeuille.people.models import Mandate, Person
from portefeuille.people.queries import FOR_ENTERPRISE, Acting, mandates_of

ROLE = Mandate.Role


def first_page_of(person: Person, today: date) -> str:
    """The address of their first page."""
    return home_of(Acting(person, mandates_of(person.pk, today)))


def home_of(who: Acting) -> str:
    """The page of their first mandate: an enterprise, a choice of several, or a desk."""
    numbers = who.numbers(*FOR_ENTERPRISE)
    if len(numbers) == 1:
        return reverse("portfolio", args=[numbers[0]])
    if numbers:
        return reverse("enterprises")
    if provided := who.numbers(ROLE.PROVIDER):
        return reverse("provider", args=[provided[0]])
    if who.holds(ROLE.CASE_HANDLER):
        return reverse("cases")
    if who.holds(ROLE.FINANCE_OFFICER):
        return reverse("deposits")
    if who.holds(ROLE.DATA_PROTECTION_OFFICER):
        return reverse("lookups")
    if who.holds(ROLE.POLICY_ANALYST):
        return reverse("office-figures")
    return reverse("start")
