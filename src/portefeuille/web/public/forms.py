"""The questions of the calculator, named as the dossier of the contract names them.

The form refuses only what cannot be read. A late date, a theme of another year or a service
that is no longer supported can be read: those are the decision's to judge, with its reasons.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portefeuille.core.law import Language, Law, ThemeList
from portefeuille.web.ui.fields import DayField, EuroField
from portefeuille.web.ui.forms import PageForm

SERVICES = [("training", _("Training")), ("advice", _("Advice"))]
SIZES = [("small", _("Small")), ("medium", _("Medium-sized")), ("large", _("Large"))]

_THEME_CODE = re.compile(r"[a-z0-9-]{1,80}(/[a-z0-9-]{1,80})?")


class ThemeField(forms.ChoiceField):
    """A choice from the theme list of the day.

    A well-formed code outside that list is let through: a shared address may carry a theme of
    another day, and whether that theme counts is a rule of the law, with a sentence and a remedy.
    """

    def valid_value(self, value: str) -> bool:
        return super().valid_value(value) or bool(_THEME_CODE.fullmatch(value))


class CalculatorForm(PageForm):
    """Everything the calculator asks. Its theme list is that of the day of application."""

    service = forms.ChoiceField(
        label=_("What do you buy?"),
        choices=SERVICES,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose whether you buy training or advice."),
            "invalid_choice": _("Choose whether you buy training or advice."),
        },
    )
    theme = ThemeField(
        label=_("What is it about?"),
        error_messages={
            "required": _("Choose a theme."),
            "invalid_choice": _("Choose a theme from the list."),
        },
    )
    size = forms.ChoiceField(
        label=_("How large is your enterprise?"),
        help_text=_(
            "Count the staff and figures of the enterprises you belong to as well. "
            "If you are not sure, start with small."
        ),
        choices=SIZES,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose how large your enterprise is."),
            "invalid_choice": _("Choose how large your enterprise is."),
        },
    )
    cost = EuroField(
        what=_("the project amount"),
        label=_("What does it cost, without VAT?"),
        help_text=_("For example 1.250,00. Leave out VAT: you pay that to the provider yourself."),
    )
    granted_this_year = EuroField(
        what=_("the subsidy you already received"),
        label=_("How much subsidy did you already receive this year? (optional)"),
        help_text=_("From the kmo-portefeuille only. Leave empty if it was nothing."),
        required=False,
    )
    starts_on = DayField(
        what=_("the start date"),
        label=_("When does it start?"),
        help_text=_("The first lesson, or the day the advice begins. For example 22/11/2026."),
    )
    submitted_on = DayField(
        what=_("the day of application"),
        label=_("When do you apply? (optional)"),
        help_text=_("Leave empty for today. The law of that day decides."),
        required=False,
    )

    def __init__(self, data: Mapping[str, str] | None, law: Law, today: date, language: Language):
        super().__init__(data, initial={"submitted_on": today})
        self.first_day = law.periods[0].first_day
        day = max(_day_asked(data, today), self.first_day)
        chosen = "" if data is None else data.get("theme", "")
        field = self.fields["theme"]
        field.choices = theme_choices(law.on(day).themes, chosen, language)  # type: ignore[attr-defined]
        field.help_text = _("From the list of themes of %(day)s.") % {"day": f"{day:%d/%m/%Y}"}

    def clean_submitted_on(self) -> date | None:
        """Refuses a day before the first law there is: nothing can be said about it."""
        day: date | None = self.cleaned_data["submitted_on"]
        if day is not None and day < self.first_day:
            raise forms.ValidationError(
                _("Choose a day of application from %(day)s on: earlier law is not in here.")
                % {"day": f"{self.first_day:%d/%m/%Y}"}
            )
        return day


def _day_asked(data: Mapping[str, str] | None, today: date) -> date:
    """The day of application in raw answers, today where there is none that can be read."""
    try:
        typed = (data or {}).get("submitted_on")
        return CalculatorForm.base_fields["submitted_on"].clean(typed) or today
    except forms.ValidationError:
        return today


def theme_choices(themes: ThemeList, chosen: str, language: Language) -> list[Any]:
    """The list of a day as options, its topics grouped by theme; keeps a chosen code outside it."""
    options: list[Any] = [("", _("Choose a theme"))]
    for theme in themes.themes:
        label = theme.label[language]
        topics = [(topic.code, topic.label[language]) for topic in theme.topics]
        options.append((label, topics) if topics else (theme.code, label))
    if chosen not in themes.codes and _THEME_CODE.fullmatch(chosen):
        options.append((_("Not in this list"), [(chosen, chosen)]))
    return options
