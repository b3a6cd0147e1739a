"""Permissions: deny by default, a name for each thing that may be done.

Every view names the permission it needs with `@permission(...)`; the middleware refuses any
view that names none, so that a forgotten decorator is a closed door. How somebody proves to
hold a permission is the business of the functions in `HOLDERS`.
"""

import hashlib
import hmac
from collections.abc import Callable
from typing import Any, Final, TypeVar

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

View = TypeVar("View", bound=Callable[..., Any])

PUBLIC: Final = "see public pages"
SUBMIT: Final = "submit an application"


def permission(name: str) -> Callable[[View], View]:
    """Declare the permission a view needs; one of the names above."""
    if name not in HOLDERS:
        raise ValueError(f"{name!r} is not a permission")

    def declare(view: View) -> View:
        view.permission = name  # type: ignore[attr-defined]
        return view

    return declare


def everybody(_: HttpRequest) -> bool:
    """A public page."""
    return True


def bearer_of_the_token(request: HttpRequest) -> bool:
    """A program that shows the token whose SHA-256 the operator has set; none set, nobody."""
    scheme, _, token = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
    shown = hashlib.sha256(token.encode()).hexdigest()
    return bool(settings.API_TOKEN_HASH) and (
        scheme == "Bearer" and hmac.compare_digest(shown, settings.API_TOKEN_HASH)
    )


HOLDERS: Final[dict[str, Callable[[HttpRequest], bool]]] = {
    PUBLIC: everybody,
    SUBMIT: bearer_of_the_token,
}


class PermissionMiddleware:
    """Refuses every view whose permission the request does not hold, or that names none."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, _args: Any, _kwargs: Any) -> None:
        """Called by Django before a view."""
        holder = HOLDERS.get(getattr(view, "permission", ""))
        if holder is None or not holder(request):
            raise PermissionDenied
