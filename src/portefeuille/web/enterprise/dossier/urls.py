"""Addresses; their words are Dutch, since people see them."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
