"""Addresses of the public pages; their words are Dutch, since people see them."""

from django.urls import path

from portefeuille.web.public import views

urlpatterns = [
    path("", views.start, name="start"),
    path("bereken", views.calculator, name="calculator"),
]
