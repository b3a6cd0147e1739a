"""Sign in by persona, sign out, and what happens to whoever is not signed in.

Who somebody is, an identity provider says. In the demonstration anybody chooses a persona from
a list; outside it this door is shut, and real sign-in will stand behind the same one.
"""

import uuid
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from portefeuille.applications.queries import draft_by_id
from portefeuille.people import services
from portefeuille.people.perms import DEMO, PUBLIC, SignInNeeded, permission
from portefeuille.people.queries import personas
from portefeuille.web import clock
from portefeuille.web.signin.onwards import first_page_of

KEPT = "bewaard"
"""The word in an address that names what was kept of a form sent after the session had gone."""


@permission(DEMO)
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The personas; with one chosen, on to where they were going, or to their first page."""
    known = personas()
    onwards = request.POST.get("next") or request.GET.get("next", "")
    if request.method == "POST":
        chosen = next((one for one in known if one.subject == request.POST.get("persona")), None)
        if chosen is not None:
            services.sign_in(request, chosen)
            here = {request.get_host()}
            if not (onwards and url_has_allowed_host_and_scheme(onwards, allowed_hosts=here)):
                onwards = first_page_of(chosen, clock.today())
            return HttpResponseRedirect(onwards, status=303)
    return render(request, "signin/personas.html", {"personas": known, "next": onwards})


@permission(PUBLIC)
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Nothing of the session is left."""
    services.sign_out(request)
    return HttpResponseRedirect(reverse("start"), status=303)


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Whoever may not: to the sign-in page where nobody is signed in, else a page that says so."""
    if isinstance(exception, SignInNeeded):
        there = {"next": _back_to(request)}
        return HttpResponseRedirect(f"{reverse('sign-in')}?{urlencode(there)}", status=303)
    return render(request, "403.html", status=403)


def _back_to(request: HttpRequest) -> str:
    """Where to go after signing in; what was typed in a draft is kept for who wrote the draft."""
    if request.method != "POST":
        return request.get_full_path()
    match = request.resolver_match
    key = match.kwargs.get("draft") if match is not None else None
    draft = draft_by_id(key) if isinstance(key, uuid.UUID) else None
    if draft is None:
        return request.path
    posted = {
        name: str(value) for name, value in request.POST.items() if name != "csrfmiddlewaretoken"
    }
    kept = services.keep_form(draft.person_id, request.path, posted, clock.now())
    return f"{request.path}?{urlencode({KEPT: str(kept)})}"
