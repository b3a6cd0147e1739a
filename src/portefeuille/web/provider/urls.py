"""Addresses; their words are Dutch, since people see them."""

from django.urls import path

from portefeuille.web.provider import account, checking, payments

urlpatterns = [
    path("<str:number>/", checking.applications, name="provider"),
    path("<str:number>/aanvragen/<str:reference>", checking.dossier, name="provider-dossier"),
    path("<str:number>/betalingen", payments.received, name="provider-payments"),
    path("<str:number>/rekening", account.account, name="provider-account"),
]
