"""Payments: what was ordered and waits, pay it, and what was paid lately."""

from typing import NamedTuple

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from portefeuille.applications.queries import Dossier, dossiers
from portefeuille.core.money import Cents
from portefeuille.payments import queries, services
from portefeuille.payments.queries import Payment
from portefeuille.people.perms import HANDLE_MONEY, permission
from portefeuille.web.office.access import finance_officer
from portefeuille.web.ui.pages import number_in


class Line(NamedTuple):
    """An order with its dossier."""

    order: Payment
    dossier: Dossier


@permission(HANDLE_MONEY)
@require_safe
def payments(request: HttpRequest) -> HttpResponse:
    """The orders that wait, the oldest first, and those paid last."""
    key = number_in(request, "betaald")
    return _shown(request, just=None if key is None else queries.order(key))


@permission(HANDLE_MONEY)
@require_POST
def pay(request: HttpRequest, order: int) -> HttpResponse:
    """Pay an order; one that was paid before stays as it is."""
    wanted = _order(order)
    try:
        services.pay(order, finance_officer(request))
    except services.NotEnough as short:
        return _shown(request, short=wanted, ready=short.balance, status=409)
    there = f"{reverse('payments')}?betaald={order}"
    return HttpResponseRedirect(there, status=303)


@permission(HANDLE_MONEY)
@require_safe
def invoice(request: HttpRequest, order: int) -> HttpResponse:  # noqa: ARG001
    """The invoice that was sent in with an order."""
    wanted = _order(order)
    found = wanted.document_id and queries.document(wanted.document_id, wanted.application_id)
    if not found:
        raise Http404
    headers = {
        "Content-Disposition": content_disposition_header(as_attachment=True, filename=found.name),
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(bytes(found.content), content_type=found.media_type, headers=headers)


def _order(order_id: int) -> Payment:
    found = queries.order(order_id)
    if found is None:
        raise Http404
    return found


def _shown(
    request: HttpRequest,
    just: Payment | None = None,
    short: Payment | None = None,
    ready: Cents = 0,
    status: int = 200,
) -> HttpResponse:
    waiting, lately = queries.orders_to_pay(), queries.paid_lately()
    told = [one for one in (just, short) if one is not None]
    named = {
        one.application_id: one
        for one in dossiers({p.application_id for p in (*waiting, *lately, *told)})
    }

    def line(one: Payment | None) -> Line | None:
        return None if one is None else Line(one, named[one.application_id])

    context = {
        "waiting": [line(one) for one in waiting],
        "lately": [line(one) for one in lately],
        "just": line(just if just is not None and just.paid_at else None),
        "short": line(short),
        "ready": ready,
    }
    return render(request, "office/payments.html", context, status=status)
