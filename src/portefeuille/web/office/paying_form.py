"""What a finance officer is asked about payments: which, on which day, why not, why refused."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from portefeuille.adapters.bank import REASONS, reason_in_words
from portefeuille.web.ui.fields import DayField
from portefeuille.web.ui.forms import PageForm
from portefeuille.web.ui.language import language_of_page

MAX_WORDS: Final = 2000
DAYS_AHEAD: Final = 366


class PrepareForm(PageForm):
    """Which sums, on which day. `key` is of this run: sent twice, it is prepared once."""

    GONE = _("Something was put in a run meanwhile. Look at what is due now, and choose again.")

    key = forms.UUIDField(widget=forms.HiddenInput)
    chosen = forms.TypedMultipleChoiceField(
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose what is to be paid."), "invalid_choice": GONE},
    )
    execution_on = DayField(
        what=_("the day on which the bank pays"),
        label=_("The bank pays on"),
        help_text=_("Today or later. For example 22/11/2026."),
    )

    def __init__(self, data: Any, today: date, payable: Iterable[int], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self._today = today
        field = self.fields["chosen"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = [(one, str(one)) for one in payable]

    def clean_execution_on(self) -> Any:
        """From today on, and within a year."""
        day = self.cleaned_data["execution_on"]
        if not self._today <= day <= self._today + timedelta(days=DAYS_AHEAD):
            raise forms.ValidationError(_("Enter today or a later day, within a year."))
        return day


class ThrowAwayForm(PageForm):
    """Why a run is not paid."""

    words = forms.CharField(
        label=_("Why is it thrown away?"),
        max_length=MAX_WORDS,
        widget=forms.Textarea({"rows": 2}),
        error_messages={
            "required": _("Say why it is thrown away."),
            "max_length": _("Say it in at most 2000 characters."),
        },
    )


class RefusedForm(PageForm):
    """Why the bank does not pay a sum, in the codes of ISO 20022."""

    reason = forms.ChoiceField(
        label=_("What did the bank say?"),
        error_messages={
            "required": _("Choose what the bank said."),
            "invalid_choice": _("Choose what the bank said."),
        },
    )

    def __init__(self, data: Mapping[str, Any] | None) -> None:
        super().__init__(data)
        language = language_of_page()
        field = self.fields["reason"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(code, reason_in_words(code, language)) for code in REASONS]
