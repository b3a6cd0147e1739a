"""Addresses; their words are Dutch, since people see them."""

from django.urls import path

from portefeuille.web.office import (
    aid,
    budget,
    calls,
    deposits,
    dossier,
    joining,
    paying,
    queues,
    revising,
)

urlpatterns = [
    path("wachtrij", queues.cases, name="cases"),
    path("zoeken", queues.search, name="search"),
    path("dossiers/<str:reference>", dossier.case, name="case"),
    path("dossiers/<str:reference>/beoordelen", dossier.assess, name="assess"),
    path("dossiers/<str:reference>/herzien", revising.revise, name="revise"),
    path("ondernemingen/<str:number>/samenvoegen", joining.enterprise, name="join"),
    path("steun", aid.search, name="aid"),
    path("steun/<str:number>", aid.enterprise, name="aid-of"),
    path("opzoekingen", calls.lookups, name="lookups"),
    path("opzoekingen/bestand", calls.lookups_file, name="lookups-file"),
    path("budget", budget.budget, name="budget"),
    path("stortingen", deposits.deposits, name="deposits"),
    path("betalingen", paying.payments, name="payments"),
    path("betalingen/<int:order>/stuk", paying.invoice, name="order-document"),
]
