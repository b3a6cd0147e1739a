"""Revise."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from portefeuille.people.perms import HANDLE_CASES, permission


@permission(HANDLE_CASES)
@require_http_methods(["GET", "HEAD", "POST"])
def revise(request: HttpRequest, reference: str) -> HttpResponse:
    """Revise."""
    return render(request, "404.html")
