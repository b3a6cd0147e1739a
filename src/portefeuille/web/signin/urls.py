"""Addresses of signing in and out."""

from django.urls import path

from portefeuille.web.signin import views

urlpatterns = [
    path("aanmelden", views.sign_in, name="sign-in"),
    path("afmelden", views.sign_out, name="sign-out"),
]
