"""Payments: what is due, to which account, and putting it in a run; the runs there are."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portefeuille.applications.queries import Dossier, dossiers
from portefeuille.core.money import Cents
from portefeuille.payments import queries, services
from portefeuille.payments.outgoing import due as outgoing
from portefeuille.payments.outgoing.due import Out
from portefeuille.payments.queries import Payment
from portefeuille.people.perms import HANDLE_MONEY, permission
from portefeuille.web import clock
from portefeuille.web.office.access import finance_officer
from portefeuille.web.office.paying_form import PrepareForm
from portefeuille.web.office.words import RUNS
from portefeuille.web.once import KEPT_OTHERWISE, OtherwiseAsked, acted_once
from portefeuille.web.ui.accounts import AccountForm
from portefeuille.web.ui.invoices import ToldCheck, to_look_at
from portefeuille.web.ui.payouts import KINDS, why_back

SHOWN: Final = 300
"""Sums on the page; more than that are put in a run together, unseen one by one."""


@dataclass(frozen=True, slots=True)
class Line:
    """A sum that is due, with its dossier, its order (`one`) and what of the invoice to look at.

    `short`: what lies ready, where that is too little for it; `back`: why it came back.
    `place` numbers those that can be put in a run; None for one that cannot.
    """

    out: Out
    kind: Any
    dossier: Dossier | None
    one: Payment | None
    checks: list[ToldCheck]
    short: Cents | None
    back: str
    place: int | None


@permission(HANDLE_MONEY)
@require_http_methods(["GET", "HEAD", "POST"])
def payments(request: HttpRequest) -> HttpResponse:
    """What is due and the runs; sent, what was chosen is put in a run."""
    lines, today = _lines(), clock.today()
    payable = [one.out.payout_id for one in lines if one.place is not None]
    if request.method != "POST":
        fit = [one.out.payout_id for one in lines if one.place is not None and one.short is None]
        initial = {"key": uuid.uuid4(), "execution_on": today, "chosen": fit}
        return _shown(request, lines, PrepareForm(None, today, payable, initial=initial))
    if (known := outgoing.run_of_key(request.POST.get("key", ""))) is not None:
        return _to_run(known)  # the same form, sent again
    form = PrepareForm(_asked(request, lines), today, payable)
    if form.is_valid():
        sent, by = form.cleaned_data, finance_officer(request)
        try:
            run = services.prepare(sent["key"], sent["execution_on"], by, sent["chosen"])
        except services.NothingDue:
            form.add_error("chosen", PrepareForm.GONE)
        else:
            return _to_run(run.pk)
    return _shown(request, lines, form, 422)


@permission(HANDLE_MONEY)
@require_POST
def refunds(request: HttpRequest) -> HttpResponse:
    """Put what enterprises are owed by the ledger among what is due, as the worker does."""
    services.owe_refunds(finance_officer(request))
    return HttpResponseRedirect(reverse("payments"), status=303)


@permission(HANDLE_MONEY)
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest, payout: int) -> HttpResponse:
    """An account for one payment alone, given by the finance officer."""
    out = outgoing.payout_with(payout)
    if out is None:
        raise Http404
    status = 200
    name = "" if out.name == "?" else out.name
    form = AccountForm(None, initial={"key": uuid.uuid4(), "name": name})
    if request.method == "POST":
        form, status = AccountForm(request.POST), 422
        if form.is_valid():
            sent, by = form.cleaned_data, finance_officer(request)

            def give() -> str:
                services.give_account_for(payout, sent["iban"], sent["name"], by)
                return f"{reverse('payments')}?rekening={payout}"

            try:
                return acted_once("account", request, by, give)
            except OtherwiseAsked:
                form.add_error("iban", KEPT_OTHERWISE)
    (line,) = _told([out])
    context = {"form": form, "line": line, "was": out.course.back}
    return render(request, "office/payout_account.html", context, status=status)


@permission(HANDLE_MONEY)
@require_safe
def invoice(request: HttpRequest, order: int) -> HttpResponse:  # noqa: ARG001
    """The invoice that was sent in with an order."""
    wanted = queries.order(order)
    if wanted is None:
        raise Http404
    found = wanted.document_id and queries.document(wanted.document_id, wanted.application_id)
    if not found:
        raise Http404
    headers = {
        "Content-Disposition": content_disposition_header(as_attachment=True, filename=found.name),
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(bytes(found.content), content_type=found.media_type, headers=headers)


def _to_run(run_id: int) -> HttpResponse:
    return HttpResponseRedirect(reverse("run", args=[run_id]), status=303)


def _asked(request: HttpRequest, lines: Iterable[Line]) -> Any:
    """What was sent; where all was asked, everything that is due and fits."""
    asked = request.POST.copy()
    if "all" in asked:
        fit = [one for one in lines if one.place is not None and one.short is None]
        asked.setlist("chosen", [str(one.out.payout_id) for one in fit])
    return asked


def _lines() -> list[Line]:
    return _told(outgoing.payouts_due())


def _told(outs: list[Out]) -> list[Line]:
    orders = queries.orders_in(one.order_id for one in outs if one.order_id is not None)
    checks = queries.checks_of(orders)
    found = dossiers({one.application_id for one in outs if one.application_id})
    named: Mapping[int | None, Dossier] = {one.application_id: one for one in found}
    ready = {key: one.money.own + one.money.subsidy for key, one in named.items()}
    lines, place = [], 0
    for out in outs:
        short = None
        if out.kind == "order":
            # What an older order of the same dossier takes is there for this one no more.
            left = ready[out.application_id]
            short = left if left < out.amount else None
            ready[out.application_id] = left if short is not None else left - out.amount
        back = out.course.back
        lines.append(
            Line(
                out=out,
                kind=KINDS[out.kind],
                dossier=named.get(out.application_id),
                one=orders.get(out.order_id or 0),
                checks=to_look_at(checks.get(out.order_id or 0, ())),
                short=short,
                back="" if back is None else why_back(back),
                place=None if out.to is None else place,
            )
        )
        place += out.to is not None
    return lines


def _shown(
    request: HttpRequest, lines: list[Line], form: PrepareForm, status: int = 200
) -> HttpResponse:
    fit = [one.out.amount for one in lines if one.place is not None and one.short is None]
    count, owed = outgoing.refunds_to_raise()
    context = {
        "form": form,
        "lines": lines[:SHOWN],
        "beyond": len(lines) - len(lines[:SHOWN]),
        "chosen": {int(one) for one in form["chosen"].value() or () if str(one).isdecimal()},
        "fit": {"count": len(fit), "amount": sum(fit)},
        "payable": any(one.place is not None for one in lines),
        "refunds": count and {"count": count, "amount": owed},
        "open": [(one, RUNS[one.status]) for one in outgoing.runs_open()],
        "done": [(one, RUNS[one.status]) for one in outgoing.runs_done()],
        "given": "rekening" in request.GET,
    }
    return render(request, "office/payments.html", context, status=status)
