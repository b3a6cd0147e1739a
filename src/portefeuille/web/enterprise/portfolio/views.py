"""Choose an enterprise, see whether its data are right, and its portfolio."""

import uuid
from typing import Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from portefeuille import law
from portefeuille.applications.queries import Dossier, awaited, dossiers_of, years_of
from portefeuille.core.lookup import Found, Unavailable, Unknown
from portefeuille.people.perms import ACT_FOR_ENTERPRISE, SIGNED_IN, permission, who_acts
from portefeuille.people.queries import FOR_ENTERPRISE
from portefeuille.register.queries import became, earlier_of, known_as, loaded_extract
from portefeuille.register.services import Reason, fallback_for, look_up
from portefeuille.wallet.queries import room_of
from portefeuille.web import clock
from portefeuille.web.enterprise.portfolio.filters import FilterForm
from portefeuille.web.enterprise.portfolio.lists import SOON, begun, soon, to_do
from portefeuille.web.enterprise.portfolio.register import sections_of
from portefeuille.web.public.forms import SERVICES, SIZES
from portefeuille.web.ui.statuses import STATUSES

PAGE: Final = 20
"""Applications on a page of the table."""


@permission(SIGNED_IN)
@require_safe
def enterprises(request: HttpRequest) -> HttpResponse:
    """The enterprises somebody may act for, and what all of them have to do, by deadline."""
    today = clock.today()
    numbers = dict.fromkeys(who_acts(request).numbers(*FOR_ENTERPRISE))
    known = known_as(numbers)
    acting = {one.enterprise_id: one.number for one in known if one.enterprise_id is not None}
    items = to_do(acting, today)
    within = request.GET.get("binnen") == str(SOON)
    context = {
        "enterprises": known,
        "items": soon(items, today) if within else items,
        "all": len(items),
        "within": within,
        "days": SOON,
    }
    return render(request, "enterprise/portfolio/enterprises.html", context)


@permission(ACT_FOR_ENTERPRISE)
@require_safe
def portfolio(request: HttpRequest, number: str) -> HttpResponse:
    """What is left this year, what is to be done, what was begun, and every application.

    Of a number that became another: on to that one, for who may act for it; else what was applied
    for under this number, and what it became.
    """
    today = clock.today()
    end = became(number)
    if end is not None and who_acts(request).mandate_for(end.number, *FOR_ENTERPRISE):
        there = reverse("portfolio", args=[end.number])
        return HttpResponseRedirect(f"{there}?{urlencode({'van': number})}", status=303)
    (known,) = known_as([number])
    key = known.enterprise_id
    room = None if key is None or end is not None else room_of(key, today.year)
    ceilings = law.load().on(today).ceilings
    form = FilterForm(request.GET, [] if key is None else years_of(key))
    shown, older = _page_of(request, key, form)
    context = {
        "number": number,
        "name": known.name,
        "key": uuid.uuid4(),
        "year": today.year,
        "room": room,
        "ceilings": [(name, ceilings[code]) for code, name in SIZES if code in ceilings],
        "size": dict(SIZES).get(room.size or "", "") if room else "",
        "items": [] if key is None else to_do({key: number}, today),
        "drafts": [] if key is None or end is not None else begun(key, today),
        "became": end,
        "earlier": [] if key is None else earlier_of(key),
        "came_from": request.GET.get("van", ""),
        "awaited": [] if key is None else awaited(key),
        "form": form,
        "applications": [(one, STATUSES[one.status], dict(SERVICES)[one.service]) for one in shown],
        "older": older,
        "filtered": bool(form.data),
        "paged": "voor" in request.GET,
    }
    return render(request, "enterprise/portfolio/portfolio.html", context)


@permission(ACT_FOR_ENTERPRISE)
@require_safe
def enterprise_data(request: HttpRequest, number: str) -> HttpResponse:
    """What the register says of it, from which source and of which day; or that it says nothing."""
    now = clock.now()
    found = look_up(number, now, Reason(f"person:{who_acts(request).person.pk}", "portfolio"))
    snapshot = found.value if isinstance(found, Found) else fallback_for(number, now)
    (known,) = known_as([number])
    context = {
        "number": number,
        "name": known.name,
        "snapshot": snapshot,
        "unknown": isinstance(found, Unknown),
        "down": found if isinstance(found, Unavailable) else None,
        "sections": sections_of(snapshot.facts, law.load().on(clock.today())) if snapshot else (),
        "extract": loaded_extract(),
    }
    return render(request, "enterprise/portfolio/data.html", context)


def _page_of(request: HttpRequest, key: int | None, form: FilterForm) -> tuple[list[Dossier], str]:
    """The applications of this page, and the address of the page with older ones ("": none)."""
    if key is None:
        return [], ""
    before = request.GET.get("voor", "")
    start = int(before) if before.isascii() and before.isdigit() and len(before) <= 18 else None
    found = dossiers_of(key, before=start, limit=PAGE + 1, chosen=form.chosen)
    shown = found[:PAGE]
    if len(found) <= PAGE:
        return shown, ""
    return shown, f"?{urlencode({**form.data, 'voor': shown[-1].application_id})}#aanvragen"
