"""State aid of an enterprise: the rolling sum with its working, links, and aid from elsewhere."""

import uuid
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from portefeuille import law
from portefeuille.aid.queries import (
    Counted,
    Linked,
    Working,
    declarations_of,
    links_of,
    regime_of,
    working,
)
from portefeuille.aid.services import NotSaid, declare, end_link, link, withdraw
from portefeuille.people.perms import HANDLE_AID, permission
from portefeuille.register.queries import enterprise_of, known_as, number_of
from portefeuille.web import clock
from portefeuille.web.office.access import either_officer
from portefeuille.web.office.aid_form import TELLERS, DeclareForm, EndForm, LinkForm, NumberForm
from portefeuille.web.office.words import names_of
from portefeuille.web.once import KEPT_OTHERWISE, OtherwiseAsked, acted_once
from portefeuille.web.ui.forms import PageForm

LINK, END, DECLARE, WITHDRAW = "koppel", "einde", "verklaar", "intrek"

REFUSED: Final[dict[str, Any]] = {
    "same": _("Enter the number of another enterprise than this one."),
    "linked": _("These two are one undertaking already."),
    "day": _("Enter a day from the first day of the link on."),
}

DONE: Final[dict[str, str | Promise]] = {
    LINK: _("It is kept that they are one undertaking."),
    END: _("It is kept until when they were one undertaking."),
    DECLARE: _("The aid is kept, and counts."),
    WITHDRAW: _("The aid is withdrawn, and counts no longer."),
}


@permission(HANDLE_AID)
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Ask for a number; one that we know leads to its page."""
    form = NumberForm(request.GET if "nummer" in request.GET else None)
    if not form.is_bound:
        return render(request, "office/aid.html", {"form": form})
    if form.is_valid():
        number = form.cleaned_data["nummer"]
        if enterprise_of(number) is not None:
            return HttpResponseRedirect(reverse("aid-of", args=[number]), status=303)
        form.add_error("nummer", _("We know no enterprise of this number."))
    return render(request, "office/aid.html", {"form": form}, status=422)


@permission(HANDLE_AID)
@require_http_methods(["GET", "HEAD", "POST"])
def enterprise(request: HttpRequest, number: str) -> HttpResponse:
    """What counts for an enterprise today; sent, what is said of it is kept."""
    enterprise_id = enterprise_of(number)
    if enterprise_id is None:
        raise Http404
    if request.method != "POST":
        return _shown(request, number, enterprise_id)
    step = {LINK: _link, END: _end, DECLARE: _declare, WITHDRAW: _withdraw}.get(
        request.POST.get("stap", "")
    )
    if step is None:
        return _shown(request, number, enterprise_id, status=409)
    return step(request, number, enterprise_id)


def _link(request: HttpRequest, number: str, enterprise_id: int) -> HttpResponse:
    form = LinkForm(request.POST)
    if form.is_valid():
        sent = form.cleaned_data
        told = (sent["holds_from"], sent["link_told_by"], sent["motive"])
        try:
            link(number, sent["other"], *told, either_officer(request))
            return _see(number, LINK)
        except NotSaid as refused:
            form.add_error("other", REFUSED[refused.why])
    return _shown(request, number, enterprise_id, link_form=form, status=422)


def _end(request: HttpRequest, number: str, enterprise_id: int) -> HttpResponse:
    """End a link of this enterprise; another's is not seen here."""
    asked = request.POST.get("koppeling", "")
    there = [one for one in links_of(enterprise_id) if str(one.link_id) == asked]
    if not there:
        raise Http404
    form = EndForm(request.POST, there[0].link_id)
    if form.is_valid():
        try:
            end_link(there[0].link_id, form.cleaned_data["holds_until"], either_officer(request))
            return _see(number, END)
        except NotSaid as refused:
            if refused.why == "ended":
                return _shown(request, number, enterprise_id, status=409)
            form.add_error("holds_until", REFUSED[refused.why])
    return _shown(
        request, number, enterprise_id, end_form=form, ending=there[0].link_id, status=422
    )


