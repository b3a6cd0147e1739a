"""What a provider was paid, and what is on its way."""

from typing import Final, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from portefeuille.applications.queries import Dossier, dossiers
from portefeuille.payments.outgoing.due import out_for_orders
from portefeuille.payments.queries import Payment, received_by, received_in_all, under_way_to
from portefeuille.people.perms import ACT_FOR_PROVIDER, permission
from portefeuille.web.provider.access import desk_of
from portefeuille.web.ui.pages import Page, number_in
from portefeuille.web.ui.payouts import Standing, standing

PAGE: Final = 50
"""Payments on a page."""


class Line(NamedTuple):
    """An order with its dossier, how far its payment came, and whether no account is known."""

    one: Payment
    dossier: Dossier
    how: Standing
    lacks: bool


@permission(ACT_FOR_PROVIDER)
@require_safe
def received(request: HttpRequest, number: str) -> HttpResponse:
    """Each payment with its subsidy number and invoice, the total, and orders under way."""
    desk = desk_of(number)
    paid = received_by(desk.registrations, number_in(request, "voor"), PAGE + 1)
    coming = under_way_to(desk.registrations)
    found = dossiers({one.application_id for one in (*paid, *coming)})
    outs = out_for_orders(one.order_id for one in (*paid, *coming))
    named = {one.application_id: one for one in found}

    def line(one: Payment) -> Line:
        out = outs[one.order_id]
        return Line(one, named[one.application_id], standing(out.course), out.lacks_account)

    here = reverse("provider-payments", args=[number])
    older = f"{here}?voor={paid[PAGE - 1].order_id}" if len(paid) > PAGE else ""
    context = {
        "desk": desk,
        "paid": Page.of([line(one) for one in paid], PAGE, older),
        "paged": "voor" in request.GET,
        "total": received_in_all(desk.registrations),
        "coming": [line(one) for one in coming],
        "lacking": [outs[one.order_id] for one in coming if outs[one.order_id].lacks_account],
    }
    return render(request, "provider/payments.html", context)
