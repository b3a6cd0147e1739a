"""What the office is asked: a deposit that came in, why something is in order, what to find."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from portefeuille.payments.services import MAX_STATEMENT
from portefeuille.web.ui.fields import DayField, EuroField
from portefeuille.web.ui.forms import PageForm

MAX_REFERENCE: Final = 140
MAX_WORDS: Final = 2000


class DepositForm(PageForm):
    """Money as it came in. `key` is of this deposit: sent twice, it is recorded once."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    reference = forms.CharField(
        label=_("Structured communication"),
        help_text=_("As it came in, for example +++000/0000/00101+++."),
        max_length=MAX_REFERENCE,
        error_messages={
            "required": _("Enter the communication as it came in."),
            "max_length": _("Enter the communication in at most 140 signs."),
        },
    )
    amount = EuroField(what=_("the amount that came in"), label=_("Amount"))
    received_on = DayField(
        what=_("the day on which it came in"),
        label=_("Came in on"),
        help_text=_("The day on the account. For example 22/11/2026."),
    )

    def __init__(self, data: Mapping[str, Any] | None, today: date, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self._today = today
        attrs = self.fields["reference"].widget.attrs
        attrs |= {"class": "govuk-input--width-20", "autocomplete": "off"}
        attrs.pop("maxlength", None)

    def clean_amount(self) -> Any:
        """More than nothing."""
        amount = self.cleaned_data["amount"]
        if amount == 0:
            raise forms.ValidationError(_("Enter an amount above 0 euro."))
        return amount

    def clean_received_on(self) -> Any:
        """Not a day that has yet to come."""
        day = self.cleaned_data["received_on"]
        if day > self._today:
            raise forms.ValidationError(_("Enter a day on which it came in: not one to come."))
        return day


class AssessForm(PageForm):
    """Why a rule that was left unjudged is in order."""

    motive = forms.CharField(
        label=_("Why is it in order?"),
        max_length=MAX_WORDS,
        widget=forms.Textarea({"rows": 2}),
        error_messages={
            "required": _("Say why it is in order."),
            "max_length": _("Say it in at most 2000 characters."),
        },
    )

    def __init__(self, data: Mapping[str, Any] | None, rule: str) -> None:
        super().__init__(data, auto_id=f"id_{rule}_%s")
        self.fields["motive"].widget.attrs.pop("maxlength", None)


class SearchForm(PageForm):
    """A number to find."""

    vraag = forms.CharField(
        label=_("Enterprise number, subsidy number or structured communication"),
        help_text=_("For example 0123.456.749 or KP-2026-000001. Names are not searched."),
        error_messages={"required": _("Enter a number to find.")},
        max_length=200,
    )

    def __init__(self, data: Mapping[str, Any] | None) -> None:
        super().__init__(data)
        attrs = self.fields["vraag"].widget.attrs
        attrs |= {"class": "govuk-input--width-20", "autocomplete": "off"}
        attrs.pop("maxlength", None)


class StatementForm(PageForm):
    """A file of statements, as the bank gives it."""

    file = forms.FileField(
        label=_("Statement of the bank (camt.053)"),
        help_text=_("An XML file of version camt.053.001.02 or .08, at most 32 MB."),
        widget=forms.ClearableFileInput,
        error_messages={
            "required": _("Choose the file of the bank."),
            "empty": _("This file is empty. Fetch it from the bank once more."),
        },
    )

    def clean_file(self) -> Any:
        """Not more than is read: what is larger is not even looked at."""
        file = self.cleaned_data["file"]
        if (file.size or 0) > MAX_STATEMENT:
            raise forms.ValidationError(_("Choose a file of at most 32 MB: ask for fewer days."))
        return file


class OtherForm(PageForm):
    """The number of an application that a line may be for."""

    aanvraag = forms.CharField(
        label=_("Subsidy number or structured communication"),
        help_text=_("For example KP-2026-000001 or +++000/0000/00101+++."),
        max_length=40,
        error_messages={
            "required": _("Enter the number of the application."),
            "max_length": _("Enter the number of the application in at most 40 signs."),
        },
    )

    def __init__(self, data: Mapping[str, Any] | None) -> None:
        super().__init__(data)
        attrs = self.fields["aanvraag"].widget.attrs
        attrs |= {"class": "govuk-input--width-20", "autocomplete": "off"}
        attrs.pop("maxlength", None)


class ExplainForm(PageForm):
    """Why a line is government's."""

    words = forms.CharField(
        label=_("What is it?"),
        help_text=_("For example: working means of the fourth quarter, or costs of the bank."),
        max_length=MAX_WORDS,
        widget=forms.Textarea({"rows": 2}),
        error_messages={
            "required": _("Say what it is."),
            "max_length": _("Say it in at most 2000 characters."),
        },
    )

    def __init__(self, data: Mapping[str, Any] | None) -> None:
        super().__init__(data)
        self.fields["words"].widget.attrs.pop("maxlength", None)
