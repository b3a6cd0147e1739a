"""What goes out."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from portefeuille.people.perms import HANDLE_MONEY, permission


@permission(HANDLE_MONEY)
@require_http_methods(["GET", "HEAD"])
def payments(request: HttpRequest) -> HttpResponse:
    """Orders."""
    return render(request, "404.html")


@permission(HANDLE_MONEY)
@require_http_methods(["POST"])
def pay(request: HttpRequest, order: int) -> HttpResponse:
    """Pay."""
    return render(request, "404.html")


@permission(HANDLE_MONEY)
@require_http_methods(["GET", "HEAD"])
def invoice(request: HttpRequest, order: int) -> HttpResponse:
    """The invoice."""
    return render(request, "404.html")
