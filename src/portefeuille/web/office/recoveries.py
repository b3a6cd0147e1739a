"""Money that must come back: by age, one debt with all that happened to it, and asking it."""

import uuid
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portefeuille.applications.queries import Dossier, dossier, dossiers
from portefeuille.core.show import show_amount, show_euro
from portefeuille.journal.queries import history_of
from portefeuille.payments import services
from portefeuille.payments.queries import (
    Debt,
    Ground,
    ageing,
    came_back,
    debt,
    debts_for,
    grounds_of,
    not_asked_yet,
    open_debts,
    to_set_off,
)
from portefeuille.payments.services import Demand, NotAsked, NotThere, OtherAmount, OwnWriteOff
from portefeuille.payments.transitions import RECOVERY
from portefeuille.people.models import Mandate
from portefeuille.people.perms import HANDLE_MONEY, HANDLE_RECOVERIES, permission, who_acts
from portefeuille.web import clock
from portefeuille.web.office.access import dossier_here, either_officer, finance_officer
from portefeuille.web.office.recoveries_form import AskForm, PlanForm, WriteOffForm, ground_of
from portefeuille.web.office.words import names_of
from portefeuille.web.once import KEPT_OTHERWISE, OtherwiseAsked, acted_once
from portefeuille.web.ui.debts import AGE, CAUSES, DEBTORS, STANDING, WHAT, debtor_name
from portefeuille.web.ui.forms import PageForm

AGREE, REMIND, SET_OFF, WRITE_OFF = "afspreken", "herinneren", "verrekenen", "afschrijven"

DONE: Final[Mapping[str, Any]] = {
    "gevraagd": _("It is asked back. The debtor gets a message with the communication."),
    AGREE: _("The instalments are kept. They take the place of what was agreed before."),
    REMIND: _("The debtor is reminded."),
    SET_OFF: _("It is set off. What is left of the refund is due still."),
    WRITE_OFF: _("It is written off."),
}

REFUSED: Final[Mapping[str, tuple[str, Any]]] = {
    "nothing": ("ground", _("That cannot be asked any more. Choose what is there now.")),
    "amount": ("amount", _("Enter an amount above 0 euro, and no more than can be asked.")),
    "own": ("own", _("The rest would be more subsidy than can be asked: enter a larger share.")),
    "day": ("due_on", _("Enter today or a later day.")),
}

WRONG_PLAN: Final[Mapping[str, Any]] = {
    "sum": _("Enter amounts that together are what is open: %(open)s."),
    "days": _("Enter for each line another day, today or later."),
    "many": _("Enter at most 60 lines."),
}


@permission(HANDLE_RECOVERIES)
@require_safe
def recoveries(request: HttpRequest) -> HttpResponse:
    """What is open, by age and the first last day first; and what is owed and not asked yet."""
    today, found = clock.today(), open_debts()
    later = not_asked_yet(found)
    keys = {*(one.application_id for one in found), *(one.application_id for one in later)}
    named = {one.application_id: one for one in dossiers(keys)}
    sums = ageing(found, today)
    context = {
        "ages": [(AGE[name], amount) for name, amount in sums.items()],
        "total": sum(sums.values()),
        "found": [_line(one, named[one.application_id], today) for one in found],
        "later": [(one, named[one.application_id]) for one in later],
    }
    return render(request, "office/recoveries.html", context)


@permission(HANDLE_RECOVERIES)
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, reference: str) -> HttpResponse:
    """What can be asked back of a dossier; sent, it is asked."""
    it = dossier_here(reference)
    grounds = grounds_of(it)
    choices = [(one.code, _choice(one, it)) for one in grounds]
    if request.method != "POST":
        first = grounds[0] if grounds else None
        proposed = {"ground": first.code, "amount": first.most, "own": first.own} if first else {}
        return _asking(request, it, AskForm(None, choices, initial=proposed))
    form, by = AskForm(request.POST, choices), either_officer(request)
    if form.is_valid():
        sent = form.cleaned_data
        ground = ground_of(sent["ground"], grounds)
        demand = Demand(
            ground.cause, ground.debtor, sent["amount"], sent["own"] or 0, sent["due_on"]
        )

        def keep() -> str:
            asked = services.ask_back(it.application_id, demand, sent["words"], by)
            return f"{reverse('recovery', args=[asked.pk])}?gedaan=gevraagd"

        try:
            return acted_once("recovery", request, by, keep)
        except OtherwiseAsked:
            form.add_error("amount", KEPT_OTHERWISE)
        except NotAsked as refused:
            form.add_error(*REFUSED[refused.why])
    return _asking(request, it, form, 422)


