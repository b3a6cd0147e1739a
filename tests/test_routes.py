"""Every address of the site with the permission it needs: a table that somebody has to change.

A view without a permission is refused by the middleware; a new one must be entered here.
"""

from collections.abc import Iterator

import pytest
from django.db import connections
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, include, path

from portefeuille.people.perms import (
    ACT_FOR_ENTERPRISE,
    ACT_FOR_PROVIDER,
    ANALYSE,
    DEMO,
    HANDLE_AID,
    HANDLE_CASES,
    HANDLE_MONEY,
    HANDLE_RECOVERIES,
    INSPECT_LOOKUPS,
    PUBLIC,
    SIGNED_IN,
    SUBMIT,
    permission,
)

ROUTES = {
    "start": PUBLIC,
    "calculator": PUBLIC,
    "regulation": PUBLIC,
    "regulation-changes": PUBLIC,
    "figures": PUBLIC,
    "figure": PUBLIC,
    "status": PUBLIC,
    "sign-in": DEMO,
    "sign-out": PUBLIC,
    "enterprises": SIGNED_IN,
    "portfolio": ACT_FOR_ENTERPRISE,
    "enterprise-data": ACT_FOR_ENTERPRISE,
    "draft-new": ACT_FOR_ENTERPRISE,
    "draft-step": ACT_FOR_ENTERPRISE,
    "draft-check": ACT_FOR_ENTERPRISE,
    "draft-declare": ACT_FOR_ENTERPRISE,
    "draft-received": ACT_FOR_ENTERPRISE,
    "draft-halt": ACT_FOR_ENTERPRISE,
    "dossier": ACT_FOR_ENTERPRISE,
    "submitted": ACT_FOR_ENTERPRISE,
    "deposit": ACT_FOR_ENTERPRISE,
    "order": ACT_FOR_ENTERPRISE,
    "refund-account": ACT_FOR_ENTERPRISE,
    "stop": ACT_FOR_ENTERPRISE,
    "letter": ACT_FOR_ENTERPRISE,
    "document": ACT_FOR_ENTERPRISE,
    "provider": ACT_FOR_PROVIDER,
    "provider-dossier": ACT_FOR_PROVIDER,
    "provider-payments": ACT_FOR_PROVIDER,
    "provider-account": ACT_FOR_PROVIDER,
    "cases": HANDLE_CASES,
    "search": HANDLE_CASES,
    "case": HANDLE_CASES,
    "assess": HANDLE_CASES,
    "revise": HANDLE_CASES,
    "join": HANDLE_CASES,
    "aid": HANDLE_AID,
    "aid-of": HANDLE_AID,
    "budget": HANDLE_MONEY,
    "office-figures": ANALYSE,
    "office-figure": ANALYSE,
    "recoveries": HANDLE_RECOVERIES,
    "recovery": HANDLE_RECOVERIES,
    "recovery-settle": HANDLE_MONEY,
    "ask-back": HANDLE_RECOVERIES,
    "statements": HANDLE_MONEY,
    "statement": HANDLE_MONEY,
    "statement-file": HANDLE_MONEY,
    "bank-lines": HANDLE_MONEY,
    "bank-line": HANDLE_MONEY,
    "deposits": HANDLE_MONEY,
    "payments": HANDLE_MONEY,
    "refunds": HANDLE_MONEY,
    "payout-account": HANDLE_MONEY,
    "run": HANDLE_MONEY,
    "run-release": HANDLE_MONEY,
    "run-throw-away": HANDLE_MONEY,
    "run-file": HANDLE_MONEY,
    "run-given": HANDLE_MONEY,
    "run-refused": HANDLE_MONEY,
    "order-document": HANDLE_MONEY,
    "lookups": INSPECT_LOOKUPS,
    "lookups-file": INSPECT_LOOKUPS,
    "mailbox": DEMO,
    "mailbox-mail": DEMO,
    "mailbox-file": DEMO,
    "api-applications": SUBMIT,
    "api-arrival": SUBMIT,
    "api-nowhere": PUBLIC,
}


def patterns(resolver: URLResolver) -> Iterator[URLPattern]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern)
        else:
            yield pattern


def test_every_route_names_its_permission() -> None:
    found = {
        str(pattern.name): getattr(pattern.callback, "permission", None)
        for pattern in patterns(get_resolver())
    }
    assert found == ROUTES


def forgotten(_: HttpRequest) -> HttpResponse:
    return HttpResponse("secret")


class OneForgottenRoute:
    urlpatterns = (
        path("forgotten", forgotten),
        path("", include("portefeuille.web.public.urls")),
        path("", include("portefeuille.web.signin.urls")),
    )
    handler403 = "portefeuille.web.signin.views.refused"
    handler404 = "portefeuille.web.public.views.not_found"


def test_a_view_that_names_no_permission_is_a_closed_door(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from django.conf import settings

    monkeypatch.setattr(settings, "ROOT_URLCONF", OneForgottenRoute)
    assert Client().get("/forgotten").status_code == 403


@pytest.mark.parametrize("address", ["/", "/api/v1/applications"])
def test_a_host_that_is_not_ours_is_refused_on_pages_and_interface(address: str) -> None:
    assert Client().post(address, headers={"Host": "elsewhere.example"}).status_code == 400


def test_the_site_knows_the_database_as_the_application_and_not_as_its_owner() -> None:
    assert list(connections) == ["default"]
    assert connections.settings["default"]["OPTIONS"]["assume_role"] == "portefeuille_app"


def test_a_permission_nobody_knows_cannot_be_named() -> None:
    with pytest.raises(ValueError, match="is not a permission"):
        permission("do as you like")(forgotten)


def test_nobody_submits_while_no_token_is_set() -> None:
    request = RequestFactory().post("/", headers={"Authorization": "Bearer "})
    from portefeuille.people.perms import HOLDERS

    assert HOLDERS[SUBMIT](request, {}) is False
