"""Stop an application: first what that does, in the law's sentences and in cents, then why.

What it does is worked out again when it is confirmed; where it is no longer what the page
showed, nothing is stopped and the page is shown anew.
"""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portefeuille.applications import services
from portefeuille.applications.queries import Dossier, decisions_of
from portefeuille.applications.transitions import PAID, PAYMENT_ORDERED, NotNow, may
from portefeuille.core.settlement import Stop, Withdraws
from portefeuille.people.perms import ACT_FOR_ENTERPRISE, permission
from portefeuille.web import clock
from portefeuille.web.enterprise.dossier.access import by_whom, dossier_here, not_now, page
from portefeuille.web.enterprise.dossier.forms import StopForm, WithdrawsForm
from portefeuille.web.ui.dossiers import lines_of_stop
from portefeuille.web.ui.language import language_of_page


@permission(ACT_FOR_ENTERPRISE)
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, number: str, reference: str) -> HttpResponse:
    """What stopping would do and why it is wanted; sent, it is stopped."""
    it = dossier_here(number, reference)
    if not may("stop", it.status):
        return _not_now(request, number, it)
    asked = request.POST if request.method == "POST" else request.GET
    withdraws: Withdraws = "provider" if asked.get("withdraws") == "provider" else "enterprise"
    if it.status == PAID and asked.get("withdraws") not in ("provider", "enterprise"):
        return _who_withdraws(request, number, it)
    try:
        ahead = services.stop_ahead(it.application_id, withdraws, clock.now())
        if request.method == "POST":
            return _stopped(request, number, it, withdraws, ahead)
    except NotNow:
        return _not_now(request, number, dossier_here(number, reference))
    form = StopForm(None, initial={"withdraws": withdraws, "seen": _sign(ahead)})
    return _shown(request, number, it, form, ahead)


def _stopped(
    request: HttpRequest, number: str, it: Dossier, withdraws: Withdraws, ahead: Stop
) -> HttpResponse:
    form = StopForm(request.POST)
    if not form.is_valid():
        return _shown(request, number, it, form, ahead, 422)
    if form.cleaned_data["seen"] != _sign(ahead):
        again = StopForm({**request.POST.dict(), "seen": _sign(ahead)})
        return _shown(request, number, it, again, ahead, 409)
    services.stop(
        it.application_id, withdraws, form.cleaned_data["reason"], by_whom(request, number)
    )
    there = reverse("dossier", args=[number, it.reference])
    return HttpResponseRedirect(f"{there}?gedaan=stopgezet", status=303)


def _who_withdraws(request: HttpRequest, number: str, it: Dossier) -> HttpResponse:
    """All was paid: the consequences depend on who withdraws."""
    asked = "withdraws" in request.GET or "vraag" in request.GET
    form = WithdrawsForm(request.GET if asked else None)
    wrong = asked and not form.is_valid()
    return page(request, number, "withdraws", it, {"form": form}, 422 if wrong else 200)


def _shown(
    request: HttpRequest, number: str, it: Dossier, form: StopForm, ahead: Stop, status: int = 200
) -> HttpResponse:
    law, language = decisions_of(it.application_id)[-1].law, language_of_page()
    case = law.stops[ahead.case]
    room = case.room_returns if ahead.room_returns else case.room_stays
    more = {
        "form": form,
        "title": case.title[language],
        "sentences": (case.own_share[language], room[language]),
        "source": case.source[language],
        "lines": lines_of_stop(ahead),
        "changed": status == 409,
    }
    return page(request, number, "stop", it, more, status)


def _not_now(request: HttpRequest, number: str, it: Dossier) -> HttpResponse:
    if it.status == PAYMENT_ORDERED:
        return not_now(request, number, it, _("A payment is under way"))
    return not_now(request, number, it, _("You cannot stop this application"))


def _sign(ahead: Stop) -> str:
    """What stopping does, as a mark that changes when it does."""
    return f"{ahead.case} {ahead.own_back} {ahead.subsidy_back} {ahead.room} {ahead.room_lost}"
