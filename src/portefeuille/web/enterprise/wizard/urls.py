"""Addresses of the wizard; their words are Dutch, since people see them."""

from django.urls import path

from portefeuille.web.enterprise.wizard import checking, views

urlpatterns = [
    path("nieuw", views.new, name="draft-new"),
    path("<uuid:draft>/controleren", checking.check, name="draft-check"),
    path("<uuid:draft>/verklaring", checking.declare, name="draft-declare"),
    path("<uuid:draft>/ontvangen", checking.received, name="draft-received"),
    path("<uuid:draft>/niet-mogelijk", views.halt, name="draft-halt"),
    path("<uuid:draft>/<slug:step>", views.step, name="draft-step"),
]
