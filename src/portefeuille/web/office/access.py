"""Who does something in the office, and on which dossier."""

from django.http import Http404, HttpRequest

from portefeuille.applications.queries import Dossier, dossier_of_reference
from portefeuille.journal.services import By
from portefeuille.people.models import Mandate
from portefeuille.people.perms import who_acts
from portefeuille.web import clock


def dossier_here(reference: str) -> Dossier:
    """The dossier with this subsidy number; 404 where there is none."""
    found = dossier_of_reference(reference)
    if found is None:
        raise Http404
    return found


def case_handler(request: HttpRequest) -> By:
    """Who handles a case now."""
    return _by(request, Mandate.Role.CASE_HANDLER)


def finance_officer(request: HttpRequest) -> By:
    """Who handles money now."""
    return _by(request, Mandate.Role.FINANCE_OFFICER)


def data_protection_officer(request: HttpRequest) -> By:
    """Who looks into the purpose log now."""
    return _by(request, Mandate.Role.DATA_PROTECTION_OFFICER)


def either_officer(request: HttpRequest) -> By:
    """Who handles a case or money now."""
    return _by(request, Mandate.Role.CASE_HANDLER, Mandate.Role.FINANCE_OFFICER)


def _by(request: HttpRequest, *roles: str) -> By:
    who = who_acts(request)
    mandate = who.mandate_for("", *roles)
    assert mandate is not None, "the permission of the route asks for a mandate"
    return By(f"person:{who.person.pk}", clock.now(), f"mandate:{mandate.pk}")
