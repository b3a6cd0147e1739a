"""Addresses of who acts for an enterprise; their words are Dutch, since people see them."""

from django.urls import include, path

urlpatterns = [
    path("", include("portefeuille.web.enterprise.portfolio.urls")),
    path("<str:number>/aanvragen/", include("portefeuille.web.enterprise.wizard.urls")),
    path(
        "<str:number>/dossiers/<str:reference>/",
        include("portefeuille.web.enterprise.dossier.urls"),
    ),
]
