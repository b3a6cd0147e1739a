"""Who is signed in, and for whom they may act."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Q
from django.http import HttpRequest

from portefeuille.people.models import Mandate, Person

SESSION_KEY: Final = "person"

FOR_ENTERPRISE: Final = (Mandate.Role.ENTREPRENEUR, Mandate.Role.ACCOUNTANT)


@dataclass(frozen=True, slots=True)
class Acting:
    """A signed-in person and the mandates they hold today."""

    person: Person
    mandates: tuple[Mandate, ...]

    def mandate_for(self, number: str, *roles: str) -> Mandate | None:
        """The mandate to act for this enterprise number ("" in the office) in one of the roles."""
        for mandate in self.mandates:
            if mandate.number == number and mandate.role in roles:
                return mandate
        return None

    def numbers(self, *roles: str) -> list[str]:
        """The enterprise numbers for which they hold one of the roles."""
        return [mandate.number for mandate in self.mandates if mandate.role in roles]

    def holds(self, *roles: str) -> bool:
        """Whether they hold one of the roles for anybody."""
        return any(mandate.role in roles for mandate in self.mandates)


def acting(request: HttpRequest, today: date) -> Acting | None:
    """Who is signed in, asked once a request; None where nobody is."""
    if not hasattr(request, "_acting"):
        request._acting = _acting(request, today)  # type: ignore[attr-defined]
    found: Acting | None = request._acting  # type: ignore[attr-defined]
    return found


def _acting(request: HttpRequest, today: date) -> Acting | None:
    key = getattr(request, "session", {}).get(SESSION_KEY)
    if key is None:
        return None
    mandates = mandates_of(key, today)
    person = mandates[0].person if mandates else Person.objects.filter(pk=key).first()
    return None if person is None else Acting(person, mandates)


def mandates_of(person_id: int, today: date) -> tuple[Mandate, ...]:
    """The mandates a person holds today, with the person, in one query."""
    held = Mandate.objects.filter(
        Q(held_until=None) | Q(held_until__gt=today), person_id=person_id, held_from__lte=today
    )
    return tuple(held.select_related("person").order_by("number", "role"))


def personas() -> list[Person]:
    """The invented people of the demonstration, with their mandates."""
    invented = Person.objects.filter(subject__startswith="demo:")
    return list(invented.prefetch_related("mandates").order_by("id"))


def named_like(words: str, most: int = 200) -> list[Person]:
    """The people whose name has these words in it, whatever the capitals; at most so many."""
    return list(Person.objects.filter(name__icontains=words).order_by("id")[:most])


def people_for(number: str, today: date) -> list[Person]:
    """Everybody who may act for an enterprise or a provider: whom its mails go to."""
    held = Mandate.objects.filter(
        Q(held_until=None) | Q(held_until__gt=today), number=number, held_from__lte=today
    )
    return [m.person for m in held.select_related("person").order_by("person_id")]
