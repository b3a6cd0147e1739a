"""Addresses; their words are Dutch, since people see them."""

from django.urls import path

from portefeuille.web.enterprise.portfolio import views

urlpatterns = [
    path("", views.enterprises, name="enterprises"),
    path("<str:number>/", views.portfolio, name="portfolio"),
    path("<str:number>/gegevens", views.enterprise_data, name="enterprise-data"),
]
