"""What the bank booked and nobody has placed yet: the queue, and a line with what it may be for.

Whoever decides first decides: where a line stands is looked at while it is held, so a form that
is sent twice does nothing twice, and of two officers at once the second is told what the first did.
"""

from typing import Any, Final, NamedTuple

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from portefeuille.applications.queries import Dossier, dossier, dossier_of_reference, dossiers
from portefeuille.journal.queries import Happened, history_of
from portefeuille.journal.services import By
from portefeuille.payments import queries
from portefeuille.payments.queries import Became, Booking, Debt, Leaving
from portefeuille.payments.references import (
    application_in,
    communication_of_recovery,
    recovery_in,
)
from portefeuille.payments.services import (
    MoneyOut,
    NotThere,
    confirm,
    explain,
    receive_queued,
    return_line,
)
from portefeuille.payments.transitions import LINE, QUEUED
from portefeuille.people.perms import HANDLE_MONEY, permission
from portefeuille.web.office.access import finance_officer
from portefeuille.web.office.bank_words import POINTS, WAITS, Shown
from portefeuille.web.office.forms import ExplainForm, OtherForm
from portefeuille.web.office.words import names_of
from portefeuille.web.ui.pages import Page, number_in
from portefeuille.web.ui.payouts import KINDS
from portefeuille.web.ui.statuses import STATUSES

PAGE: Final = 20
"""Lines on a page."""

Words = str | Promise

DID: Final[dict[str, Words]] = {
    "receive": _("Told by the bank"),
    "queue": _("Waits for a finance officer"),
    "match": _("Found what it is"),
    "send_back": _("Goes back to who sent it"),
    "explain": _("Is government's"),
}
"""What happened to a line, by the verb of the journal."""

VERBS: Final = {
    "bevestig": "match",
    "terugvordering": "match",
    "terug": "send_back",
    "overheid": "explain",
}
"""What a button asks, and the verb that it is."""


class Candidate(NamedTuple):
    """An application that a line may be for: what points to it, whether the amount is its."""

    dossier: Dossier
    status: Words
    why: list[Words]
    fits: bool


@permission(HANDLE_MONEY)
@require_safe
def bank_lines(request: HttpRequest) -> HttpResponse:
    """The lines that wait, longest waiting first, with how many proposals there are for each."""
    found = queries.waiting_lines(number_in(request, "na"), PAGE + 1)
    shown = found[:PAGE]
    proposed = queries.proposals_of_lines(one.line_id for one in shown)
    later = f"{reverse('bank-lines')}?na={shown[-1].line_id}" if len(found) > PAGE else ""
    context = {
        "page": Page.of([(Shown.of(one), len(proposed[one.line_id])) for one in shown], PAGE, ""),
        "later": later,
        "paged": "na" in request.GET,
        "counts": queries.count_waiting(),
    }
    return render(request, "office/bank_lines.html", context)


@permission(HANDLE_MONEY)
@require_http_methods(["GET", "HEAD", "POST"])
def bank_line(request: HttpRequest, line: int) -> HttpResponse:
    """A line with what it may be for, or with what it became; a button decides."""
    found = queries.line(line)
    if found is None:
        raise Http404
    if request.method == "POST":
        return _decide(request, found)
    return _shown(request, found)


def _decide(request: HttpRequest, it: Booking) -> HttpResponse:
    verb, by = VERBS.get(request.POST.get("stap", "")), finance_officer(request)
    chosen = _chosen(request) if verb == "match" else None
    form = ExplainForm(request.POST if verb == "explain" else None)
    if verb is None or (verb == "match" and chosen is None):
        raise Http404
    if verb == "explain" and not form.is_valid():
        return _shown(request, it, {"explain": form}, 422)
    try:
        why = _do(verb, it, chosen, form, by)
    except NotThere:
        if _did_the_same(it, verb, chosen, form, by):
            return _on(it)
        return _shown(request, _again(it), {"late": True}, 409)
    except MoneyOut:
        return _shown(request, it, {"money_out": True}, 409)
    if why:
        refused = {"refused": WAITS.get(why, why), "refused_for": _name_of(chosen)}
        return _shown(request, it, refused, 409)
    return _on(it)


def _chosen(request: HttpRequest) -> Dossier | Debt | None:
    """The dossier or the recovery that a button names; None where there is none."""
    if request.POST.get("stap") == "bevestig":
        return dossier_of_reference(request.POST.get("aanvraag", ""))
    key = recovery_in(request.POST.get("terugvordering", ""))
    return None if key is None else queries.debt(key)


def _name_of(chosen: Dossier | Debt | None) -> str:
    """How people name it."""
    if isinstance(chosen, Dossier):
        return chosen.reference
    return "" if chosen is None else communication_of_recovery(chosen.recovery_id)


