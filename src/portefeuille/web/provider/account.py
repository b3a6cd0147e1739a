"""The account a provider is paid on: given and changed by the provider itself."""

import uuid
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from portefeuille.payments.outgoing.due import accounts_given
from portefeuille.payments.services import give_account
from portefeuille.people.perms import ACT_FOR_PROVIDER, permission
from portefeuille.providers.queries import registrations_of
from portefeuille.web.once import KEPT_OTHERWISE, OtherwiseAsked, acted_once
from portefeuille.web.provider.access import by_whom, desk_of
from portefeuille.web.ui.accounts import AccountForm, Given, history


@dataclass(frozen=True, slots=True)
class Paid:
    """A provider under this number, and the accounts it gave, the last one first."""

    provider_id: int
    name: str
    accounts: list[Given]


@permission(ACT_FOR_PROVIDER)
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest, number: str) -> HttpResponse:
    """The account now, those before, and another one; a number may have several providers."""
    desk, status = desk_of(number), 200
    names = {one.provider_id: one.provider.name for one in registrations_of(number)}
    form = AccountForm(None, names, initial={"key": uuid.uuid4(), "name": desk.name})
    if request.method == "POST":
        form, status = AccountForm(request.POST, names), 422
        if form.is_valid():
            sent, by = form.cleaned_data, by_whom(request, number)

            def give() -> str:
                whose = sent.get("whose") or next(iter(names))
                give_account("provider", whose, sent["iban"], sent["name"], by)
                return f"{reverse('provider-account', args=[number])}?gedaan=1"

            try:
                return acted_once("provider-account", request, by, give)
            except OtherwiseAsked:
                form.add_error("iban", KEPT_OTHERWISE)
    paid = [
        Paid(key, name, history(accounts_given("provider", key))) for key, name in names.items()
    ]
    context = {"desk": desk, "form": form, "paid": paid, "done": "gedaan" in request.GET}
    return render(request, "provider/account.html", context, status=status)
