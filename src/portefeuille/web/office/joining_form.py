"""What a case handler says of an enterprise that goes on in another."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from portefeuille.core.numbers import NumberError, parse_enterprise_number
from portefeuille.register.succession import FIRST_DAY
from portefeuille.web.ui.fields import DayField
from portefeuille.web.ui.forms import PageForm

KINDS: Final = [
    ("renumbered", _("The same enterprise has another number")),
    ("merged", _("Another enterprise absorbed it")),
]

MAX_MOTIVE: Final = 2000


def _motive(asked: Any, missing: Any) -> forms.CharField:
    field = forms.CharField(
        label=asked,
        help_text=_("It stands in the journal. Name no people."),
        max_length=MAX_MOTIVE,
        widget=forms.Textarea({"rows": 4}),
        error_messages={
            "required": missing,
            "max_length": _("Say it in at most 2000 characters."),
        },
    )
    field.widget.attrs.pop("maxlength", None)
    return field


class JoinForm(PageForm):
    """In which enterprise it goes on, how, from which day, and why."""

    successor = forms.CharField(
        label=_("Enterprise number in which it goes on"),
        help_text=_("For example 0123.456.749."),
        max_length=40,
        error_messages={"required": _("Enter the number in which it goes on.")},
    )
    kind = forms.ChoiceField(
        label=_("What happened?"),
        widget=forms.RadioSelect,
        choices=KINDS,
        error_messages={"required": _("Choose what happened.")},
    )
    holds_on = DayField(
        what=_("the day from which this is so"),
        label=_("From which day?"),
        help_text=_("The day in the register. For example 22/11/2026."),
    )
    motive = _motive(_("On what do you base this?"), _("Say on what you base this."))

    def __init__(self, data: Mapping[str, Any] | None, today: date, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self._today = today
        attrs = self.fields["successor"].widget.attrs
        attrs |= {"class": "govuk-input--width-20", "autocomplete": "off"}
        attrs.pop("maxlength", None)

    def clean_successor(self) -> str:
        """Ten digits."""
        try:
            return parse_enterprise_number(self.cleaned_data["successor"])
        except NumberError:
            raise forms.ValidationError(
                _("Write the enterprise number as ten digits, such as 0123.456.749.")
            ) from None

    def clean_holds_on(self) -> date:
        """A day of the KBO, not one to come."""
        day: date = self.cleaned_data["holds_on"]
        if day > self._today:
            raise forms.ValidationError(_("Enter a day that is not to come."))
        if day < FIRST_DAY:
            raise forms.ValidationError(_("Enter a day since the KBO began, on 1 July 2003."))
        return day


class PartForm(PageForm):
    """Why it was a mistake."""

    why_apart = _motive(_("Why was it a mistake?"), _("Say why it was a mistake."))


class KeepApartForm(PageForm):
    """Why it goes on in no other."""

    why_none = _motive(
        _("Why does it go on in no other enterprise?"), _("Say why it goes on in no other.")
    )
