"""What a finance officer sets: an envelope, from when, and why."""

from collections.abc import Mapping
from typing import Any, ClassVar, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from portefeuille.web.ui.fields import DayField, EuroField
from portefeuille.web.ui.forms import PageForm

MOST: Final = 2000


class BudgetForm(PageForm):
    """An envelope. `part` is a code, or WHOLE."""

    WHOLE: ClassVar[str] = "geheel"

    part = forms.ChoiceField(
        label=_("Which budget?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose the whole or a part."),
            "invalid_choice": _("Choose the whole or a part."),
        },
    )
    amount = EuroField(what=_("the amount of the envelope"), label=_("Envelope of the year"))
    holds_on = DayField(
        what=_("the day from which it holds"),
        label=_("Holds from"),
        help_text=_("A day in that year. For example 22/11/2026."),
    )
    reason = forms.CharField(
        label=_("Why, or where it was decided"),
        help_text=_("It stays with the amount, and is never changed."),
        max_length=MOST,
        widget=forms.Textarea({"rows": 2}),
        error_messages={
            "required": _("Say why, or where it was decided."),
            "max_length": _("Say it in at most 2000 characters."),
        },
    )

    def __init__(
        self, data: Mapping[str, Any] | None, names: Mapping[str, str], **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        choices = [(code or self.WHOLE, name) for code, name in names.items()]
        self.fields["part"].choices = choices  # type: ignore[attr-defined]
        self.fields["reason"].widget.attrs.pop("maxlength", None)
