"""A dossier as the case handler sees it: all of it, what was left unjudged on top."""

from dataclasses import dataclass, replace
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from portefeuille.applications import services
from portefeuille.applications.queries import (
    Assessed,
    Decided,
    Dossier,
    assessments_of,
    decisions_of,
)
from portefeuille.applications.transitions import ON_RECORD, RUNNING, SUBJECT
from portefeuille.core.explain import Told
from portefeuille.journal.queries import history_of
from portefeuille.payments.queries import deposits_of, going_back, money_of, payments_of, payouts_of
from portefeuille.people.perms import HANDLE_CASES, permission
from portefeuille.wallet.queries import movements_of, room_of
from portefeuille.web.office.access import case_handler, dossier_here
from portefeuille.web.office.flags import flags_of
from portefeuille.web.office.forms import AssessForm
from portefeuille.web.office.words import ledger_of, names_of
from portefeuille.web.public.forms import SERVICES, SIZES
from portefeuille.web.ui.decisions import OUTCOMES, revisions, told
from portefeuille.web.ui.dossiers import time_line
from portefeuille.web.ui.language import language_of_page
from portefeuille.web.ui.statuses import RETURNS, STATUSES

DONE: Final = ("beoordeeld",)


@dataclass(frozen=True, slots=True)
class Open:
    """A rule that waits to be looked at, with the form to find it in order."""

    reason: Told
    form: AssessForm


@permission(HANDLE_CASES)
@require_safe
def case(request: HttpRequest, reference: str) -> HttpResponse:
    """The dossier."""
    return _shown(request, dossier_here(reference))


@permission(HANDLE_CASES)
@require_POST
def assess(request: HttpRequest, reference: str) -> HttpResponse:
    """Find a rule in order; of another decision than the one that holds nothing is kept."""
    it = dossier_here(reference)
    rule = request.POST.get("regel", "")
    if request.POST.get("beslissing") != str(it.decision_id) or rule not in it.unknown:
        return _shown(request, it, status=409)
    form = AssessForm(request.POST, rule)
    if not form.is_valid():
        return _shown(request, it, form, rule, 422)
    by = case_handler(request)
    services.assess(it.decision_id, rule, form.cleaned_data["motive"], by.actor, by.now)
    there = reverse("case", args=[reference])
    return HttpResponseRedirect(f"{there}?gedaan={DONE[0]}", status=303)


def _shown(
    request: HttpRequest,
    it: Dossier,
    form: AssessForm | None = None,
    rule: str = "",
    status: int = 200,
) -> HttpResponse:
    decided = decisions_of(it.application_id)
    done = request.GET.get("gedaan", "")
    context = {
        "dossier": it,
        "status": STATUSES[it.status],
        "service": dict(SERVICES)[it.service],
        "size": dict(SIZES).get(it.size or "", ""),
        "form": form,
        "changed": status == 409,
        "done": done if done in DONE else "",
        "flag": flags_of([it]).get(it.application_id),
        "room": room_of(it.enterprise_id, it.submitted_on.year),
        **_decision(it, decided, form, rule),
        **_life(it, decided),
    }
    return render(request, "office/case.html", context, status=status)


def _decision(
    it: Dossier, decided: list[Decided], form: AssessForm | None, rule: str
) -> dict[str, Any]:
    """What was decided and why, what waits to be looked at, what was looked at."""
    if not decided:
        return {}
    language = language_of_page()
    last = decided[-1]
    reasons = told(last, language)
    found = assessments_of(last.decision_id)
    titles = {one.rule: one.title for one in reasons.unjudged}
    label = last.law.themes.labels.get(it.theme or "")
    return {
        "theme": label[language] if label else it.theme or "",
        "last": last.decision,
        "outcome": OUTCOMES[last.decision.outcome],
        "told": replace(
            reasons, unjudged=tuple(r for r in reasons.unjudged if r.rule not in it.to_assess)
        ),
        "open": [
            Open(one, form if form is not None and one.rule == rule else AssessForm(None, one.rule))
            for one in reasons.unjudged
            if one.rule in it.to_assess
        ],
        "assessed": _assessed(found, titles),
        "revisions": revisions(decided, language),
        "decided": [(one, OUTCOMES[one.decision.outcome]) for one in decided],
        "may_revise": it.regime == "law",
    }


def _assessed(found: list[Assessed], titles: dict[str, str]) -> list[Any]:
    names = names_of(one.actor for one in found)
    return [(one, titles.get(one.rule, one.rule), names[one.actor]) for one in found]


def _life(it: Dossier, decided: list[Decided]) -> dict[str, Any]:
    """What happened, and its money."""
    language = language_of_page()
    history = history_of(SUBJECT, it.application_id)
    movements = movements_of(it.application_id, payouts_of(it.application_id))
    stops = decided[-1].law.stops if decided else {}
    titles = {name: one.title[language] for name, one in stops.items()}
    names = names_of(event.actor for event in history)
    money, deposits = money_of(it), deposits_of(it.application_id)
    back = going_back(deposits)
    moments = time_line(history, (), titles, {})
    return {
        "moments": list(zip(moments, (names[event.actor] for event in history[::-1]), strict=True)),
        "ledger": ledger_of(movements),
        "money": it.outcome == "approved" and it.status != ON_RECORD,
        "balance": money,
        "may_ask_back": bool(money.paid or it.owed),
        "to_deposit": money.to_deposit if it.status in RUNNING else 0,
        "deposits": [(one, RETURNS.get(one.returned, ""), back.get(one.pk)) for one in deposits],
        "payments": payments_of(it.application_id),
    }
