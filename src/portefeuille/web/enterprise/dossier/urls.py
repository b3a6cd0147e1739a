"""Addresses; their words are Dutch, since people see them."""

from django.urls import path

from portefeuille.web.enterprise.dossier import account, files, ordering, stopping, views

urlpatterns = [
    path("", views.show, name="dossier"),
    path("ingediend", views.submitted, name="submitted"),
    path("storten", views.deposit, name="deposit"),
    path("betalen", ordering.order, name="order"),
    path("rekening", account.account, name="refund-account"),
    path("stopzetten", stopping.stop, name="stop"),
    path("brief/<int:decision>.pdf", files.letter, name="letter"),
    path("stuk/<uuid:kept>", files.document, name="document"),
]
