"""Stop."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portefeuille.people.perms import ACT_FOR_ENTERPRISE, permission


@permission(ACT_FOR_ENTERPRISE)
@require_safe
def stop(request: HttpRequest, number: str, reference: str) -> HttpResponse:
    """Stop."""
    return render(request, "404.html", {"number": number, "reference": reference})
