"""Order payment."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portefeuille.people.perms import ACT_FOR_ENTERPRISE, permission


@permission(ACT_FOR_ENTERPRISE)
@require_safe
def order(request: HttpRequest, number: str, reference: str) -> HttpResponse:
    """Order."""
    return render(request, "404.html", {"number": number, "reference": reference})
