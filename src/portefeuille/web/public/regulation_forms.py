"""The days that the pages of the law ask for. Both stand in the address: a page can be shared."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portefeuille.web.ui.fields import DayField
from portefeuille.web.ui.forms import PageForm


class _LawForm(PageForm):
    """A form whose days must not lie before the first law there is."""

    def __init__(self, data: Any = None, *, first_day: date, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.first_day = first_day

    def _known(self, name: str) -> date | None:
        day: date | None = self.cleaned_data[name]
        if day is not None and day < self.first_day:
            raise forms.ValidationError(
                _("Choose a day from %(day)s on: earlier law is not in here.")
                % {"day": f"{self.first_day:%d/%m/%Y}"}
            )
        return day


class OnForm(_LawForm):
    """The day on which somebody wants to read the law; empty is today."""

    op = DayField(
        what=_("the day"),
        label=_("Which day?"),
        help_text=_("The law of the day of application decides. For example 22/11/2026."),
        required=False,
    )

    def clean_op(self) -> date | None:
        """Refuses a day before the first law."""
        return self._known("op")


class BetweenForm(_LawForm):
    """The two days between which somebody wants to know what changed."""

    van = DayField(what=_("the first day"), label=_("From the law of"))
    tot = DayField(what=_("the last day"), label=_("To the law of"))

    def clean_van(self) -> date | None:
        """Refuses a day before the first law."""
        return self._known("van")

    def clean_tot(self) -> date | None:
        """Refuses a day before the first law."""
        return self._known("tot")
