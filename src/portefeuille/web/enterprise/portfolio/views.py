"""Choose an enterprise, its data, its portfolio."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portefeuille.people.perms import ACT_FOR_ENTERPRISE, SIGNED_IN, permission


@permission(SIGNED_IN)
@require_safe
def enterprises(request: HttpRequest) -> HttpResponse:
    """The enterprises somebody may act for."""
    return render(request, "404.html")


@permission(ACT_FOR_ENTERPRISE)
@require_safe
def portfolio(request: HttpRequest, number: str) -> HttpResponse:
    """What one enterprise has."""
    return render(request, "404.html", {"number": number})


@permission(ACT_FOR_ENTERPRISE)
@require_safe
def enterprise_data(request: HttpRequest, number: str) -> HttpResponse:
    """What the register says of it."""
    return render(request, "404.html", {"number": number})
