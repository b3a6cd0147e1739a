"""The questions of an application, one a page, and what happens between two of them."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from portefeuille.applications.services import DraftChanged, open_draft, save_answers
from portefeuille.core.lookup import Unavailable, Unknown
from portefeuille.people.perms import ACT_FOR_ENTERPRISE, permission
from portefeuille.people.services import take_form
from portefeuille.register.queries import became
from portefeuille.register.services import Reason, enterprise_of_number, fallback_for, look_up
from portefeuille.web import clock
from portefeuille.web.enterprise.wizard.conflict import changed_elsewhere
from portefeuille.web.enterprise.wizard.desk import Desk, hand_of, not_in_register, of_a_draft, see
from portefeuille.web.enterprise.wizard.forms import StepForm
from portefeuille.web.enterprise.wizard.judging import halts_so_far
from portefeuille.web.enterprise.wizard.provider_forms import ProviderForm, search_with, sought
from portefeuille.web.enterprise.wizard.route import (
    back_from,
    file_before,
    needed_first,
    onward,
    portfolio,
)
from portefeuille.web.enterprise.wizard.steps import BY_SLUG, STEPS, Step, outdated
from portefeuille.web.ui.language import language_of_page

KEPT = "bewaard"
"""The word in an address that names what was kept of a form sent after the session had gone."""


@permission(ACT_FOR_ENTERPRISE)
def new(request: HttpRequest, number: str) -> HttpResponse:
    """Open a draft, and on to its first question; whoever only comes to look sees the portfolio."""
    if request.method != "POST" or became(number) is not None:
        return see(reverse("portfolio", args=[number]))
    person_id, by = hand_of(request, number)
    found = look_up(number, by.now, Reason(by.actor, "application"))
    if isinstance(found, Unknown):
        return not_in_register(request, number)
    if isinstance(found, Unavailable):
        fallback_for(number, by.now)  # what we have to fill in with
    draft = open_draft(enterprise_of_number(number), person_id, by.now, _key(request))
    return see(onward(Desk(number, draft, person_id, by), draft.answers))


def _key(request: HttpRequest) -> uuid.UUID | None:
    """The key of the form, so that one that is sent twice opens one draft."""
    try:
        return uuid.UUID(request.POST.get("key", ""))
    except ValueError:
        return None


@of_a_draft
def step(request: HttpRequest, desk: Desk, step: str) -> HttpResponse:
    """One question: shown, or answered and on to what comes next.

    422 where an answer cannot be read, 409 where somebody changed the draft meanwhile.
    """
    if step not in BY_SLUG:
        raise Http404
    asked = BY_SLUG[step]
    if first := needed_first(desk, asked):
        return see(desk.address("draft-step", first.slug))
    if request.method == "POST":
        return _answered(request, desk, asked)
    kept = request.GET.get(KEPT)
    typed = None
    if kept is not None:
        typed = take_form(kept, desk.person_id, request.path, clock.now())
    form = asked.form(None, desk.applicant, desk.draft.answers, typed)
    return _show(request, desk, asked, form, typed)


@of_a_draft
@require_safe
def halt(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Why this cannot be subsidised, as far as can be said already, and what can be done."""
    halts = halts_so_far(desk.applicant, desk.draft.answers, desk.by, language_of_page())
    if not halts:
        return see(onward(desk, desk.draft.answers))
    slug = halts[0].slug
    back = portfolio(desk) if slug is None else desk.address("draft-step", slug)
    page = {"desk": desk, "back": back, "halt": halts[0], "others": halts[1:]}
    return render(request, "enterprise/wizard/halt.html", page)


def _answered(request: HttpRequest, desk: Desk, asked: Step) -> HttpResponse:
    later = "later" in request.POST
    if later and not any(request.POST.get(name) for name in asked.form.base_fields):
        return see(portfolio(desk))
    form = asked.form(request.POST, desk.applicant, desk.draft.answers)
    if isinstance(form, ProviderForm):
        chosen = request.POST.get("registration", "")
        form.offer(
            sought(chosen, desk.draft.answers["service"], desk.applicant.today).registrations
        )
    if not form.is_valid():
        return _show(request, desk, asked, form, request.POST, status=422)
    mine = form.answers()
    changes = dict(mine)
    if mine.get("service", desk.draft.answers.get("service")) != desk.draft.answers.get("service"):
        changes |= outdated(desk.applicant, {**desk.draft.answers, **mine})
    try:
        version = int(request.POST.get("version", ""))
        saved = save_answers(desk.draft.pk, version, changes, desk.person_id, desk.by.now)
    except ValueError:
        raise Http404 from None
    except DraftChanged as changed:
        stored = changed.draft.answers
        if any(stored.get(name) != value for name, value in mine.items()):
            return changed_elsewhere(request, desk, asked, mine, changed.draft)
        saved = changed.draft
    if later:
        return see(portfolio(desk))
    return see(onward(desk, saved.answers))


def _show(
    request: HttpRequest,
    desk: Desk,
    asked: Step,
    form: StepForm,
    typed: Mapping[str, str] | None,
    status: int = 200,
) -> HttpResponse:
    page: dict[str, Any] = {
        "desk": desk,
        "step": asked,
        "number": STEPS.index(asked) + 1,
        "count": len(STEPS),
        "form": form,
        "version": (typed or {}).get("version", desk.draft.version),
        "kept": typed is not None and request.method == "GET",
        "back": back_from(desk, asked),
        "file_before": file_before(desk),
    }
    template = "enterprise/wizard/step.html"
    if isinstance(form, ProviderForm):
        template = "enterprise/wizard/provider.html"
        search, found = search_with(form, request.GET.get("zoek"), typed)
        page |= {"search": search, "found": found}
        status = 422 if search.errors else status
    return render(request, template, page, status=status)