def _do(verb: str, it: Booking, chosen: Dossier | Debt | None, form: ExplainForm, by: By) -> str:
    """What was asked; why it cannot be, or "". NotThere and MoneyOut as the services say."""
    if isinstance(chosen, Dossier):
        return confirm(it.line_id, chosen.application_id, by)
    if chosen is not None:
        return receive_queued(it.line_id, chosen.recovery_id, by)
    if verb == "send_back":
        return_line(it.line_id, by)
    else:
        explain(it.line_id, form.cleaned_data["words"], by)
    return ""


def _did_the_same(
    it: Booking, verb: str, chosen: Dossier | Debt | None, form: ExplainForm, by: By
) -> bool:
    """Whether the same person had just this done before: a form that was sent twice."""
    last = history_of(LINE, it.line_id)[-1]
    if (last.verb, last.actor) != (verb, by.actor):
        return False
    if verb == "explain":
        return bool(last.words == form.cleaned_data["words"])
    if chosen is None:
        return True
    found = queries.became(it.line_id)
    if isinstance(chosen, Debt):
        return found.repayment is not None and found.repayment.recovery_id == chosen.recovery_id
    return found.deposit is not None and found.deposit.application_id == chosen.application_id


def _on(it: Booking) -> HttpResponse:
    there = f"{reverse('bank-line', args=[it.line_id])}?gedaan=1"
    return HttpResponseRedirect(there, status=303)


def _again(it: Booking) -> Booking:
    found = queries.line(it.line_id)
    assert found is not None, "a line is never removed"
    return found


def _shown(
    request: HttpRequest, it: Booking, more: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    waits = it.status == QUEUED
    context: dict[str, Any] = {
        "shown": Shown.of(it),
        "size": abs(it.amount),
        "waits": waits,
        "done": "gedaan" in request.GET and not waits,
        **(_asked(request, it) if waits else _became(it)),
        **_told(history_of(LINE, it.line_id)),
        **(more or {}),
    }
    return render(request, "office/bank_line.html", context, status=status)


def _asked(request: HttpRequest, it: Booking) -> dict[str, Any]:
    """What it may be for: what is proposed, and what somebody looks for by its number."""
    proposed = queries.proposals_of_lines([it.line_id])[it.line_id]
    candidates = [_candidate(it, one.dossier, [POINTS[why] for why in one.why]) for one in proposed]
    asked = request.GET.get("aanvraag")
    other = OtherForm(None if asked is None else request.GET)
    found, debt = None, None
    if asked is not None and other.is_valid():
        number = other.cleaned_data["aanvraag"]
        found, key = _named(number), recovery_in(number)
        debt = None if key is None else queries.debt(key)
        if found is None and debt is None:
            other.add_error("aanvraag", _("No application or recovery has this number. Check it."))
    return {
        "candidates": candidates,
        "other": other,
        "chosen": None if found is None else _candidate(it, found, []),
        "debt": debt,
        "debt_number": _name_of(debt),
        "explain": ExplainForm(None),
    }


def _candidate(it: Booking, one: Dossier, why: list[Words]) -> Candidate:
    return Candidate(one, STATUSES[one.status].label, why, one.money.to_deposit == it.amount)


def _named(number: str) -> Dossier | None:
    key = application_in(number)
    return dossier_of_reference(number) if key is None else dossier(key)


class Left(NamedTuple):
    """A payout in words, with its dossier."""

    payout: Leaving
    kind: Words
    dossier: Dossier | None


def _became(it: Booking) -> dict[str, Any]:
    """What a line became: the dossier it was booked on, payouts, the way back."""
    found: Became = queries.became(it.line_id)
    deposit = found.deposit
    keys = [one.application_id for one in found.payouts]
    keys += [deposit.application_id] if deposit else []
    named = {one.application_id: one for one in dossiers({key for key in keys if key is not None})}

    def of(key: int | None) -> Dossier | None:
        return None if key is None else named[key]

    return {
        "deposit": deposit,
        "dossier": of(deposit.application_id) if deposit else None,
        "repayment": found.repayment,
        "repaid": communication_of_recovery(found.repayment.recovery_id) if found.repayment else "",
        "payouts": [Left(one, KINDS[one.kind], of(one.application_id)) for one in found.payouts],
        "back": found.goes_back,
    }


def _told(history: list[Happened]) -> dict[str, Any]:
    """What happened to it, the last first, and by whom."""
    names = names_of(one.actor for one in history)
    told = [
        (one, DID.get(one.verb, one.verb), WAITS.get(one.reason, ""), names[one.actor])
        for one in history
    ]
    return {"told": told[::-1]}
