"""What a case handler works from: decisions that left a rule unjudged, and a search by number."""

from typing import Any, Final
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from portefeuille import law
from portefeuille.applications.queries import (
    Dossier,
    awaited,
    dossier,
    queue,
    queue_by_rule,
    to_join,
)
from portefeuille.applications.queries import search as find
from portefeuille.payments.references import application_in
from portefeuille.people.perms import HANDLE_CASES, permission
from portefeuille.web import clock
from portefeuille.web.office.flags import flags_of
from portefeuille.web.office.forms import SearchForm
from portefeuille.web.public.forms import SERVICES
from portefeuille.web.ui.language import language_of_page
from portefeuille.web.ui.pages import Page, number_in
from portefeuille.web.ui.statuses import STATUSES

PAGE: Final = 50
"""Dossiers on a page."""


@permission(HANDLE_CASES)
@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """The rules that wait, each with how many; or the decisions that wait for one of them."""
    rules = law.load().on(clock.today()).rules
    chosen = request.GET.get("regel", "")
    if not chosen:
        waiting = [(one, rules[one.rule].title[language_of_page()]) for one in queue_by_rule(rules)]
        situation = law.load().on(clock.today()).situation
        joining = [(one, situation(one.situation)) for one in to_join()]
        received = awaited()
        page = {
            "waiting": waiting,
            "awaited": [one for one in received if one.part is None],
            "for_budget": [one for one in received if one.part is not None],
            "to_join": joining,
        }
        return render(request, "office/cases.html", page)
    if chosen not in rules:
        raise Http404
    found = queue(chosen, number_in(request, "voor"), PAGE + 1)
    context = {
        "title": rules[chosen].title[language_of_page()],
        "rule": chosen,
        "page": _page_of(found, reverse("cases"), {"regel": chosen}),
        "paged": "voor" in request.GET,
    }
    return render(request, "office/cases_of_rule.html", context)


@permission(HANDLE_CASES)
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """A number to find, and the applications that go with it."""
    asked = "vraag" in request.GET
    form = SearchForm(request.GET if asked else None)
    if not asked or not form.is_valid():
        return render(request, "office/search.html", {"form": form}, status=422 if asked else 200)
    wanted = form.cleaned_data["vraag"]
    found = _found(wanted, number_in(request, "voor"))
    context = {
        "form": form,
        "page": _page_of(found, reverse("search"), {"vraag": wanted}),
        "paged": "voor" in request.GET,
    }
    return render(request, "office/search.html", context)


def _found(wanted: str, before: int | None) -> list[Dossier]:
    """By structured communication, else by enterprise number or subsidy number."""
    named = application_in(wanted)
    if named is None:
        return find(wanted, before, PAGE + 1)
    one = dossier(named)
    return [] if one is None else [one]


def _page_of(found: list[Dossier], here: str, asked: dict[str, str]) -> Page[Any]:
    flags = flags_of(found)
    lines = [
        (one, STATUSES[one.status], dict(SERVICES)[one.service], flags.get(one.application_id))
        for one in found
    ]
    last = found[PAGE - 1].application_id if len(found) > PAGE else ""
    return Page.of(lines, PAGE, f"{here}?{urlencode({**asked, 'voor': last})}")
