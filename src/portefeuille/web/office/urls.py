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
    runs,
    statements,
    unmatched,
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
    path("afschriften", statements.statements, name="statements"),
    path("afschriften/<int:statement>", statements.statement, name="statement"),
    path("afschriften/bestanden/<int:file>", statements.statement_file, name="statement-file"),
    path("verrichtingen", unmatched.bank_lines, name="bank-lines"),
    path("verrichtingen/<int:line>", unmatched.bank_line, name="bank-line"),
    path("betalingen", paying.payments, name="payments"),
    path("betalingen/terugbetalingen", paying.refunds, name="refunds"),
    path("betalingen/<int:payout>/rekening", paying.account, name="payout-account"),
    path("betalingen/<int:order>/stuk", paying.invoice, name="order-document"),
    path("betaalruns/<int:run>", runs.run, name="run"),
    path("betaalruns/<int:run>/vrijgeven", runs.release, name="run-release"),
    path("betaalruns/<int:run>/weggooien", runs.throw_away, name="run-throw-away"),
    path("betaalruns/<int:run>/bestand", runs.file, name="run-file"),
    path("betaalruns/<int:run>/bezorgd", runs.given, name="run-given"),
    path("betaalruns/<int:run>/<int:payout>/geweigerd", runs.refused, name="run-refused"),
]