def _declare(request: HttpRequest, number: str, enterprise_id: int) -> HttpResponse:
    form = DeclareForm(request.POST, clock.today())
    if not form.is_valid():
        return _shown(request, number, enterprise_id, declare_form=form, status=422)
    sent, by = form.cleaned_data, either_officer(request)

    def keep() -> str:
        declare(
            number,
            sent["granted_on"],
            sent["amount"],
            sent["authority"],
            by,
            measure=sent["measure"],
            told_by=sent["told_by"],
        )
        return _see(number, DECLARE)["Location"]

    try:
        return acted_once("aid", request, by, keep)
    except OtherwiseAsked:
        form.add_error("amount", KEPT_OTHERWISE)
        return _shown(request, number, enterprise_id, declare_form=form, status=422)


def _withdraw(request: HttpRequest, number: str, enterprise_id: int) -> HttpResponse:
    """Withdraw aid that was told of this enterprise."""
    told = {str(one.pk): one.pk for one in declarations_of((enterprise_id,))}
    key = told.get(request.POST.get("verklaring", ""))
    if key is None:
        raise Http404
    try:
        withdraw(key, either_officer(request))
    except NotSaid:
        return _shown(request, number, enterprise_id, status=409)
    return _see(number, WITHDRAW)


def _shown(
    request: HttpRequest,
    number: str,
    enterprise_id: int,
    *,
    link_form: LinkForm | None = None,
    end_form: EndForm | None = None,
    ending: int | None = None,
    declare_form: DeclareForm | None = None,
    status: int = 200,
) -> HttpResponse:
    today = clock.today()
    sums = working(enterprise_id, today)
    links = links_of(enterprise_id)
    declared = declarations_of(sums.members)
    numbers = {one: number_of(one) for one in {*sums.members, enterprise_id}}
    names = _names([number, *numbers.values(), *(one.number for one in links)])
    who = names_of([*(one.actor for one in links), *(one.actor for one in declared)])
    forms: tuple[PageForm | None, ...] = (link_form, end_form, declare_form)
    context: dict[str, Any] = {
        "number": number,
        "name": names[number],
        "today": today,
        "sums": sums,
        "regime": regime_of(law.load(), today),
        "lines": _lines(sums, numbers, names),
        "members": [(numbers[one], names[numbers[one]]) for one in sums.members],
        "links": [
            (
                one,
                names[one.number],
                _teller(one.told_by),
                who[one.actor],
                _form_of(one, end_form, ending),
            )
            for one in links
        ],
        "declared": [
            (one, numbers[one.enterprise_id], _teller(one.told_by), who[one.actor])
            for one in declared
        ],
        "link_form": link_form or LinkForm(None),
        "declare_form": declare_form or DeclareForm(None, today),
        "key": uuid.uuid4(),
        "wrong": next((one for one in forms if one is not None and one.errors), None),
        "done": DONE.get(request.GET.get("gedaan", ""), ""),
        "changed": status == 409,
    }
    return render(request, "office/aid_of.html", context, status=status)


def _form_of(one: Linked, sent: EndForm | None, ending: int | None) -> EndForm | None:
    """The form that ends a link; none where it has ended."""
    if one.holds_until is not None:
        return None
    return sent if sent is not None and one.link_id == ending else EndForm(None, one.link_id)


def _lines(
    sums: Working, numbers: dict[int, str], names: dict[str, str]
) -> list[tuple[Counted, str, str]]:
    """Each sum that counts, with the enterprise it was granted to."""
    return [
        (one, numbers[one.enterprise_id], names[numbers[one.enterprise_id]]) for one in sums.lines
    ]


def _names(numbers: list[str]) -> dict[str, str]:
    return {one.number: one.name for one in known_as(set(numbers))}


def _teller(told_by: str) -> str | Promise:
    return dict(TELLERS)[told_by]


def _see(number: str, done: str) -> HttpResponse:
    there = reverse("aid-of", args=[number])
    return HttpResponseRedirect(f"{there}?gedaan={done}", status=303)
