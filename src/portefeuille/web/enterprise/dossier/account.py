"""The account an enterprise is paid back on: asked where none is known, or money came back."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portefeuille.payments.outgoing.due import Out, accounts_given, out_to_enterprise
from portefeuille.payments.services import give_account, give_account_for
from portefeuille.people.perms import ACT_FOR_ENTERPRISE, permission
from portefeuille.web.enterprise.dossier.access import by_whom, dossier_here, not_now, page
from portefeuille.web.once import KEPT_OTHERWISE, OtherwiseAsked, acted_once
from portefeuille.web.ui.accounts import AccountForm, history
from portefeuille.web.ui.payouts import KINDS, standing


@permission(ACT_FOR_ENTERPRISE)
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest, number: str, reference: str) -> HttpResponse:
    """What comes back and why it could not, and the account to pay it on."""
    it = dossier_here(number, reference)
    outs = out_to_enterprise(it.application_id)
    if not outs:
        return not_now(request, number, it, _("There is nothing to pay back to you"))
    form = AccountForm(None, initial={"key": uuid.uuid4(), "name": it.enterprise_name or ""})
    status = 200
    if request.method == "POST":
        form, status = AccountForm(request.POST), 422
        if form.is_valid():
            try:
                return _given(request, number, form, reference, outs)
            except OtherwiseAsked:
                form.add_error("iban", KEPT_OTHERWISE)
    more = {
        "form": form,
        "lines": [(one, KINDS[one.kind], standing(one.course)) for one in outs],
        "accounts": history(accounts_given("enterprise", it.enterprise_id)),
    }
    return page(request, number, "account", it, more, status)


def _given(
    request: HttpRequest, number: str, form: AccountForm, reference: str, outs: list[Out]
) -> HttpResponse:
    """Keep it for the enterprise, and for each deposit that goes back and has no account."""
    it, by = dossier_here(number, reference), by_whom(request, number)
    iban, name = form.cleaned_data["iban"], form.cleaned_data["name"]

    def give() -> str:
        give_account("enterprise", it.enterprise_id, iban, name, by)
        for one in outs:
            if one.kind == "return" and one.lacks_account:
                give_account_for(one.payout_id, iban, name, by)
        there = reverse("dossier", args=[number, it.reference])
        return f"{there}?gedaan=rekening#terug"

    return acted_once("refund-account", request, by, give)
