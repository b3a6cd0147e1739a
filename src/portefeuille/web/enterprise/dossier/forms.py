"""What is asked to order a payment and to stop."""

import uuid
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portefeuille.web.ui.fields import DayField, EuroField
from portefeuille.web.ui.forms import PageForm

MAX_NUMBER = 60
MAX_REASON = 2000


class OrderForm(PageForm):
    """An amount of one invoice. `key` is of this order: sent twice, it is given once.

    `document` names a file that was kept before; `file` is a new one.
    """

    key = forms.UUIDField(widget=forms.HiddenInput)
    document = forms.UUIDField(widget=forms.HiddenInput, required=False)
    file = forms.FileField(
        label=_("The invoice (optional)"),
        help_text=_(
            "An e-invoice (UBL), a PDF or a photo (JPEG or PNG), at most 5 MB. From an e-invoice"
            " the number, the date and the amount are filled in for you."
        ),
        required=False,
        widget=forms.ClearableFileInput,
    )
    invoice_number = forms.CharField(
        label=_("Number of the invoice"),
        max_length=MAX_NUMBER,
        error_messages={
            "required": _("Enter the number of the invoice."),
            "max_length": _("Enter the number of the invoice with fewer signs."),
        },
    )
    invoice_date = DayField(
        what=_("the date of the invoice"),
        label=_("Date of the invoice"),
        help_text=_("For example 22/11/2026."),
    )
    amount = EuroField(
        what=_("the amount to pay"),
        label=_("Amount to pay, without VAT"),
        help_text=_("Not more than what lies ready. You may pay in parts, one invoice at a time."),
    )

    def __init__(self, data: Mapping[str, Any] | None, files: Any = None, **kwargs: Any) -> None:
        super().__init__(data, files, **kwargs)
        number = self.fields["invoice_number"].widget
        number.attrs |= {"class": "govuk-input--width-20", "autocomplete": "off"}
        number.attrs.pop("maxlength", None)

    def clean_amount(self) -> Any:
        """More than nothing."""
        amount = self.cleaned_data["amount"]
        if amount == 0:
            raise forms.ValidationError(_("Enter an amount above 0 euro."))
        return amount

    @property
    def kept(self) -> uuid.UUID | None:
        """The file that was kept before, as the page names it; None where it names none."""
        try:
            return uuid.UUID(str(self["document"].value() or ""))
        except ValueError:
            return None


class WithdrawsForm(PageForm):
    """Who withdraws, once all was paid."""

    only_question = True
    withdraws = forms.ChoiceField(
        label=_("Who withdraws?"),
        choices=[
            ("enterprise", _("You: you do not attend, or do not want it any more")),
            ("provider", _("Your provider: it cancels")),
        ],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose who withdraws."),
            "invalid_choice": _("Choose who withdraws."),
        },
    )


class StopForm(PageForm):
    """Why it is stopped; `seen` is what stopping would do as the page showed it."""

    withdraws = forms.CharField(widget=forms.HiddenInput, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(
        label=_("Why do you stop?"),
        help_text=_("In your own words. Do not write anything about somebody's health or family."),
        max_length=MAX_REASON,
        widget=forms.Textarea({"rows": 4}),
        error_messages={
            "required": _("Enter why you stop."),
            "max_length": _("Enter why you stop in fewer words."),
        },
    )
