"""Addresses of the mailbox; their words are Dutch, since people see them."""

from django.urls import path

from portefeuille.web.mailbox import views

urlpatterns = [
    path("postvak", views.mailbox, name="mailbox"),
    path("postvak/<str:key>", views.mail, name="mailbox-mail"),
    path("postvak/<str:key>/<int:place>", views.attachment, name="mailbox-file"),
]
