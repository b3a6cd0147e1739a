"""Filters that show money, rates and days as Belgium writes them: `{{ decision.grant|eur }}`."""

from datetime import date

from django import template

from portefeuille.core import show
from portefeuille.web.ui.accounts import shown_iban
from portefeuille.web.ui.language import language_of_page

register = template.Library()

register.filter("eur", show.show_euro)
register.filter("percent", show.show_share)
register.filter("iban", shown_iban)


@register.filter
def day(value: date) -> str:
    """A day in words, in the language of the page."""
    return show.show_day(value, language_of_page())
