"""What an officer says of state aid: of whom, with whom it is one undertaking, aid elsewhere."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portefeuille.aid.services import Told
from portefeuille.core.numbers import NumberError, parse_enterprise_number
from portefeuille.web.ui.fields import DayField, EuroField
from portefeuille.web.ui.forms import PageForm

MAX_WORDS: Final = 2000
MAX_NAME: Final = 200

TELLERS: Final[list[tuple[str, str | Promise]]] = [
    (Told.ENTERPRISE.value, _("The enterprise itself")),
    (Told.CASE_HANDLER.value, _("We found it ourselves")),
]


def _number(label: Any, missing: Any) -> forms.CharField:
    field = forms.CharField(
        label=label,
        help_text=_("For example 0123.456.749."),
        max_length=40,
        error_messages={"required": missing},
    )
    field.widget.attrs |= {"class": "govuk-input--width-20", "autocomplete": "off"}
    field.widget.attrs.pop("maxlength", None)
    return field


def _line(label: Any, missing: Any = "", **more: Any) -> forms.CharField:
    field = forms.CharField(
        label=label,
        max_length=MAX_NAME,
        error_messages={
            "required": missing,
            "max_length": _("Say it in at most 200 characters."),
        },
        **more,
    )
    field.widget.attrs.pop("maxlength", None)
    return field


def _teller() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Who says so?"),
        widget=forms.RadioSelect,
        choices=TELLERS,
        error_messages={"required": _("Choose who says so.")},
    )


def _ten_digits(typed: str) -> str:
    try:
        return parse_enterprise_number(typed)
    except NumberError:
        raise forms.ValidationError(
            _("Write the enterprise number as ten digits, such as 0123.456.749.")
        ) from None


class NumberForm(PageForm):
    """The enterprise whose aid is looked at."""

    nummer = _number(_("Enterprise number"), _("Enter the enterprise number."))

    def clean_nummer(self) -> str:
        """Ten digits."""
        return _ten_digits(self.cleaned_data["nummer"])


class LinkForm(PageForm):
    """With which enterprise it is one undertaking, from which day, and who says so."""

    other = _number(
        _("Enterprise number of the other"), _("Enter the enterprise number of the other.")
    )
    holds_from = DayField(
        what=_("the day from which they are one undertaking"),
        label=_("One undertaking from"),
        help_text=_("For example 22/11/2026."),
    )
    link_told_by = _teller()
    motive = forms.CharField(
        label=_("On what do you base this?"),
        help_text=_("Name no people."),
        max_length=MAX_WORDS,
        widget=forms.Textarea({"rows": 3}),
        error_messages={
            "required": _("Say on what you base this."),
            "max_length": _("Say it in at most 2000 characters."),
        },
    )

    def __init__(self, data: Mapping[str, Any] | None) -> None:
        super().__init__(data)
        self.fields["motive"].widget.attrs.pop("maxlength", None)

    def clean_other(self) -> str:
        """Ten digits."""
        return _ten_digits(self.cleaned_data["other"])


class EndForm(PageForm):
    """From which day two enterprises are no longer one undertaking. One form for each link."""

    holds_until = DayField(
        what=_("the first day on which they are apart"),
        label=_("Apart from"),
        help_text=_("On its own first day: the link was a mistake."),
    )

    def __init__(self, data: Mapping[str, Any] | None, link_id: int) -> None:
        super().__init__(data, auto_id=f"id_{link_id}_%s")


class DeclareForm(PageForm):
    """De minimis aid that another authority granted: when, how much, by whom, who says so."""

    granted_on = DayField(
        what=_("the day on which the aid was granted"),
        label=_("Granted on"),
        help_text=_("The day of the decision, not of the payment. For example 22/11/2026."),
    )
    amount = EuroField(what=_("the amount of the aid"), label=_("Amount of the aid"))
    authority = _line(_("Granted by"), _("Enter the authority that granted the aid."))
    measure = _line(_("Name of the measure, if you know it"), required=False)
    told_by = _teller()

    def __init__(self, data: Mapping[str, Any] | None, today: date) -> None:
        super().__init__(data)
        self._today = today

    def clean_granted_on(self) -> date:
        """Not a day that has yet to come."""
        day: date = self.cleaned_data["granted_on"]
        if day > self._today:
            raise forms.ValidationError(_("Enter a day that is not to come."))
        return day

    def clean_amount(self) -> int:
        """More than nothing."""
        amount: int = self.cleaned_data["amount"]
        if amount == 0:
            raise forms.ValidationError(_("Enter an amount above 0 euro."))
        return amount
