"""A dossier: what it is, what was decided, what to deposit."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from stdnum import iban

from portefeuille.adapters.bank import epc_svg
from portefeuille.applications.queries import Decided, Dossier, decisions_of
from portefeuille.applications.transitions import (
    AWAITING_DEPOSIT,
    PAID,
    REFUSED,
    RUNNING,
    SUBJECT,
    may,
)
from portefeuille.core.money import Cents
from portefeuille.core.settlement import deposit_by, pay_by
from portefeuille.journal.queries import history_of
from portefeuille.payments.outgoing.due import outs_of, to_enterprise
from portefeuille.payments.queries import (
    Leaving,
    Payment,
    deposits_of,
    going_back,
    money_of,
    payments_of,
)
from portefeuille.payments.references import communication_of
from portefeuille.people.perms import ACT_FOR_ENTERPRISE, permission
from portefeuille.wallet.queries import Movement, movements_of
from portefeuille.web import clock
from portefeuille.web.enterprise.dossier.access import dossier_here, not_now, page
from portefeuille.web.public.forms import SERVICES
from portefeuille.web.ui.debts import owed_by
from portefeuille.web.ui.decisions import revisions, told
from portefeuille.web.ui.dossiers import Line, Moment, days_left, money_block, next_step, time_line
from portefeuille.web.ui.language import language_of_page
from portefeuille.web.ui.payouts import KINDS, standing
from portefeuille.web.ui.statuses import RETURNS

DONE = {"betaalopdracht", "stopgezet", "rekening"}
"""What a page may say was just done, in the address the step leads to."""


@permission(ACT_FOR_ENTERPRISE)
@require_safe
def show(request: HttpRequest, number: str, reference: str) -> HttpResponse:
    """The dossier: its next step, its money, what happened, why it was decided so."""
    it = dossier_here(number, reference)
    money = money_of(it)
    step = next_step(it.status, money)
    decided = decisions_of(it.application_id)
    language = language_of_page()
    movements = movements_of(it.application_id)
    payments = payments_of(it.application_id)
    moments = _moments(it, decided, movements, payments)
    outs = outs_of(it.application_id)
    of_order, back = {one.order_id: one for one in outs}, to_enterprise(outs)
    done = request.GET.get("gedaan", "")
    more = {
        "step": step,
        "left": days_left(it.due_on, clock.today()) if step and it.due_on else "",
        "service": dict(SERVICES)[it.service],
        "theme": _theme(it, decided),
        "money": money_block(it, money, movements) if it.outcome == "approved" else (),
        "moments": moments,
        "refusal": _refusal(it, moments),
        "decided": decided,
        "told": told(decided[-1], language) if decided else None,
        "revisions": revisions(decided, language),
        "payments": [(one, standing(of_order[one.order_id].course)) for one in payments],
        "back": [(one, KINDS[one.kind], standing(one.course)) for one in back],
        "lacks_account": any(one.lacks_account for one in back),
        "may_stop": may("stop", it.status),
        "done": done if done in DONE else "",
        **owed_by(it.application_id, "enterprise", clock.today()),
    }
    return page(request, number, "dossier", it, more)


@permission(ACT_FOR_ENTERPRISE)
@require_safe
def submitted(request: HttpRequest, number: str, reference: str) -> HttpResponse:
    """What came of the application: approved and what follows when, or not and why.

    Of one that has ended since, nothing follows: on to the dossier.
    """
    it = dossier_here(number, reference)
    decided = decisions_of(it.application_id)
    more = {"told": told(decided[-1], language_of_page()), "last": decided[-1]} if decided else {}
    if it.outcome != "approved" or not decided:
        return page(request, number, "not_granted", it, more)
    if it.status not in (*RUNNING, PAID):
        there = reverse("dossier", args=[number, it.reference])
        return HttpResponseRedirect(there, status=303)
    law = decided[-1].law
    more |= {
        "deposit_by": deposit_by(law, it.submitted_on),
        "pay_by": pay_by(law, it.service, it.submitted_on),
        "days_to_check": law.days_to_check,
    }
    return page(request, number, "submitted", it, more)


@permission(ACT_FOR_ENTERPRISE)
@require_safe
def deposit(request: HttpRequest, number: str, reference: str) -> HttpResponse:
    """To whom, how much, with which communication, by when."""
    it = dossier_here(number, reference)
    money = money_of(it)
    if it.status not in RUNNING or not money.to_deposit:
        return not_now(request, number, it, _("There is nothing to deposit"))
    more = {
        "manager": settings.FINANCIAL_MANAGER_NAME,
        "iban": iban.format(settings.FINANCIAL_MANAGER_IBAN),
        "amount": money.to_deposit,
        "communication": communication_of(it.application_id),
        "code": mark_safe(_code(it, money.to_deposit)),  # noqa: S308 - drawn by the adapter
        "left": _left_to_deposit(it),
        "returned": _returned(it),
    }
    return page(request, number, "deposit", it, more)


def _returned(it: Dossier) -> list[tuple[Any, str | Promise, Leaving | None]]:
    """The deposits that go back: why, and how far each is on its way."""
    deposits = [one for one in deposits_of(it.application_id) if one.returned]
    back = going_back(deposits)
    return [(one, RETURNS[one.returned], back.get(one.pk)) for one in deposits]


def _code(it: Dossier, amount: Cents) -> str:
    """The transfer as a code that a phone reads: black on white, in an <svg>."""
    name, account = settings.FINANCIAL_MANAGER_NAME, settings.FINANCIAL_MANAGER_IBAN
    return epc_svg(name, account, "", amount, communication_of(it.application_id))


def _left_to_deposit(it: Dossier) -> str:
    """How much time is left for the deposit; "" where a revision asks for more of it later on."""
    if it.status != AWAITING_DEPOSIT or it.due_on is None:
        return ""
    return days_left(it.due_on, clock.today())


def _theme(it: Dossier, decided: list[Decided]) -> str:
    """The theme in words: of the law it was decided under, else as it was stored."""
    label = decided[-1].law.themes.labels.get(it.theme or "") if decided else None
    return label[language_of_page()] if label else it.theme or ""


def _refusal(it: Dossier, moments: Sequence[Moment]) -> Moment | None:
    """The refusal by the provider, where that is what ended it."""
    if it.status != REFUSED:
        return None
    return next((one for one in moments if one.verb == "provider_refuse"), None)


def _moments(
    it: Dossier,
    decided: Sequence[Decided],
    movements: Sequence[Movement],
    payments: Sequence[Payment],
) -> list[Moment]:
    language = language_of_page()
    stops = decided[-1].law.stops if decided else {}
    returned = [
        (one.event_id, Line(_("Goes back to you"), one.amount_cents))
        for one in deposits_of(it.application_id)
        if one.returned and one.event_id is not None
    ]
    ordered = [
        (one.event_id, Line(_("Invoice %(number)s") % {"number": one.invoice_number}, one.amount))
        for one in payments
    ]
    return time_line(
        history_of(SUBJECT, it.application_id),
        movements,
        {case: stop.title[language] for case, stop in stops.items()},
        [*returned, *ordered],
    )
