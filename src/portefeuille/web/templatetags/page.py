"""The parts around a page: its menu, the same page in another language, the source code."""

from typing import Any

from django import template
from django.conf import settings
from django.forms.boundfield import BoundWidget
from django.template import Context
from django.urls import reverse, translate_url
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, override

from portefeuille.web.ui.forms import PageBoundField

register = template.Library()


@register.simple_tag(takes_context=True)
def menu_item(context: Context, route: str, text: str) -> SafeString:
    """One line of the menu; the page we are on is marked for eyes and for screen readers."""
    url = reverse(route)
    request = context.get("request")
    if request is not None and request.path == url:
        return format_html(
            '<li class="govuk-service-navigation__item govuk-service-navigation__item--active">'
            '<a class="govuk-service-navigation__link" href="{}" aria-current="page">'
            '<strong class="govuk-service-navigation__active-fallback">{}</strong></a></li>',
            url,
            text,
        )
    return format_html(
        '<li class="govuk-service-navigation__item">'
        '<a class="govuk-service-navigation__link" href="{}">{}</a></li>',
        url,
        text,
    )


@register.simple_tag
def languages() -> list[tuple[str, str]]:
    """The languages of the site, each under its own name."""
    return [(code, str(name)) for code, name in settings.LANGUAGES]


@register.simple_tag(takes_context=True)
def in_language(context: Context, code: str) -> str:
    """The address of this very page, questions and answers included, in another language.

    A page without a route of its own (not found, out of order) leads to the start page.
    """
    request = context.get("request")
    here = request.get_full_path() if request is not None else ""
    there = translate_url(here, code)
    if there != here or code == get_language():
        return there
    with override(code):
        return reverse("start")


@register.simple_tag
def hint_of(field: PageBoundField, choice: BoundWidget) -> Any:
    """What is said under one choice of a group; empty where nothing is."""
    return field.choice_hints.get(str(choice.data["value"]), "")


@register.simple_tag
def source_url() -> Any:
    """Where the source code of this installation is offered (EUPL-1.2, article 5)."""
    return getattr(settings, "SOURCE_URL", "")
