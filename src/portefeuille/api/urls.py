"""Addresses of the interface, by version."""

from django.urls import path, re_path

from portefeuille.api import views

urlpatterns = [
    path("v1/applications", views.applications, name="api-applications"),
    path("v1/arrivals/<int:arrival>", views.arrival, name="api-arrival"),
    re_path("", views.nowhere, name="api-nowhere"),
]
