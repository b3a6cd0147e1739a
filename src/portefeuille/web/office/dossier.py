"""A dossier as the case handler sees it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from portefeuille.people.perms import HANDLE_CASES, permission


@permission(HANDLE_CASES)
@require_http_methods(["GET", "HEAD"])
def case(request: HttpRequest, reference: str) -> HttpResponse:
    """All of it."""
    return render(request, "404.html")


@permission(HANDLE_CASES)
@require_http_methods(["POST"])
def assess(request: HttpRequest, reference: str) -> HttpResponse:
    """A rule found in order."""
    return render(request, "404.html")
