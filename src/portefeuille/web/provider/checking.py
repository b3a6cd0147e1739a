"""What a provider checks: the applications that name it, and what it says of each.

It sees what it must judge: who applies, for what, when and how much. Why an enterprise gets a
subsidy, and what it has left, is not the provider's to see.
"""

from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from portefeuille.applications import services
from portefeuille.applications.queries import Dossier, decisions_of, naming, to_check
from portefeuille.applications.transitions import NotNow, may
from portefeuille.core.periods import last_day_within
from portefeuille.people.perms import ACT_FOR_PROVIDER, permission
from portefeuille.web import clock
from portefeuille.web.provider.access import Desk, by_whom, desk_of, dossier_here
from portefeuille.web.provider.forms import FilterForm, RefuseForm
from portefeuille.web.public.forms import SERVICES
from portefeuille.web.ui.debts import owed_by
from portefeuille.web.ui.language import language_of_page
from portefeuille.web.ui.pages import Page, number_in
from portefeuille.web.ui.statuses import REFUSALS, STATUSES

PAGE: Final = 20
"""Applications on a page of a list."""

DONE: Final = ("in-orde", "geweigerd")


@permission(ACT_FOR_PROVIDER)
@require_safe
def applications(request: HttpRequest, number: str) -> HttpResponse:
    """What is to be checked, then every application that names it."""
    desk = desk_of(number)
    form = FilterForm(request.GET, desk.registrations)
    waiting = to_check(desk.registrations, number_in(request, "controle"), PAGE + 1)
    every = naming(
        form.registrations(desk.registrations), number_in(request, "voor"), PAGE + 1, form.chosen
    )
    here = reverse("provider", args=[number])
    context = {
        "desk": desk,
        "waiting": _page_of(waiting, f"{here}?controle=", "#te-controleren"),
        "every": _page_of(every, f"{here}?{urlencode({**form.data, 'voor': ''})}", "#aanvragen"),
        "paged": {name for name in ("controle", "voor") if name in request.GET},
        "form": form,
    }
    return render(request, "provider/applications.html", context)


@permission(ACT_FOR_PROVIDER)
@require_http_methods(["GET", "HEAD", "POST"])
def dossier(request: HttpRequest, number: str, reference: str) -> HttpResponse:
    """One application: what to judge, and the two answers that can be given."""
    desk = desk_of(number)
    it = dossier_here(desk, reference)
    if request.method != "POST":
        return _shown(request, desk, it, RefuseForm(None))
    refuses = request.POST.get("antwoord") == "weigeren"
    if not may("provider_refuse" if refuses else "check", it.status):
        return _not_now(request, desk, it)
    form = RefuseForm(request.POST) if refuses else None
    if form is not None and not form.is_valid():
        return _shown(request, desk, it, form, 422)
    try:
        _answer(request, number, it, form)
    except NotNow:
        return _not_now(request, desk, dossier_here(desk, reference))
    there = reverse("provider-dossier", args=[number, reference])
    said = DONE[1] if refuses else DONE[0]
    return HttpResponseRedirect(f"{there}?gedaan={said}", status=303)


def _answer(request: HttpRequest, number: str, it: Dossier, form: RefuseForm | None) -> None:
    by = by_whom(request, number)
    if form is None:
        services.check(it.application_id, by)
        return
    services.refuse(it.application_id, form.cleaned_data["reason"], form.cleaned_data["words"], by)


def _shown(
    request: HttpRequest, desk: Desk, it: Dossier, form: RefuseForm, status: int = 200
) -> HttpResponse:
    decided = decisions_of(it.application_id)
    days = decided[-1].law.days_to_check if decided else None
    label = decided[-1].law.themes.labels.get(it.theme or "") if decided else None
    done = request.GET.get("gedaan", "")
    more = {
        "form": form,
        "service": dict(SERVICES)[it.service],
        "theme": label[language_of_page()] if label else it.theme,
        "may_check": may("check", it.status) and not it.checked,
        "may_refuse": may("provider_refuse", it.status),
        "check_by": None if days is None else last_day_within(it.submitted_on, days),
        "refusals": REFUSALS,
        "done": done if done in DONE else "",
        **owed_by(it.application_id, "provider", clock.today()),
    }
    return _page(request, "dossier", desk, it, more, status)


def _not_now(request: HttpRequest, desk: Desk, it: Dossier) -> HttpResponse:
    """An answer that can no longer be given: 409, with where the application stands now."""
    return _page(request, "not_now", desk, it, {}, 409)


def _page(
    request: HttpRequest, name: str, desk: Desk, it: Dossier, more: Any, status: int
) -> HttpResponse:
    context = {"desk": desk, "dossier": it, "status": STATUSES[it.status], **more}
    return render(request, f"provider/{name}.html", context, status=status)


def _page_of(found: list[Dossier], address: str, part: str) -> Page[Any]:
    """Lines with their words; the address of the next page ends in the last number of this one."""
    older = f"{address}{found[PAGE - 1].application_id}{part}" if len(found) > PAGE else ""
    lines = [(one, STATUSES[one.status], dict(SERVICES)[one.service]) for one in found]
    return Page.of(lines, PAGE, older)
