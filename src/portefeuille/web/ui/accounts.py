"""An account to be paid on: the form that asks for it, and how it is written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from stdnum import iban as ibans

from portefeuille.adapters.bank import as_iban
from portefeuille.web.ui.forms import PageForm

MAX_NAME = 70

HOW: Final[Mapping[str, str | Promise]] = {
    "given": _("Given here"),
    "deposit": _("Seen at a deposit"),
}
"""How we came to know an account."""


class AccountForm(PageForm):
    """An account and whose it is. `key` is of this form: sent twice, it is kept once."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    iban = forms.CharField(
        label=_("Account (IBAN)"),
        help_text=_("For example BE68 5390 0754 7034."),
        max_length=60,
        error_messages={
            "required": _("Enter the account as an IBAN."),
            "max_length": _("This is no IBAN. Check what you typed."),
        },
    )
    name = forms.CharField(
        label=_("Name of the holder"),
        help_text=_("As the bank knows it."),
        max_length=MAX_NAME,
        error_messages={
            "required": _("Enter the name of the holder."),
            "max_length": _("Enter the name in at most 70 characters."),
        },
    )

    whose = forms.TypedChoiceField(
        coerce=int,
        label=_("Who is paid on it?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose who is paid on it."),
            "invalid_choice": _("Choose who is paid on it."),
        },
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        names: Mapping[int, str] | None = None,
        **kwargs: Any,
    ) -> None:
        """`names`: for whom it may be; asked only where they are several."""
        super().__init__(data, **kwargs)
        if names is None or len(names) == 1:
            del self.fields["whose"]
        else:
            whose = self.fields["whose"]
            assert isinstance(whose, forms.TypedChoiceField)
            whose.choices = list(names.items())
        for name in ("iban", "name"):
            self.fields[name].widget.attrs.pop("maxlength", None)
        self.fields["iban"].widget.attrs |= {
            "class": "govuk-input--width-20",
            "autocomplete": "off",
            "spellcheck": "false",
        }

    def clean_iban(self) -> str:
        """Without spaces; refused where its check digits do not fit."""
        found = as_iban(self.cleaned_data["iban"])
        if found is None:
            raise forms.ValidationError(
                _("This is no IBAN: its check digits do not fit. Check what you typed.")
            )
        return found


@dataclass(frozen=True, slots=True)
class Given:
    """An account that was given, or that we know from a deposit; `name` is the holder's."""

    iban: str
    name: str
    at: datetime
    how: str | Promise


def history(accounts: Iterable[Any]) -> list[Given]:
    """Accounts of `payments.outgoing.due.accounts_given`, in the same order, in words."""
    return [Given(one.iban, one.name, one.known_at, HOW[one.source]) for one in accounts]


def shown_iban(iban: str) -> str:
    """An IBAN in groups of four, as people read it."""
    return str(ibans.format(iban))
