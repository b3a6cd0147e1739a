"""Order payment of an invoice: the questions, a page to check them, and the order itself.

The answers stand in the address of the page to check, so that it can be read back, loaded again
and left; the file does not: it is kept as soon as it arrives. The order has a key from the first
page on: the same key never orders twice.
"""

import uuid
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portefeuille.applications.queries import Dossier
from portefeuille.applications.transitions import NotNow, may
from portefeuille.core.show import show_amount, show_euro
from portefeuille.payments import queries
from portefeuille.payments.services import (
    Check,
    Invoice,
    InvoiceOrdered,
    InvoiceRefused,
    NotEnough,
    order_payment,
)
from portefeuille.people.perms import ACT_FOR_ENTERPRISE, permission
from portefeuille.web import clock
from portefeuille.web.enterprise.dossier.access import by_whom, dossier_here, not_now, page
from portefeuille.web.enterprise.dossier.forms import OrderForm
from portefeuille.web.enterprise.dossier.uploading import answers_with_file
from portefeuille.web.ui.invoices import errors_of, to_look_at, told_checks

CHECK = "controle"
"""The word in an address that asks for the page to check."""


@permission(ACT_FOR_ENTERPRISE)
@require_http_methods(["GET", "HEAD", "POST"])
def order(request: HttpRequest, number: str, reference: str) -> HttpResponse:
    """The questions and their answers; what was checked is ordered."""
    it = dossier_here(number, reference)
    if request.method == "POST" and "confirm" in request.POST:
        return _ordered(request, number, it)
    asked = request.POST if request.method == "POST" else request.GET
    if _given_before(asked.get("key", ""), it):
        return not_now(request, number, it, _("You have already given this payment order"))
    balance = queries.money_of(it).balance
    if not may("order", it.status) or balance <= 0:
        return not_now(request, number, it, _("You cannot pay now"))
    if request.method == "POST":
        return _answered(request, number, it)
    if CHECK in request.GET:
        return _to_check(request, number, it)
    known = {name: request.GET[name] for name in _NAMES if name in request.GET}
    form = OrderForm(None, initial={"key": uuid.uuid4(), "amount": balance, **known})
    return _questions(request, number, it, form)


_NAMES = ("key", "document", "invoice_number", "invoice_date", "amount")


def _answered(request: HttpRequest, number: str, it: Dossier) -> HttpResponse:
    """Keep the file, then read the rest: on to the page to check, or back with what is wrong."""
    form = answers_with_file(request, number, it)
    if _checked(form, it) is None:
        return _questions(request, number, it, form, status=422)
    return HttpResponseRedirect(_check_address(request, form), status=303)


def _to_check(request: HttpRequest, number: str, it: Dossier) -> HttpResponse:
    form = OrderForm(request.GET)
    checks = _checked(form, it)
    if checks is None:
        return _questions(request, number, it, form, status=422)
    answers = {name: request.GET.get(name, "") for name in _NAMES}
    more = {
        "answers": form.cleaned_data,
        "hidden": answers,
        "change": f"{request.path}?{urlencode(answers)}",
        "kept": _kept(form, it),
        "checks": told_checks(checks),
        "unsure": bool(to_look_at(checks)),
        "left": queries.money_of(it).balance - form.cleaned_data["amount"],
    }
    return page(request, number, "order_check", it, more)


def _ordered(request: HttpRequest, number: str, it: Dossier) -> HttpResponse:
    """Give the order; refused with what lies ready, or with what the status is by now."""
    form = OrderForm(request.POST)
    if not form.is_valid():
        return _questions(request, number, it, form, status=422)
    answers, invoice = form.cleaned_data, _invoice(form, it)
    try:
        given = order_payment(answers["key"], it.application_id, invoice, by_whom(request, number))
    except NotNow:
        return not_now(request, number, dossier_here(number, it.reference), _("You cannot pay now"))
    except NotEnough as fault:
        form.add_error("amount", _too_much(fault.balance))
    except InvoiceOrdered:
        form.add_error("invoice_number", _ordered_before())
    except InvoiceRefused as refused:
        _add_errors(form, refused.checks)
    if form.errors:
        return _questions(request, number, it, form, status=422)
    if (given.invoice_number, given.amount_cents) != (invoice.number, invoice.amount):
        # The key was used for another order, in another tab or before going back: ask again.
        return HttpResponseRedirect(_check_address(request, form, uuid.uuid4()), status=303)
    there = reverse("dossier", args=[number, it.reference])
    return HttpResponseRedirect(f"{there}?gedaan=betaalopdracht", status=303)


def _checked(form: OrderForm, it: Dossier) -> tuple[Check, ...] | None:
    """What is found of the invoice; None where, as it stands now, it cannot be ordered."""
    form.is_valid()
    answers = form.cleaned_data
    balance = queries.money_of(it).balance
    if (answers.get("amount") or 0) > balance:
        form.add_error("amount", _too_much(balance))
    before = {one.invoice_number for one in queries.payments_of(it.application_id)}
    if answers.get("invoice_number") in before:
        form.add_error("invoice_number", _ordered_before())
    if form.errors:
        return None
    asked = _invoice(form, it)
    checks = queries.check_invoice(
        it, asked.number, asked.day, asked.amount, asked.document_id, clock.now()
    ).checks
    _add_errors(form, checks)
    return None if form.errors else checks


def _add_errors(form: OrderForm, checks: tuple[Check, ...]) -> None:
    for field, said in errors_of(checks).items():
        form.add_error(field, said)


def _invoice(form: OrderForm, it: Dossier) -> Invoice:
    answers, kept = form.cleaned_data, _kept(form, it)
    return Invoice(
        answers["invoice_number"],
        answers["invoice_date"],
        answers["amount"],
        None if kept is None else kept.pk,
    )


def _questions(
    request: HttpRequest, number: str, it: Dossier, form: OrderForm, status: int = 200
) -> HttpResponse:
    more = {"form": form, "balance": queries.money_of(it).balance, "kept": _kept(form, it)}
    return page(request, number, "order", it, more, status)


def _check_address(request: HttpRequest, form: OrderForm, key: uuid.UUID | None = None) -> str:
    answers = form.cleaned_data
    query = {
        "key": key or answers["key"],
        "document": answers.get("document") or "",
        "invoice_number": answers["invoice_number"],
        "invoice_date": f"{answers['invoice_date']:%d/%m/%Y}",
        "amount": show_amount(answers["amount"]),
        CHECK: "1",
    }
    return f"{request.path}?{urlencode(query)}"


def _given_before(key: str, it: Dossier) -> bool:
    try:
        found = queries.order_with(uuid.UUID(key))
    except ValueError:
        return False
    return found is not None and found.application_id == it.application_id


def _kept(form: OrderForm, it: Dossier) -> Any:
    return None if form.kept is None else queries.document(form.kept, it.application_id)


def _too_much(balance: int) -> str:
    return _("You can pay at most %(balance)s: that is what lies ready.") % {
        "balance": show_euro(balance)
    }


def _ordered_before() -> str:
    return _("You have already ordered payment of this invoice. Check its number.")
