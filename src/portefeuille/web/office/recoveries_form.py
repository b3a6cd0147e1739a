"""What an officer says of money that must come back: what is asked, agreed, written off."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portefeuille.payments.queries import Ground
from portefeuille.payments.services import Part
from portefeuille.web.ui.amounts import parse_eur
from portefeuille.web.ui.fields import DayField, EuroField
from portefeuille.web.ui.forms import PageForm

MAX_WORDS: Final = 2000

Words = str | Promise


def _words(label: Any, missing: Any, hint: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=MAX_WORDS,
        widget=forms.Textarea({"rows": 2}),
        error_messages={
            "required": missing,
            "max_length": _("Say it in at most 2000 characters."),
        },
    )


class AskForm(PageForm):
    """Of whom, how much, of which own share, by when, and why."""

    ground = forms.ChoiceField(
        label=_("What is asked back?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what is asked back."),
            "invalid_choice": _("That cannot be asked any more. Choose what is there now."),
        },
    )
    amount = EuroField(what=_("the amount that is asked back"), label=_("Amount"))
    own = EuroField(
        what=_("the own share in it"),
        label=_("Of which own share, for the enterprise"),
        help_text=_(
            "Only of a provider. No source says how it is divided: the whole is proposed pro rata."
        ),
        required=False,
    )
    due_on = DayField(
        what=_("the last day to pay it"),
        label=_("To be paid by"),
        help_text=_("No source gives a term. For example 22/12/2026."),
    )
    words = _words(
        _("Why is it asked back?"),
        _("Say why it is asked back."),
        _("It stays with the recovery, and the debtor reads it."),
    )

    def __init__(
        self, data: Mapping[str, Any] | None, choices: Sequence[tuple[str, Words]], **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        field = self.fields["ground"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices
        self.fields["words"].widget.attrs.pop("maxlength", None)


class PlanForm(PageForm):
    """Instalments as they were agreed: a line each, with a day and an amount."""

    parts = forms.CharField(
        label=_("Instalments"),
        help_text=_(
            "A line for each: the last day and the amount, for example 22/12/2026 250,00. Together"
            " they are what is open."
        ),
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": _("Enter a day and an amount on each line.")},
    )
    words = _words(_("What was agreed, and with whom?"), _("Say what was agreed, and with whom."))

    def __init__(self, data: Mapping[str, Any] | None, **kwargs: Any) -> None:
        super().__init__(data, auto_id="id_plan_%s", **kwargs)
        self.fields["words"].widget.attrs.pop("maxlength", None)

    def clean_parts(self) -> list[Part]:
        """Each line is a day and an amount."""
        day_of = DayField(what="")
        parts = []
        for line in self.cleaned_data["parts"].splitlines():
            day, _gap, amount = line.strip().partition(" ")
            if not day:
                continue
            try:
                parts.append(Part(_day(day_of.clean(day)), parse_eur(amount.strip(" €"))))
            except (ValueError, forms.ValidationError):
                raise forms.ValidationError(
                    _("Write each line as a day and an amount, such as 22/12/2026 250,00.")
                ) from None
        return parts


class WriteOffForm(PageForm):
    """Why it is asked no more."""

    words = _words(
        _("Why is it asked no more?"),
        _("Say why it is asked no more."),
        _("Government bears what is open. It cannot be undone."),
    )

    def __init__(self, data: Mapping[str, Any] | None) -> None:
        super().__init__(data, auto_id="id_write_off_%s")
        self.fields["words"].widget.attrs.pop("maxlength", None)


def _day(day: date | None) -> date:
    assert day is not None, "a field that is required gives a day"
    return day


def ground_of(code: str, grounds: Sequence[Ground]) -> Ground:
    """The ground that was chosen."""
    return next(one for one in grounds if one.code == code)
