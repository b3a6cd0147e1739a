"""Addresses of the public pages; their words are Dutch, since people see them."""

from django.urls import path

from portefeuille.web.public import figures, regulation, status, views

urlpatterns = [
    path("", views.start, name="start"),
    path("bereken", views.calculator, name="calculator"),
    path("regelgeving", regulation.regulation, name="regulation"),
    path("regelgeving/wijzigingen", regulation.changes, name="regulation-changes"),
    path("cijfers", figures.index, name="figures"),
    path("cijfers/<str:page>", figures.view, name="figure"),
    path("status", status.status, name="status"),
]
