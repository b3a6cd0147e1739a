"""Whose dossier it is, and who acts: what every page of a dossier begins with."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from portefeuille.applications.queries import Dossier, dossier_of_reference
from portefeuille.journal.services import By
from portefeuille.people.perms import who_acts
from portefeuille.people.queries import FOR_ENTERPRISE
from portefeuille.register.queries import enterprise_of, story_of
from portefeuille.web import clock
from portefeuille.web.ui.statuses import STATUSES


def dossier_here(number: str, reference: str) -> Dossier:
    """The dossier of this enterprise, or of what went on in it; 404 where it is somebody else's,
    or nobody's."""
    found, enterprise_id = dossier_of_reference(reference), enterprise_of(number)
    if found is None or enterprise_id is None or found.enterprise_id not in story_of(enterprise_id):
        raise Http404
    return found


def by_whom(request: HttpRequest, number: str) -> By:
    """Who does something for this enterprise now."""
    who = who_acts(request)
    mandate = who.mandate_for(number, *FOR_ENTERPRISE)
    assert mandate is not None, "the permission of the route asks for a mandate"
    return By(f"person:{who.person.pk}", clock.now(), f"mandate:{mandate.pk}")


def page(
    request: HttpRequest, number: str, name: str, it: Dossier, more: Any = None, status: int = 200
) -> HttpResponse:
    """A page of a dossier; `name` is its template."""
    context = {
        "number": number,
        "name": it.enterprise_name,
        "dossier": it,
        "status": STATUSES[it.status],
        **(more or {}),
    }
    return render(request, f"enterprise/dossier/{name}.html", context, status=status)


def not_now(request: HttpRequest, number: str, it: Dossier, heading: str) -> HttpResponse:
    """A step that is not possible in the status of the dossier: 409, with what it is now."""
    return page(request, number, "not_now", it, {"heading": heading}, status=409)
