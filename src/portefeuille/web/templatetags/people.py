"""Who is signed in and for whom they act: what the frame of every page shows."""

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portefeuille.core.numbers import format_enterprise_number
from portefeuille.people.models import Mandate, Person
from portefeuille.people.queries import Acting, acting
from portefeuille.web import clock
from portefeuille.web.signin.onwards import home_of

register = template.Library()
register.filter("number", format_enterprise_number)

ROLES = {
    Mandate.Role.ENTREPRENEUR: _("entrepreneur"),
    Mandate.Role.ACCOUNTANT: _("accountant of several enterprises"),
    Mandate.Role.PROVIDER: _("provider"),
    Mandate.Role.CASE_HANDLER: _("case handler"),
    Mandate.Role.FINANCE_OFFICER: _("finance officer"),
    Mandate.Role.DATA_PROTECTION_OFFICER: _("data protection officer"),
    Mandate.Role.POLICY_ANALYST: _("policy analyst"),
}


@register.simple_tag(takes_context=True)
def who_is_here(context: Context) -> Acting | None:
    """Who is signed in; None where nobody is, and on pages that were made without a session."""
    request = context.get("request")
    return None if request is None else acting(request, clock.today())


@register.simple_tag
def roles_of(person: Person) -> str:
    """The roles of a persona, in words."""
    held = {mandate.role for mandate in person.mandates.all()}
    return ", ".join(str(words) for role, words in ROLES.items() if role in held)


@register.simple_tag(takes_context=True)
def home(context: Context) -> str:
    """The first page of whoever is signed in."""
    who = who_is_here(context)
    return reverse("start") if who is None else home_of(who)
