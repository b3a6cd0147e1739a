"""What a data protection officer may look for in the purpose log."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from portefeuille.core.numbers import NumberError, parse_enterprise_number
from portefeuille.core.periods import BRUSSELS, end_of_legal_day
from portefeuille.people.queries import named_like
from portefeuille.register.queries import SERVICES_CALLED, Sought
from portefeuille.web.ui.fields import DayField
from portefeuille.web.ui.forms import PageForm

ASKED: Final = ("nummer", "wie", "dienst", "van", "tot")


class CallsForm(PageForm):
    """An enterprise, a person, a service, a period; what is left empty is not asked for."""

    nummer = forms.CharField(
        label=_("Enterprise number"),
        help_text=_("For example 0123.456.749."),
        required=False,
        max_length=40,
    )
    wie = forms.CharField(
        label=_("Who looked it up"),
        help_text=_("Part of a name, or worker for what happened by itself."),
        required=False,
        max_length=120,
    )
    dienst = forms.ChoiceField(
        label=_("Service of the source"),
        choices=[("", _("All")), *((name, name) for name in SERVICES_CALLED)],
        required=False,
    )
    van = DayField(what=_("the first day"), label=_("From"), required=False)
    tot = DayField(what=_("the last day"), label=_("Up to and including"), required=False)

    def __init__(self, data: Mapping[str, Any] | None) -> None:
        super().__init__(data)
        for name in ("nummer", "wie"):
            attrs = self.fields[name].widget.attrs
            attrs |= {"class": "govuk-input--width-20", "autocomplete": "off"}
            attrs.pop("maxlength", None)

    def clean_nummer(self) -> str:
        """Ten digits, or nothing."""
        typed = self.cleaned_data["nummer"]
        try:
            return parse_enterprise_number(typed) if typed else ""
        except NumberError:
            raise forms.ValidationError(
                _("Write the enterprise number as ten digits, such as 0123.456.749.")
            ) from None

    def clean(self) -> dict[str, Any]:
        """A period that has a day in it."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = cleaned.get("van"), cleaned.get("tot")
        if first and last and last < first:
            self.add_error("tot", _("Enter a last day that is not before the first day."))
        return cleaned

    @property
    def asked(self) -> dict[str, str]:
        """What was asked, as it stands in an address."""
        return {name: self.data[name] for name in ASKED if self.data.get(name)}

    @property
    def sought(self) -> Sought:
        """The calls that are asked for; everything where nothing was."""
        if not self.is_bound:
            return Sought()
        asked = self.cleaned_data
        who, first, last = asked["wie"], asked["van"], asked["tot"]
        return Sought(
            number=asked["nummer"],
            who=_people(who) if who else None,
            service=asked["dienst"],
            since=datetime.combine(first, time(), BRUSSELS) if first else None,
            until=end_of_legal_day(last) if last else None,
        )


def _people(words: str) -> frozenset[str]:
    """Everybody of that name, and what is called so itself."""
    return frozenset({words, *(f"person:{one.pk}" for one in named_like(words))})
