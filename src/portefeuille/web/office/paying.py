"""Payments: what was ordered and waits, pay it, and what was paid lately."""

from typing import NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from portefeuille.applications.queries import Dossier, dossiers
from portefeuille.payments import queries
from portefeuille.payments.queries import Payment
from portefeuille.people.perms import HANDLE_MONEY, permission
from portefeuille.web.ui.invoices import ToldCheck, to_look_at


class Line(NamedTuple):
    """An order with its dossier, and what of its invoice has to be looked at."""

    order: Payment
    dossier: Dossier
    checks: list[ToldCheck]


@permission(HANDLE_MONEY)
@require_safe
def payments(request: HttpRequest) -> HttpResponse:
    """The orders that wait, the oldest first, and those paid last."""
    return _shown(request)


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


def _shown(request: HttpRequest) -> HttpResponse:
    waiting, lately = queries.orders_to_pay(), queries.paid_lately()
    found = dossiers({one.application_id for one in (*waiting, *lately)})
    named = {one.application_id: one for one in found}
    checks = queries.checks_of(one.order_id for one in waiting)

    def line(one: Payment) -> Line:
        return Line(one, named[one.application_id], to_look_at(checks.get(one.order_id, ())))

    context = {
        "waiting": [line(one) for one in waiting],
        "lately": [line(one) for one in lately],
    }
    return render(request, "office/payments.html", context)
