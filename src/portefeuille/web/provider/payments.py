"""What a provider was paid."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from portefeuille.people.perms import ACT_FOR_PROVIDER, permission


@permission(ACT_FOR_PROVIDER)
@require_http_methods(["GET", "HEAD"])
def received(request: HttpRequest, number: str) -> HttpResponse:
    """What it was paid."""
    return render(request, "404.html")