@permission(HANDLE_RECOVERIES)
@require_http_methods(["GET", "HEAD", "POST"])
def recovery(request: HttpRequest, recovery: int) -> HttpResponse:
    """One debt; sent, instalments are agreed or the debtor is reminded."""
    it = _here(recovery)
    if request.method != "POST":
        return _shown(request, it)
    by, step = either_officer(request), request.POST.get("stap", "")
    if step == REMIND:
        return _once(request, it, step, lambda: services.remind(recovery, "", by))
    form = PlanForm(request.POST)
    if not form.is_valid():
        return _shown(request, it, plan=form, status=422)
    sent = form.cleaned_data
    try:
        return _once(
            request, it, AGREE, lambda: services.agree(recovery, sent["parts"], sent["words"], by)
        )
    except services.WrongPlan as wrong:
        form.add_error("parts", WRONG_PLAN[wrong.why] % {"open": show_euro(it.open)})
        return _shown(request, it, plan=form, status=422)


@permission(HANDLE_MONEY)
@require_POST
def settle(request: HttpRequest, recovery: int) -> HttpResponse:
    """Set a debt off against what is due to the enterprise, or write it off."""
    it, by = _here(recovery), finance_officer(request)
    if request.POST.get("stap") == SET_OFF:
        seen = request.POST.get("gezien", "")
        amount = int(seen) if seen.isdecimal() and len(seen) <= 18 else 0
        try:
            return _once(request, it, SET_OFF, lambda: services.set_off(recovery, amount, by))
        except OtherAmount:
            return _shown(request, it, status=409)
    form = WriteOffForm(request.POST)
    if form.is_valid():
        words = form.cleaned_data["words"]
        try:
            return _once(request, it, WRITE_OFF, lambda: services.write_off(recovery, words, by))
        except OwnWriteOff:
            form.add_error("words", _("You asked it back, so somebody else must write it off."))
    return _shown(request, it, off=form, status=422)


def _once(request: HttpRequest, it: Debt, done: str, act: Callable[[], Any]) -> HttpResponse:
    """Act once for the key of the form; 409 where nothing is asked any more."""
    there = f"{reverse('recovery', args=[it.recovery_id])}?gedaan={done}"

    def keep() -> str:
        act()
        return there

    try:
        return acted_once("recovery", request, either_officer(request), keep)
    except (NotThere, OtherwiseAsked):
        return _shown(request, _here(it.recovery_id), status=409)


def _here(recovery_id: int) -> Debt:
    found = debt(recovery_id)
    if found is None:
        raise Http404
    return found


def _asking(request: HttpRequest, it: Dossier, form: AskForm, status: int = 200) -> HttpResponse:
    context = {
        "dossier": it,
        "form": form,
        "nothing": not grounds_of(it),
        "before": [(one, STANDING[one.status]) for one in debts_for(it.application_id)],
        "key": uuid.uuid4(),
    }
    return render(request, "office/ask_back.html", context, status=status)


def _shown(
    request: HttpRequest,
    it: Debt,
    plan: PlanForm | None = None,
    off: WriteOffForm | None = None,
    status: int = 200,
) -> HttpResponse:
    about = dossier(it.application_id)
    assert about is not None, "an application is never removed"
    who, history = who_acts(request), history_of(RECOVERY, it.recovery_id)
    names = names_of([event.actor for event in history])
    parts = "\n".join(f"{one.due_on:%d/%m/%Y} {show_amount(one.amount)}" for one in it.parts)
    sent: tuple[PageForm | None, ...] = (plan, off)
    context = {
        "it": it,
        "dossier": about,
        "cause": CAUSES[it.cause],
        "standing": STANDING[it.status],
        "name": debtor_name(it, about),
        "came": came_back(it.recovery_id),
        "parts": [(one, one.due_on < clock.today()) for one in it.parts],
        "moments": [(event, WHAT[event.verb], names[event.actor]) for event in reversed(history)],
        "money": who.holds(Mandate.Role.FINANCE_OFFICER),
        "cases": who.holds(Mandate.Role.CASE_HANDLER),
        "to_set_off": to_set_off(it),
        "plan": plan or PlanForm(None, initial={"parts": parts}),
        "off": off or WriteOffForm(None),
        "form": next((one for one in sent if one is not None and one.errors), None),
        "key": uuid.uuid4(),
        "done": DONE.get(request.GET.get("gedaan", ""), ""),
        "changed": status == 409,
    }
    return render(request, "office/recovery.html", context, status=status)


def _line(one: Debt, about: Dossier, today: date) -> tuple[Any, ...]:
    return one, about, debtor_name(one, about), CAUSES[one.cause], one.late(today)


def _choice(one: Ground, it: Dossier) -> str:
    """A ground as it reads on the form."""
    name = it.enterprise_name if one.debtor == "enterprise" else it.provider_name
    told = {"what": CAUSES[one.cause], "whom": DEBTORS[one.debtor], "name": name or ""}
    if one.own:
        return _("%(what)s: of the %(whom)s %(name)s, at most %(most)s, own share %(own)s") % {
            **told,
            "most": show_euro(one.most),
            "own": show_euro(one.own),
        }
    return _("%(what)s: of the %(whom)s %(name)s, at most %(most)s") % {
        **told,
        "most": show_euro(one.most),
    }
