"""A payment run: what is in it, who prepared it, released by another, given to the bank."""

import logging
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portefeuille.applications.queries import Dossier, dossier, dossiers
from portefeuille.applications.transitions import NotNow
from portefeuille.core.show import show_euro
from portefeuille.payments import queries, services
from portefeuille.payments.outgoing import due as outgoing
from portefeuille.payments.outgoing import trips
from portefeuille.payments.outgoing.due import InRun, RunTold
from portefeuille.payments.transitions import PREPARED, RELEASED, SENT
from portefeuille.people.perms import HANDLE_MONEY, permission
from portefeuille.web.office.access import finance_officer
from portefeuille.web.office.paying_form import RefusedForm, ThrowAwayForm
from portefeuille.web.office.words import RUNS, names_of
from portefeuille.web.ui.payouts import Standing, standing_in_run

log = logging.getLogger(__name__)

SAID = {
    "vrijgegeven": "released",
    "bezorgd": "given",
    "geweigerd": "refused",
}
"""What a page may say was just done, in the address the step leads to."""


@dataclass(frozen=True, slots=True)
class Line:
    """A sum of a run, with its dossier and how far it came."""

    it: InRun
    dossier: Dossier | None
    standing: Standing
    at_bank: bool


@permission(HANDLE_MONEY)
@require_safe
def run(request: HttpRequest, run: int) -> HttpResponse:
    """The run with every line, and what can be done with it now."""
    return _shown(request, _run(run), done=SAID.get(request.GET.get("gedaan", ""), ""))


@permission(HANDLE_MONEY)
@require_POST
def release(request: HttpRequest, run: int) -> HttpResponse:
    """Release it; 403 for whoever prepared it, 409 where something is in the way."""
    it, by = _run(run), finance_officer(request)
    try:
        services.release(run, by)
    except services.OwnRelease:
        return _shown(request, it, problem=_own(), status=403)
    except services.NotEnough as short:
        return _shown(request, it, problem=_short(short), status=409)
    except (services.NotThere, NotNow):
        it = _run(run)
        if it.released is None or it.released.by != by.actor:
            return _shown(request, it, problem=_gone(), status=409)
    try:
        services.give_to_bank(run, by)
    except OSError:
        # It is released; the worker puts it there as soon as it can.
        log.exception("Run %s was not given to the bank", run)
    return _back(run, "vrijgegeven")


@permission(HANDLE_MONEY)
@require_POST
def throw_away(request: HttpRequest, run: int) -> HttpResponse:
    """Not to be paid: what is in it is due again."""
    it, form = _run(run), ThrowAwayForm(request.POST)
    if it.status != PREPARED:
        return _shown(request, it, problem=_gone(), status=409)
    if not form.is_valid():
        return _shown(request, it, form=form, status=422)
    try:
        services.throw_away(run, form.cleaned_data["words"], finance_officer(request))
    except services.NotThere:
        return _shown(request, _run(run), problem=_gone(), status=409)
    return HttpResponseRedirect(reverse("payments"), status=303)


@permission(HANDLE_MONEY)
@require_safe
def file(request: HttpRequest, run: int) -> HttpResponse:  # noqa: ARG001
    """The file for the bank, the same bytes every time; 404 for a run that is not released."""
    told, wanted = _run(run), queries.run_with(run)
    if wanted is None or told.status not in (RELEASED, SENT):
        raise Http404
    headers = {
        "Content-Disposition": content_disposition_header(
            as_attachment=True, filename=f"{told.message_id}.xml"
        ),
        "Cache-Control": "private, no-store",
    }
    content = services.file_of(wanted)
    return HttpResponse(content, content_type="application/xml", headers=headers)


@permission(HANDLE_MONEY)
@require_POST
def given(request: HttpRequest, run: int) -> HttpResponse:
    """Somebody gave the file to the bank; said again it changes nothing."""
    it = _run(run)
    try:
        services.sent(run, finance_officer(request))
    except services.NotThere:
        return _shown(request, it, problem=_gone(), status=409)
    return _back(run, "bezorgd")


@permission(HANDLE_MONEY)
@require_http_methods(["GET", "HEAD", "POST"])
def refused(request: HttpRequest, run: int, payout: int) -> HttpResponse:
    """The bank said in another way than by a statement that it does not pay a line."""
    it = _run(run)
    line = next((one for one in outgoing.lines_of_run(run) if one.payout_id == payout), None)
    if line is None:
        raise Http404
    if it.status != SENT or line.trip.status != trips.AT_BANK:
        if request.method == "POST" and line.trip.status == trips.BACK:
            return _back(run, "geweigerd")  # the same form, sent again
        return _shown(request, it, problem=_gone(), status=409)
    form, status = RefusedForm(None), 200
    if request.method == "POST":
        form, status = RefusedForm(request.POST), 422
        if form.is_valid():
            return _refused(request, it, line, form)
    context = {"run": it, "line": line, "form": form}
    return render(request, "office/run_refused.html", context, status=status)


def _refused(request: HttpRequest, it: RunTold, line: InRun, form: RefusedForm) -> HttpResponse:
    try:
        services.refused(line.payout_id, form.cleaned_data["reason"], finance_officer(request))
    except (services.NotThere, NotNow):
        return _shown(request, _run(it.run_id), problem=_gone(), status=409)
    return _back(it.run_id, "geweigerd")


def _run(run_id: int) -> RunTold:
    found = outgoing.run_told(run_id)
    if found is None:
        raise Http404
    return found


def _back(run_id: int, done: str) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('run', args=[run_id])}?gedaan={done}", status=303)


def _own() -> str:
    return _(
        "You prepared this run, so somebody else must release it: nobody pays on their own."
        " Nothing was released."
    )


def _short(short: services.NotEnough) -> str:
    it = dossier(short.application_id)
    return _(
        "Only %(ready)s lies ready for %(reference)s, less than its order: a revision took"
        " subsidy away. Nothing was released. Throw this run away and prepare another without"
        " that payment; it waits until the enterprise has deposited the rest of its own share."
    ) % {"ready": show_euro(short.balance), "reference": it.reference if it else "?"}


def _gone() -> str:
    return _("That cannot be done with it any more. Below you see how it stands now.")


def _shown(request: HttpRequest, it: RunTold, status: int = 200, **more: Any) -> HttpResponse:
    lines = outgoing.lines_of_run(it.run_id)
    found = dossiers({one.application_id for one in lines if one.application_id})
    named = {one.application_id: one for one in found}
    names = names_of([it.prepared_by, *([it.released.by] if it.released else [])])
    context = {
        "run": it,
        "status": RUNS[it.status],
        "prepared_by": names[it.prepared_by],
        "released_by": names[it.released.by] if it.released else "",
        "lines": [
            Line(
                one,
                named.get(one.application_id or 0),
                standing_in_run(one.trip),
                it.status == SENT and one.trip.status == trips.AT_BANK,
            )
            for one in lines
        ],
        "fresh": sum(one.fresh for one in lines),
        "own": it.prepared_by == finance_officer(request).actor,
        "in_folder": bool(settings.BANK_FOLDER),
        "form": ThrowAwayForm(None),
        **more,
    }
    return render(request, "office/run.html", context, status=status)
