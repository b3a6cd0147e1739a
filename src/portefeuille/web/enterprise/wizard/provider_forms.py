"""The question which provider: a search by number or by name, and a choice from what it found."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portefeuille.core.numbers import NumberError
from portefeuille.core.show import show_day
from portefeuille.providers.numbers import parse_registration_number, service_of
from portefeuille.providers.queries import Registration, find_registrations, registration
from portefeuille.web.enterprise.wizard.forms import Answers, StepForm
from portefeuille.web.ui.forms import PageForm
from portefeuille.web.ui.language import language_of_page

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Sought:
    """What a search found: registrations for the service, or why not; a zero read as an O."""

    registrations: tuple[Registration, ...]
    problem: str | Promise | None = None
    other_service: str | None = None
    zero_read_as_letter: bool = False
    more: bool = False


class SearchForm(PageForm):
    """One box for a number or a name."""

    zoek = forms.CharField(
        label=_("Registration number or name"),
        help_text=_("The number stands on the quote or invoice, for example DV.O101579."),
        max_length=100,
        error_messages={
            "required": _("Enter the registration number or the name of the provider."),
            "max_length": _("Enter no more than 100 characters of the name."),
        },
    )


class ProviderForm(StepForm):
    """The provider that was chosen from what a search found."""

    registration = forms.ChoiceField(
        label=_("Which of these?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose the provider."),
            "invalid_choice": _("Choose the provider."),
        },
    )

    def offer(self, found: tuple[Registration, ...]) -> None:
        """The choices, each with its number and until when it is registered."""
        field = self.fields["registration"]
        field.choices = [(one.number, one.provider.name) for one in found]  # type: ignore[attr-defined]
        field.choice_hints = {one.number: _said_of(one, self.applicant.today) for one in found}  # type: ignore[attr-defined]
        if len(found) == 1:
            self.initial["registration"] = found[0].number

    def answers(self) -> dict[str, Any]:
        return {"registration": self.cleaned_data["registration"]}

    @staticmethod
    def shown(answers: Answers) -> dict[str, Any]:
        return {"registration": answers.get("registration")}


def search_with(
    form: ProviderForm, asked: str | None, typed: Mapping[str, str] | None
) -> tuple[SearchForm, Sought | None]:
    """The search box and what it found, with the choices offered in the form.

    `asked` is what the address asks for; else what was sent with a choice counts, else the
    provider of the draft. A search that finds nobody has an error.
    """
    sent = {} if typed is None else typed
    words = asked if asked is not None else sent.get("zoek") or sent.get("registration")
    if words is None:
        words = form.known.get("registration")
    if words is None:
        return SearchForm(), None
    search = SearchForm({"zoek": words})
    if not search.is_valid():
        return search, None
    found = sought(search.cleaned_data["zoek"], form.known["service"], form.applicant.today)
    if found.problem is not None:
        search.add_error("zoek", str(found.problem))
    form.offer(found.registrations)
    return search, found


def sought(typed: str, service: str, today: date) -> Sought:
    """What is registered under what somebody typed: a number in any form, or a part of a name."""
    try:
        number = parse_registration_number(typed)
    except NumberError:
        return _by_name(typed, service, today)
    if service_of(number) != service:
        return Sought((), other_service=number)
    found = registration(number, today)
    if found is None:
        return Sought((), problem=_("No provider is registered under %(n)s.") % {"n": number})
    zero = number[3] == "O" and "O" not in typed.upper()
    return Sought((found,), zero_read_as_letter=zero)


def _by_name(typed: str, service: str, today: date) -> Sought:
    found = find_registrations(typed, service, today, SHOWN + 1)
    if not found:
        return Sought((), problem=_("We found no provider with this number or name."))
    return Sought(tuple(found[:SHOWN]), more=len(found) > SHOWN)


def _said_of(one: Registration, today: date) -> Any:
    last = one.last_day
    if last is not None and last < today:
        return _("%(number)s, was registered until %(day)s") % {
            "number": one.number,
            "day": show_day(last, language_of_page()),
        }
    return one.number
