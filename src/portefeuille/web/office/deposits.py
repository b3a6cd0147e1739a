"""Deposits: record what came in on the account, see what became of it, and what is expected."""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any, Final, NamedTuple

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portefeuille.applications.queries import Dossier, dossiers, expecting_deposit
from portefeuille.core.show import show_euro
from portefeuille.payments import queries as payments
from portefeuille.payments.queries import Booking, Leaving
from portefeuille.payments.references import communication_of
from portefeuille.payments.services import record_deposit
from portefeuille.people.perms import HANDLE_MONEY, permission
from portefeuille.web import clock
from portefeuille.web.office.access import finance_officer
from portefeuille.web.office.forms import DepositForm
from portefeuille.web.ui.dossiers import days_left
from portefeuille.web.ui.pages import Page, number_in
from portefeuille.web.ui.statuses import RETURNS

PAGE: Final = 20
"""Lines on a page of a list."""


class Line(NamedTuple):
    """A deposit with the dossier it was meant for, why it goes back (empty: it was booked), and
    how far it is on its way."""

    deposit: Any
    dossier: Dossier | None
    why: str | Promise
    back: Leaving | None


@permission(HANDLE_MONEY)
@require_http_methods(["GET", "HEAD", "POST"])
def deposits(request: HttpRequest) -> HttpResponse:
    """The form, what came of the one that was just sent, what came in, what is expected."""
    today = clock.today()
    if request.method != "POST":
        return _shown(request, DepositForm(None, today, initial={"key": uuid.uuid4()}))
    form = DepositForm(request.POST, today)
    if not form.is_valid():
        return _shown(request, form, 422)
    sent = form.cleaned_data
    recorded = _record(request, sent)
    said = (recorded.text, recorded.amount, recorded.booked_on)
    if said != (sent["reference"], sent["amount"], sent["received_on"]):
        # The key was used for another deposit, before going back: ask again, with a new one.
        again = DepositForm({**request.POST.dict(), "key": str(uuid.uuid4())}, today)
        again.add_error("reference", _other_recorded(recorded))
        return _shown(request, again, 409)
    there = f"{reverse('deposits')}?storting={sent['key']}"
    return HttpResponseRedirect(there, status=303)


def _record(request: HttpRequest, sent: dict[str, Any]) -> Booking:
    record_deposit(
        sent["key"],
        sent["reference"],
        sent["amount"],
        sent["received_on"],
        finance_officer(request),
    )
    recorded = payments.line_by_hand(sent["key"])
    assert recorded is not None, "it has just been recorded, or was before"
    return recorded


def _other_recorded(recorded: Booking) -> str:
    return _(
        "This form recorded a deposit of %(amount)s before. If this one came in too, record it."
    ) % {"amount": show_euro(recorded.amount)}


def _shown(request: HttpRequest, form: DepositForm, status: int = 200) -> HttpResponse:
    came_in = payments.deposits(number_in(request, "voor"), PAGE + 1)
    expected = expecting_deposit(_after(request), PAGE + 1)
    just = _just_recorded(request)
    keys = {one.application_id for one in (*came_in, *([just] if just else []))} - {None}
    named = {one.application_id: one for one in dossiers(keys)}
    back = payments.going_back([*came_in, *([just] if just else [])])
    here = reverse("deposits")
    older = f"{here}?voor={came_in[PAGE - 1].pk}" if len(came_in) > PAGE else ""
    context = {
        "form": form,
        "just": just and _line(just, named, back),
        "waits": None if just else _just_waiting(request),
        "came_in": Page.of([_line(one, named, back) for one in came_in], PAGE, older),
        "expected": Page.of([_due(one) for one in expected], PAGE, _later(here, expected)),
        "paged": {name for name in ("voor", "na") if name in request.GET},
    }
    return render(request, "office/deposits.html", context, status=status)


def _just_recorded(request: HttpRequest) -> Any:
    try:
        return payments.deposit_with(uuid.UUID(request.GET.get("storting", "")))
    except ValueError:
        return None


def _just_waiting(request: HttpRequest) -> Booking | None:
    """What was just recorded and became no deposit: a finance officer must look."""
    try:
        return payments.line_by_hand(uuid.UUID(request.GET.get("storting", "")))
    except ValueError:
        return None


def _line(deposit: Any, named: dict[int, Dossier], back: Mapping[int, Leaving]) -> Line:
    dossier = named.get(deposit.application_id)
    return Line(deposit, dossier, RETURNS.get(deposit.returned, ""), back.get(deposit.pk))


def _due(one: Dossier) -> tuple[Dossier, str, str]:
    left = days_left(one.due_on, clock.today()) if one.due_on else ""
    return one, communication_of(one.application_id), left


def _after(request: HttpRequest) -> tuple[date, int] | None:
    """The line after which this page of expected deposits begins: a day and a number."""
    day, _, key = request.GET.get("na", "").partition(".")
    try:
        return (date.fromisoformat(day), int(key)) if key.isdigit() and len(key) <= 18 else None
    except ValueError:
        return None


def _later(here: str, expected: list[Dossier]) -> str:
    if len(expected) <= PAGE:
        return ""
    last = expected[PAGE - 1]
    return f"{here}?na={last.due_on}.{last.application_id}#verwacht"
