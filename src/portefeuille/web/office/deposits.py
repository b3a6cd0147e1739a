"""What came in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from portefeuille.people.perms import HANDLE_MONEY, permission


@permission(HANDLE_MONEY)
@require_http_methods(["GET", "HEAD", "POST"])
def deposits(request: HttpRequest) -> HttpResponse:
    """What came in."""
    return render(request, "404.html")
