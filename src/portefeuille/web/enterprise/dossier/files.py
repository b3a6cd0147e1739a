"""Letters and documents of a dossier, as files."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from portefeuille.applications.queries import decisions_of
from portefeuille.messages.services import letter_pdf
from portefeuille.payments import queries as payments
from portefeuille.people.perms import ACT_FOR_ENTERPRISE, permission
from portefeuille.web.enterprise.dossier.access import dossier_here
from portefeuille.web.ui.language import language_of_page


@permission(ACT_FOR_ENTERPRISE)
@require_safe
def letter(request: HttpRequest, number: str, reference: str, decision: int) -> HttpResponse:  # noqa: ARG001
    """The letter of one decision on this dossier, in the language of the page."""
    it = dossier_here(number, reference)
    decided = {one.decision_id: one for one in decisions_of(it.application_id)}
    if decision not in decided:
        raise Http404
    content = letter_pdf(it, decided[decision], language_of_page())
    return _file(content, "application/pdf", f"{it.reference}-{decision}.pdf")


@permission(ACT_FOR_ENTERPRISE)
@require_safe
def document(request: HttpRequest, number: str, reference: str, kept: uuid.UUID) -> HttpResponse:  # noqa: ARG001
    """A file that was sent in with this dossier."""
    it = dossier_here(number, reference)
    found = payments.document(kept, it.application_id)
    if found is None:
        raise Http404
    return _file(bytes(found.content), found.media_type, found.name)


def _file(content: bytes, media_type: str, name: str) -> HttpResponse:
    disposition = content_disposition_header(as_attachment=True, filename=name)
    headers = {"Content-Disposition": disposition, "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type=media_type, headers=headers)
