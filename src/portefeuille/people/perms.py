"""Permissions: deny by default, a name for each thing that may be done.

Every view names the permission it needs with `@permission(...)`; the middleware refuses any
view that names none, so that a forgotten decorator is a closed door. How somebody proves to
hold a permission is the business of the functions in `HOLDERS`. Whom somebody acts for stands
in the address (`number`), never in the session: two tabs, two enterprises, no mistake.
"""

import hashlib
import hmac
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Final, TypeVar

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import add_never_cache_headers

from portefeuille.core.periods import legal_day
from portefeuille.people.models import Mandate
from portefeuille.people.queries import FOR_ENTERPRISE, Acting, acting

View = TypeVar("View", bound=Callable[..., Any])

PUBLIC: Final = "see public pages"
SUBMIT: Final = "submit an application"
DEMO: Final = "take part in the demonstration"
SIGNED_IN: Final = "be signed in"
ACT_FOR_ENTERPRISE: Final = "act for an enterprise"
ACT_FOR_PROVIDER: Final = "act for a provider"
HANDLE_CASES: Final = "handle cases"
HANDLE_MONEY: Final = "handle money"
HANDLE_AID: Final = "handle state aid"
HANDLE_RECOVERIES: Final = "handle recoveries"
INSPECT_LOOKUPS: Final = "inspect who looked up whom"
ANALYSE: Final = "analyse figures"

Route = Mapping[str, Any]


class SignInNeeded(PermissionDenied):
    """Nobody is signed in, and only somebody who is may do this."""


def permission(name: str) -> Callable[[View], View]:
    """Declare the permission a view needs; one of the names above."""
    if name not in HOLDERS:
        raise ValueError(f"{name!r} is not a permission")

    def declare(view: View) -> View:
        view.permission = name  # type: ignore[attr-defined]
        return view

    return declare


def everybody(_: HttpRequest, __: Route) -> bool:
    """A public page."""
    return True


def bearer_of_the_token(request: HttpRequest, _: Route) -> bool:
    """A program that shows the token whose SHA-256 the operator has set; none set, nobody."""
    scheme, _, token = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
    shown = hashlib.sha256(token.encode()).hexdigest()
    return bool(settings.API_TOKEN_HASH) and (
        scheme == "Bearer" and hmac.compare_digest(shown, settings.API_TOKEN_HASH)
    )


def whoever_tries_it_out(_: HttpRequest, __: Route) -> bool:
    """Anybody, in a demonstration and nowhere else."""
    return bool(settings.DEMO)


def who_acts(request: HttpRequest) -> Acting:
    """Who is signed in; SignInNeeded where nobody is."""
    found = acting(request, legal_day(datetime.now(UTC)))
    if found is None:
        raise SignInNeeded
    return found


def somebody(request: HttpRequest, _: Route) -> bool:
    """Whoever has signed in."""
    return who_acts(request) is not None


def of_the_enterprise(request: HttpRequest, route: Route) -> bool:
    """Who holds a mandate of the enterprise in the address."""
    return who_acts(request).mandate_for(route["number"], *FOR_ENTERPRISE) is not None


def of_the_provider(request: HttpRequest, route: Route) -> bool:
    """Who holds a mandate of the provider in the address."""
    return who_acts(request).mandate_for(route["number"], Mandate.Role.PROVIDER) is not None


def case_handler(request: HttpRequest, _: Route) -> bool:
    """Who handles cases."""
    return who_acts(request).holds(Mandate.Role.CASE_HANDLER)


def finance_officer(request: HttpRequest, _: Route) -> bool:
    """Who records deposits and pays."""
    return who_acts(request).holds(Mandate.Role.FINANCE_OFFICER)


def either_officer(request: HttpRequest, _: Route) -> bool:
    """Who handles cases, or money."""
    return who_acts(request).holds(Mandate.Role.CASE_HANDLER, Mandate.Role.FINANCE_OFFICER)


def data_protection_officer(request: HttpRequest, _: Route) -> bool:
    """Who sees to it that personal data are asked for with a reason."""
    return who_acts(request).holds(Mandate.Role.DATA_PROTECTION_OFFICER)


def analyst(request: HttpRequest, _: Route) -> bool:
    """Who answers for the figures: policy analysts, and who handles cases or money."""
    return who_acts(request).holds(
        Mandate.Role.POLICY_ANALYST, Mandate.Role.CASE_HANDLER, Mandate.Role.FINANCE_OFFICER
    )


HOLDERS: Final[dict[str, Callable[[HttpRequest, Route], bool]]] = {
    PUBLIC: everybody,
    SUBMIT: bearer_of_the_token,
    DEMO: whoever_tries_it_out,
    SIGNED_IN: somebody,
    ACT_FOR_ENTERPRISE: of_the_enterprise,
    ACT_FOR_PROVIDER: of_the_provider,
    HANDLE_CASES: case_handler,
    HANDLE_MONEY: finance_officer,
    HANDLE_AID: either_officer,
    HANDLE_RECOVERIES: either_officer,
    INSPECT_LOOKUPS: data_protection_officer,
    ANALYSE: analyst,
}


class PermissionMiddleware:
    """Refuses every view whose permission the request does not hold, or that names none.

    What was made for somebody who is signed in is kept by no cache, so that after signing out
    nobody reads it by going back.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if getattr(request, "_acting", None) is not None:
            add_never_cache_headers(response)
        return response

    def process_view(self, request: HttpRequest, view: Any, _args: Any, kwargs: Route) -> None:
        """Called by Django before a view."""
        holder = HOLDERS.get(getattr(view, "permission", ""))
        if holder is None or not holder(request, kwargs):
            raise PermissionDenied
