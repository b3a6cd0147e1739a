"""Letters and documents of a dossier."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portefeuille.people.perms import ACT_FOR_ENTERPRISE, permission


@permission(ACT_FOR_ENTERPRISE)
@require_safe
def letter(request: HttpRequest, number: str, reference: str, decision: int) -> HttpResponse:
    """A letter."""
    return render(request, "404.html", {"number": number, "reference": reference})


@permission(ACT_FOR_ENTERPRISE)
@require_safe
def document(request: HttpRequest, number: str, reference: str, kept: object) -> HttpResponse:
    """A kept file."""
    return render(request, "404.html", {"number": number, "reference": reference})
