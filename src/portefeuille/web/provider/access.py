"""For which provider somebody acts: what every page of a provider begins with."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest

from portefeuille.applications.queries import Dossier, dossier_of_reference
from portefeuille.journal.services import By
from portefeuille.people.models import Mandate
from portefeuille.people.perms import who_acts
from portefeuille.providers.queries import registrations_of
from portefeuille.web import clock


@dataclass(frozen=True, slots=True)
class Desk:
    """The providers under one enterprise number, by name, and the registrations they hold."""

    number: str
    name: str
    registrations: tuple[str, ...]


def desk_of(number: str) -> Desk:
    """The desk of an enterprise number; 404 where no provider was ever registered under it."""
    found = registrations_of(number)
    if not found:
        raise Http404
    names = dict.fromkeys(one.provider.name for one in found)
    return Desk(number, ", ".join(names), tuple(one.number for one in found))


def dossier_here(desk: Desk, reference: str) -> Dossier:
    """A dossier that names this provider; 404 where it names another, or does not exist."""
    found = dossier_of_reference(reference)
    if found is None or found.registration not in desk.registrations:
        raise Http404
    return found


def by_whom(request: HttpRequest, number: str) -> By:
    """Who does something for this provider now."""
    who = who_acts(request)
    mandate = who.mandate_for(number, Mandate.Role.PROVIDER)
    assert mandate is not None, "the permission of the route asks for a mandate"
    return By(f"person:{who.person.pk}", clock.now(), f"mandate:{mandate.pk}")
