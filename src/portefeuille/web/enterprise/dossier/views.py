"""A dossier: what it is, what was decided, what to deposit."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portefeuille.people.perms import ACT_FOR_ENTERPRISE, permission


@permission(ACT_FOR_ENTERPRISE)
@require_safe
def show(request: HttpRequest, number: str, reference: str) -> HttpResponse:
    """The dossier."""
    return render(request, "404.html", {"number": number, "reference": reference})


@permission(ACT_FOR_ENTERPRISE)
@require_safe
def submitted(request: HttpRequest, number: str, reference: str) -> HttpResponse:
    """What follows."""
    return render(request, "404.html", {"number": number, "reference": reference})


@permission(ACT_FOR_ENTERPRISE)
@require_safe
def deposit(request: HttpRequest, number: str, reference: str) -> HttpResponse:
    """What to deposit."""
    return render(request, "404.html", {"number": number, "reference": reference})
