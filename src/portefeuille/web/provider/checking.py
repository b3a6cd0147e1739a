"""What a provider checks."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from portefeuille.people.perms import ACT_FOR_PROVIDER, permission


@permission(ACT_FOR_PROVIDER)
@require_http_methods(["GET", "HEAD"])
def applications(request: HttpRequest, number: str) -> HttpResponse:
    """The applications that name it."""
    return render(request, "404.html")


@permission(ACT_FOR_PROVIDER)
@require_http_methods(["GET", "HEAD", "POST"])
def dossier(request: HttpRequest, number: str, reference: str) -> HttpResponse:
    """One of them."""
    return render(request, "404.html")
