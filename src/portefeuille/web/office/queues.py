"""What waits for a case handler."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from portefeuille.people.perms import HANDLE_CASES, permission


@permission(HANDLE_CASES)
@require_http_methods(["GET", "HEAD"])
def cases(request: HttpRequest) -> HttpResponse:
    """The queue."""
    return render(request, "404.html")


@permission(HANDLE_CASES)
@require_http_methods(["GET", "HEAD"])
def search(request: HttpRequest) -> HttpResponse:
    """Search."""
    return render(request, "404.html")
